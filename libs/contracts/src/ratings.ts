import { z } from 'zod';
import { CapResult } from './cap-case.ts';
import { RatingCase, RatingResult } from './rating-case.ts';
import { Bilingual, Decimal, Level, PolicyPin } from './rating-terms.ts';
import type { Frozen } from './frozen.ts';
import { pageOf } from './page.ts';
import { Day, Id, Instant, Position } from './text.ts';

export const RatingStatus = z
  .enum([
    'NONE',
    'SELF',
    'APPRAISED',
    'PROVISIONAL',
    'CAPPED',
    'DECIDED',
    'PUBLISHED',
    'PETITIONED',
    'CONFIRMED',
    'SUPERSEDED',
  ])
  .meta({ id: 'RatingStatus' });

const Official = z.object({ level: Level, decisionNo: z.string(), decidedOn: Day });
export const RatedKind = z.enum(['UNIT', 'PERSON']).meta({ id: 'RatedKind' });
/** What a caller may not see is null. */
const Rated = { subjectId: Id, code: z.string(), unitId: Id, peerGroup: z.string() };

export const RatingRow = z
  .object({
    ...Rated,
    unitName: z.string().nullable(),
    kind: RatedKind,
    post: z.string().nullable().meta({ description: 'The title of the post; null: the unit itself.' }),
    status: RatingStatus.nullable(),
    score: Decimal.nullable(),
    provisional: Level.nullable(),
    stale: z.boolean().nullable().meta({ description: 'An input came after the provisional result (R-20).' }),
    capped: Level.nullable(),
    official: Level.nullable(),
    decisionNo: z.string().nullable(),
    decidedOn: Day.nullable(),
    voided: z
      .boolean()
      .nullable()
      .meta({ description: 'The decision rests on an input that changed (R-20).' }),
    publishedOn: Day.nullable(),
    petition: z
      .object({ no: z.int(), answerBy: Day, overdue: z.boolean() })
      .nullable()
      .meta({ description: 'The one that waits for its answer.' }),
    locked: z.boolean().nullable().meta({ description: 'The period is locked (R-21).' }),
    version: z
      .int()
      .nullable()
      .meta({ description: 'Of the rating, for If-Match; 0: nothing happened yet.' }),
    lastPosition: Position.nullable(),
  })
  .meta({ id: 'RatingRow' });
export type RatingRow = Frozen<z.infer<typeof RatingRow>>;
export const RatingPage = pageOf(RatingRow).meta({ id: 'RatingPage' });

const SourceEvent = z.object({ type: z.string(), eventId: z.string(), position: Position, at: Instant });
const YearBefore = z.object({
  campaignId: Id,
  score: Decimal.nullable(),
  level: Level.nullable(),
  official: Level.nullable(),
  points: z.string().nullable().meta({ description: 'Change of the score since then, signed.' }),
  parts: z.array(z.object({ code: z.string(), before: Decimal, after: Decimal })),
});

export const RatingStatement = z
  .object({
    kind: z.literal('rating-statement/1'),
    campaignId: Id,
    ...Rated,
    status: RatingStatus,
    /** Up to which event the log was read, and the last second that counts. */
    asOf: Position,
    cutOff: z.string(),
    running: z.boolean(),
    result: RatingResult,
    case: RatingCase.meta({
      description: 'What was evaluated: `dondoc rating evaluate` gives the same bytes.',
    }),
    sources: z.array(z.object({ evidence: z.string(), events: z.array(SourceEvent) })),
    names: z.record(z.string(), z.string()).meta({
      description: 'What people call a piece of evidence: the number of a finding, the code of a unit.',
    }),
    counterfactuals: z.array(
      z.object({
        fact: z.string(),
        text: Bilingual,
        level: Level,
        score: Decimal.nullable(),
        points: z.string().nullable(),
        changesLevel: z.boolean(),
      }),
    ),
    recorded: z
      .object({ resultSha256: z.string(), cutPosition: Position, isSame: z.boolean() })
      .nullable()
      .meta({ description: 'The result on record, and whether it is this one.' }),
    self: z.object({ score: Decimal, level: Level }).nullable(),
    appraisal: z
      .object({
        score: Decimal,
        level: Level,
        deviation: z.object({ points: z.string(), levelChanged: z.boolean() }).nullable(),
        explanation: z.string().nullable(),
      })
      .nullable(),
    cap: z.object({ group: z.string(), level: Level, selected: z.boolean(), capVersion: z.int() }).nullable(),
    official: Official.nullable(),
    earlier: z.array(Official),
    voided: z.boolean(),
    publishedOn: Day.nullable(),
    petition: z
      .object({
        no: z.int(),
        receivedOn: Day,
        answerBy: Day,
        text: z.string().nullable(),
        overdue: z.boolean(),
      })
      .nullable(),
    yearBefore: YearBefore.nullable(),
  })
  .meta({ id: 'RatingStatement' });
export type RatingStatement = Frozen<z.infer<typeof RatingStatement>>;

export const RatingPeriodView = z
  .object({
    campaignId: Id,
    year: z.int(),
    unitPolicy: PolicyPin,
    personPolicy: PolicyPin,
    proposals: z
      .array(z.string())
      .meta({ description: 'Rules for units not adopted: they decide nothing official (R-28).' }),
    personProposals: z.array(z.string()).meta({ description: 'The same of the rules for persons.' }),
    adoptions: z
      .array(z.object({ code: z.string(), decisionNo: z.string(), on: Day }))
      .meta({ description: 'By which decision an authority made the proposals of a policy its own.' }),
    lowerFirst: z.enum(['BLOCK', 'WARN']),
    petitionWorkingDays: z.int(),
    posts: z.int(),
    mergedInto: z.record(z.string(), z.string()),
    locked: z.string().nullable().meta({ description: 'Why it is locked; null: open.' }),
    caps: z.array(
      z.object({
        group: z.string(),
        capVersion: z.int(),
        members: z.int(),
        quota: z.int().nullable(),
        selected: z.array(z.string()),
        warnings: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'RatingPeriodView' });
export type RatingPeriodView = Frozen<z.infer<typeof RatingPeriodView>>;

export const RatingsWritten = z
  .object({
    written: z.int(),
    unchanged: z.int(),
    refused: z.array(z.object({ subject: z.string(), code: z.string(), message: z.string() })),
    undecidedBelow: z.array(z.object({ subject: z.string(), units: z.array(z.string()) })).meta({
      description: 'Decided although these units below had no decision: the period only warns (R-22).',
    }),
    position: Position.nullable(),
  })
  .meta({ id: 'RatingsWritten' });
export type RatingsWritten = Frozen<z.infer<typeof RatingsWritten>>;

const Standing = z.object({ level: Level, score: Decimal.nullable(), rank: z.int().nullable() });
export const WhatIfAnswer = z
  .object({
    kind: z.literal('what-if/1'),
    campaignId: Id,
    asOf: Position,
    before: PolicyPin,
    after: PolicyPin,
    changed: z.int().meta({ description: 'Subjects whose level or rank differs.' }),
    items: z.array(
      z.object({
        subjectId: Id,
        code: z.string(),
        before: Standing,
        after: Standing,
        moved: z.int().nullable(),
      }),
    ),
    caps: z.array(z.object({ group: z.string(), before: CapResult, after: CapResult })),
  })
  .meta({ id: 'WhatIfAnswer' });
export type WhatIfAnswer = Frozen<z.infer<typeof WhatIfAnswer>>;
