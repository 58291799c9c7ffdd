import type { LiveAssignment } from '@dondoc/domain/assignment/assignment-state.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import type { Frame, sayFor } from '../say.ts';
import { ZONE } from '../simulated-campaign.ts';
import type { CastUnit } from '../cast.ts';
import type { ActionConduct } from './draw-year.ts';

/** One thing that somebody does about an approved plan. `round` counts the reports on an action. */
export type YearStep = { unit: CastUnit } & (
  | {
      kind: 'PROGRESS' | 'ASK_EXTENSION' | 'ASK_TOO_LATE' | 'ANSWER_EXTENSION' | 'CHECK_EFFECT';
      actionId: string;
    }
  | { kind: 'REPORT_DONE' | 'VERIFY'; actionId: string; round: number }
  | { kind: 'CHECK_IN' | 'CHECK_IN_TOO_LATE'; period: string }
  | { kind: 'AMEND_PLAN' | 'CARRY_OVER' }
);
export type YearFollowUp = { at: Instant; step: YearStep | { kind: 'ANSWER_PLAN'; unit: CastUnit } };

/** Units act in the morning, those above them in the afternoon: few slots a day keep the steps of the clock few. */
export const MORNING = '10:30';
export const AFTERNOON = '15:00';
export const EXTENDED_BY_WORKING_DAYS = 20;

export const at = (day: Day, time: string): Instant => instantAt(day, time, ZONE);

/** The unit, and its plan, at the instant of a step. */
export type Moment = {
  frame: Frame;
  unit: CastUnit;
  now: Instant;
  today: Day;
  /** So many working days on. */
  later: (days: number, time: string) => Instant;
  assignment: LiveAssignment;
} & ReturnType<typeof sayFor>;

/** How an action fares, by its place in the plan. */
export function conductOf(
  { year }: CastUnit,
  { plan }: Pick<LiveAssignment, 'plan'>,
  actionId: string,
): ActionConduct | undefined {
  const index = plan?.actions.findIndex(({ id }) => id === actionId) ?? 0;
  const actions = year?.actions ?? [];
  return actions[index % actions.length];
}
