import { z } from 'zod';
import { AsOfQuery, isTrue, PageQuery, sortBy } from './page.ts';
import { Decimal, Level } from './rating-terms.ts';
import { RatedKind, RatingStatus } from './ratings.ts';
import { Id, text, UnitReference } from './text.ts';

/** Whoever may not see a value finds nothing by it: filters and orders are of what the caller sees. */
export const RatingsQuery = PageQuery.extend({
  asOf: AsOfQuery.shape.asOf,
  unit: UnitReference.exactOptional().meta({ description: 'The unit and its posts.' }),
  kind: RatedKind.exactOptional(),
  group: text(100).exactOptional().meta({ description: 'The peer group, after merges by decision.' }),
  status: RatingStatus.exactOptional(),
  provisional: Level.exactOptional(),
  capped: Level.exactOptional(),
  official: Level.exactOptional(),
  level: Level.exactOptional().meta({
    description: 'The level that stands: official, else after the cap, else provisional.',
  }),
  minScore: Decimal.exactOptional(),
  maxScore: Decimal.exactOptional(),
  decision: text(300).exactOptional().meta({ description: 'Number of the decision in force.' }),
  stale: isTrue.exactOptional(),
  voided: isTrue.exactOptional(),
  decided: isTrue.exactOptional(),
  published: isTrue.exactOptional(),
  petition: z
    .enum(['OPEN', 'OVERDUE'])
    .exactOptional()
    .meta({ description: 'OPEN: one waits for its answer; OVERDUE: longer than R-24 allows.' }),
  sort: sortBy(
    'code',
    'name',
    'kind',
    'peerGroup',
    'status',
    'score',
    'provisional',
    'stale',
    'capped',
    'official',
    'level',
    'decision',
    'decidedOn',
    'voided',
    'publishedOn',
    'answerBy',
  ).default('code'),
});
export type RatingsQuery = z.infer<typeof RatingsQuery>;

export const StatementQuery = AsOfQuery.extend({
  running: z
    .enum(['true', 'false'])
    .exactOptional()
    .meta({ description: 'true: a score during the year, up to now.' }),
  against: Id.exactOptional().meta({ description: 'The campaign of the year before, to compare with.' }),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

/** Read by the case's own form, which names every fault by its JSON pointer. */
export const CaseFile = z
  .looseObject({ kind: z.string() })
  .meta({ id: 'CaseFile', description: 'A rating-case/1 or a cap-case/1.' });
export type CaseFile = z.infer<typeof CaseFile>;
