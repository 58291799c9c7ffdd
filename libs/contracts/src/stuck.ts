import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { Day } from './text.ts';

export const StuckQuery = z.strictObject({
  days: z.coerce
    .number()
    .int()
    .min(0)
    .max(250)
    .default(3)
    .meta({ description: 'Working days the authority may take for a judgement before it is listed here.' }),
});
export type StuckQuery = z.infer<typeof StuckQuery>;

const WaitsFor = z
  .enum([
    'ASSIGNMENT',
    'ACKNOWLEDGEMENT',
    'REVIEW',
    'REVIEW_JUDGEMENT',
    'CORRECTED_REVIEW',
    'PLAN',
    'PLAN_APPROVAL',
    'CORRECTED_PLAN',
    'ACTION',
    'VERIFICATION',
    'NOTHING',
  ])
  .meta({ id: 'WaitsFor' });
const Keeper = z.enum(['RUNNING', 'MISSING', 'LEFT_OVER', 'NOT_NEEDED', 'UNKNOWN']).meta({
  id: 'Keeper',
  description:
    'The workflow that keeps the time. MISSING: nobody will be reminded or urged; LEFT_OVER: it runs though the cycle is over; ' +
    'UNKNOWN: Temporal is away. `dondoc temporal rebuild` mends both.',
});

export const StuckUnit = z
  .object({
    unitId: z.uuid(),
    unitCode: z.string(),
    unitName: z.string().nullable(),
    waitsFor: WaitsFor,
    mustAct: z.enum(['UNIT', 'AUTHORITY', 'OPERATOR']),
    actionId: z
      .string()
      .nullable()
      .meta({ description: 'Of the approved plan; null: the cycle itself waits.' }),
    since: z.string().meta({ description: 'Instant from which on it waits for this.' }),
    waitingDays: z
      .int()
      .nullable()
      .meta({ description: 'Working days since then; null: no calendar knows them.' }),
    dueOn: Day.nullable(),
    overdueDays: z.int().nullable().meta({ description: 'Working days past the last good day.' }),
    keeper: Keeper,
    parkedBy: z.array(z.string()).meta({ description: 'Followers that have set the unit’s events aside.' }),
  })
  .meta({ id: 'StuckUnit' });
export type StuckUnit = Frozen<z.infer<typeof StuckUnit>>;

export const StuckView = z
  .object({
    campaignId: z.uuid(),
    status: z.string(),
    paused: z.boolean(),
    zone: z.string().meta({ description: 'In which days are counted.' }),
    units: z.array(StuckUnit).meta({ description: 'Most overdue first, then who waits longest.' }),
    unitsNotLookedAt: z.int().meta({ description: 'Candidates beyond the first 2,000.' }),
    keeper: Keeper.meta({ description: 'Of the campaign itself.' }),
    followers: z.array(
      z.object({
        name: z.string(),
        behind: z.int(),
        lagSeconds: z.number(),
        parkedStreams: z.int().meta({ description: 'Of this campaign.' }),
        effect: z.string().meta({ description: 'What does not happen meanwhile, in plain words.' }),
      }),
    ),
  })
  .meta({ id: 'StuckView' });
export type StuckView = Frozen<z.infer<typeof StuckView>>;
