import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { CommandAnswer } from './command.ts';
import { isTrue, PageQuery, pageOf, sortBy } from './page.ts';
import { Cadence, DeadlineView, Lamp, LampColour, Phase, Requirement } from './terms.ts';
import { Day, text } from './text.ts';

const CampaignStatus = z
  .enum(['DRAFT', 'ISSUED', 'REVIEWING', 'RATING', 'MONITORING', 'CLOSED', 'CANCELLED'])
  .meta({ id: 'CampaignStatus' });

const TermDeadline = z
  .object({
    current: DeadlineView,
    original: DeadlineView.meta({ description: 'As first set (R-08).' }),
    version: z.int().meta({ description: 'Counts from 1, up with every move.' }),
  })
  .meta({ id: 'TermDeadline' });
const CampaignDeadlines = z.partialRecord(Phase, TermDeadline);
const Pause = z.object({ from: z.string(), to: z.string().nullable(), days: z.int() }).meta({ id: 'Pause' });
const Progress = z
  .object({
    assigned: z.int(),
    open: z.int(),
    byStatus: z.record(z.string(), z.int()),
    overdue: z.partialRecord(Phase, z.int()).meta({ description: 'Units past each phase’s deadline.' }),
    lamps: z
      .array(
        z.object({
          colour: LampColour,
          units: z.int(),
          reasons: z
            .record(z.string(), z.int())
            .meta({ description: 'Units each reason holds for; a unit may have several.' }),
        }),
      )
      .meta({ description: 'Red first, each colour once.' }),
  })
  .meta({ id: 'Progress' });

const CalendarRef = z.object({ code: z.string(), version: z.string() }).meta({ id: 'CalendarRef' });
const LowerFirst = z
  .enum(['BLOCK', 'WARN'])
  .meta({ id: 'LowerFirst', description: 'R-22: a plan is approved after those of the units below it.' });
const CascadeParent = z
  .object({ campaignId: z.uuid(), unitId: z.uuid() })
  .meta({ id: 'CascadeParent', description: 'The campaign it carries on, and the unit that launched it.' });
export const CascadeRow = z
  .object({
    campaignId: z.uuid(),
    unitId: z.uuid().meta({ description: 'The unit that launched it on.' }),
    code: z.string(),
    unitName: z.string(),
    status: CampaignStatus,
    unitCount: z.int(),
    byStatus: z.record(z.string(), z.int()),
    overdue: z.partialRecord(Phase, z.int()),
  })
  .meta({ id: 'CascadeRow' });
export type CascadeRow = Frozen<z.infer<typeof CascadeRow>>;
const RollUp = z
  .object({
    cascades: z.int(),
    units: z.int(),
    decided: z.int().meta({ description: 'Their plan is approved, or nothing is asked of them.' }),
    byStatus: z.record(z.string(), z.int()),
    overdue: z.partialRecord(Phase, z.int()),
  })
  .meta({ id: 'RollUp', description: 'All units that units of this campaign launched it on to.' });
export type RollUp = Frozen<z.infer<typeof RollUp>>;
export const CascadeList = z
  .object({ items: z.array(CascadeRow), rollUp: RollUp, completeTo: z.int() })
  .meta({ id: 'CascadeList' });
export type CascadeList = Frozen<z.infer<typeof CascadeList>>;

export const CampaignAnswer = CommandAnswer.extend({ campaignId: z.uuid() }).meta({ id: 'CampaignAnswer' });

export const CampaignView = z
  .object({
    campaignId: z.uuid(),
    directiveId: z.uuid(),
    title: z.string(),
    status: CampaignStatus,
    paused: z.boolean(),
    version: z.int(),
    asOf: z.int().meta({ description: 'The log position this state stands for.' }),
    reviewYear: z.int(),
    monitoringYear: z.int(),
    zone: z.string(),
    calendar: CalendarRef.meta({ description: 'The one in force.' }),
    calendarsAdopted: z.array(z.object({ at: z.string(), calendar: CalendarRef, replaced: CalendarRef })),
    policy: z.object({ code: z.string(), version: z.int() }),
    cadence: Cadence,
    cutOffOn: Day,
    requirements: z.array(Requirement),
    deadlines: CampaignDeadlines,
    pauses: z.array(Pause),
    unitCount: z.int(),
    unitsByCategory: z.record(z.string(), z.int()),
    parent: CascadeParent.nullable(),
    lowerFirst: LowerFirst,
    rollUp: RollUp.exactOptional().meta({ description: 'Absent without cascades.' }),
    progress: Progress.exactOptional().meta({
      description: 'Where the units stand; absent when asked as of an earlier position.',
    }),
  })
  .meta({ id: 'CampaignView' });
export type CampaignView = Frozen<z.infer<typeof CampaignView>>;

export const CampaignRow = z
  .object({
    campaignId: z.uuid(),
    directiveId: z.uuid(),
    directive: z.object({ number: z.string(), abstract: z.string().nullable() }).nullable(),
    title: z.string(),
    status: CampaignStatus,
    paused: z.boolean(),
    reviewYear: z.int(),
    monitoringYear: z.int(),
    zone: z.string(),
    cutOffOn: Day,
    deadlines: CampaignDeadlines,
    pauses: z.array(Pause),
    unitCount: z.int(),
    assignedCount: z.int(),
    draftedAt: z.string(),
    issuedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    version: z.int(),
    lastPosition: z.int(),
  })
  .meta({ id: 'CampaignRow' });
export type CampaignRow = Frozen<z.infer<typeof CampaignRow>>;
export const CampaignsQuery = PageQuery.extend({
  sort: sortBy('draftedAt', 'title', 'status', 'reviewYear', 'unitCount', 'cutOffOn').default('-draftedAt'),
});
export type CampaignsQuery = z.infer<typeof CampaignsQuery>;
export const CampaignPage = pageOf(CampaignRow).meta({ id: 'CampaignPage' });

export const BoardQuery = PageQuery.extend({
  status: text(40).exactOptional(),
  overdue: isTrue.exactOptional(),
  category: text(64).exactOptional(),
  lamp: LampColour.exactOptional(),
  sort: sortBy(
    'code',
    'name',
    'category',
    'peerGroup',
    'status',
    'due',
    'overdue',
    'lamp',
    'escalation',
    'reminders',
    'acknowledgedAt',
    'reviewSubmittedAt',
    'planSubmittedAt',
    'points',
  ).default('code'),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

/** One unit's line on the board: where it stands and what is next. */
export const BoardRow = z
  .object({
    assignmentId: z.uuid(),
    campaignId: z.uuid(),
    unitId: z.uuid(),
    code: z.string(),
    unitName: z.string().nullable(),
    category: z.string(),
    peerGroup: z.string(),
    status: z.string(),
    openPhases: z.array(Phase),
    nextPhase: Phase.nullable(),
    dueOn: Day.nullable().meta({ description: 'The earliest deadline of what the unit still owes.' }),
    overdue: z.boolean(),
    lamp: Lamp,
    acknowledgedAt: z.string().nullable(),
    acknowledgedLate: z.boolean(),
    reviewSubmittedAt: z.string().nullable(),
    reviewLate: z.boolean(),
    reviewVersion: z.int(),
    planSubmittedAt: z.string().nullable(),
    planLate: z.boolean(),
    planVersion: z.int(),
    escalationLevel: z.enum(['MONITOR', 'URGE', 'CHECK']),
    escalationStep: z.int(),
    remindersSent: z.int(),
    points: z.string().nullable(),
    lower: z
      .object({ campaignId: z.uuid(), units: z.int(), decided: z.int(), overdue: z.int() })
      .exactOptional()
      .meta({ description: 'The units below that it launched the directive on to.' }),
    version: z.int(),
    lastPosition: z.int(),
  })
  .meta({ id: 'BoardRow' });
export type BoardRow = Frozen<z.infer<typeof BoardRow>>;
export const BoardPage = pageOf(BoardRow).meta({ id: 'BoardPage' });

export const ScorePart = z
  .object({
    code: z.string(),
    points: z.string(),
    of: z.string(),
    reason: z.string(),
    evidence: z.array(z.string()).meta({ description: 'Ids of the events that made it.' }),
  })
  .meta({ id: 'ScorePart' });
export const Score = z
  .object({
    policy: z.object({ code: z.string(), version: z.int() }),
    points: z.string(),
    of: z.string(),
    parts: z.array(ScorePart),
    cutPosition: z.int(),
  })
  .meta({ id: 'Score' });
export const ScoreRow = z
  .object({ unitId: z.uuid(), code: z.string(), name: z.string().nullable(), score: Score.nullable() })
  .meta({ id: 'ScoreRow' });
export type ScoreRow = Frozen<z.infer<typeof ScoreRow>>;
export const ScoresQuery = PageQuery.extend({ sort: sortBy('code', 'points').default('code') });
export type ScoresQuery = z.infer<typeof ScoresQuery>;
export const ScorePage = pageOf(ScoreRow).meta({ id: 'ScorePage' });
