import { addWorkingDays } from '@dondoc/domain/calendar/working-days.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import type { Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { Chance } from './chance.ts';

/** How a simulated unit behaves through its whole cycle. */
export const BEHAVIOURS = ['ON_TIME', 'LATE', 'SILENT', 'RETURNED_ONCE', 'EXTENDED'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

const WEIGHTS: Readonly<Record<Behaviour, number>> = {
  ON_TIME: 50,
  LATE: 22,
  SILENT: 6,
  RETURNED_ONCE: 14,
  EXTENDED: 8,
};

// Few slots a day keep the steps of the clock few. None is near 08:00 or midnight, where the engine's own timers are.
const SLOTS = ['09:30', '11:00', '14:00', '16:00'] as const;

/** When a unit takes each of its steps. A day is null when it never does. */
export type UnitPlan = {
  behaviour: Behaviour;
  acknowledge: Instant | null;
  meetingOn: Day | null;
  review: Instant | null;
  /** Working days the unit takes for its plan, counted from the acceptance of its review; null: never. */
  planAfterDays: number | null;
  /** When the administrator moves this unit's review deadline; null: never. */
  extend: { at: Instant; to: Day } | null;
};

export type DueDays = Readonly<Record<Phase, Day>>;
export type Stage = { calendar: WorkingCalendar; zone: string; launchedOn: Day; due: DueDays };
/** A year written for one unit instead of drawn, by its place on the list. */
export type Script = (index: number, stage: Stage) => UnitPlan;

/** Draws one unit's year. Everything it needs comes in; nothing is remembered between units. */
export function drawUnitPlan(chance: Chance, { calendar, zone, launchedOn, due }: Stage): UnitPlan {
  const behaviour = chance.weighted(WEIGHTS);
  const slot = () => SLOTS[chance.between(0, SLOTS.length - 1)] ?? SLOTS[0];
  const move = (day: Day, days: number) => addWorkingDays(calendar, day, days).on;
  const at = (day: Day) => instantAt(day, slot(), zone);

  if (behaviour === 'SILENT') {
    // Half of the silent ones at least say that they have read the letter.
    const acknowledge = chance.between(0, 1) === 1 ? at(move(launchedOn, 1)) : null;
    return { behaviour, acknowledge, meetingOn: null, review: null, planAfterDays: null, extend: null };
  }

  const isLate = behaviour === 'LATE';
  const extendedTo = behaviour === 'EXTENDED' ? move(due.REVIEW, 5) : null;
  const reviewOn = isLate
    ? move(due.REVIEW, chance.between(1, 8))
    : move(extendedTo ?? due.REVIEW, -chance.between(1, 4));
  return {
    behaviour,
    acknowledge: at(
      isLate ? move(due.ACKNOWLEDGE, chance.between(1, 3)) : move(launchedOn, chance.between(1, 2)),
    ),
    meetingOn: move(reviewOn, -1),
    review: at(reviewOn),
    planAfterDays: isLate ? chance.between(9, 22) : chance.between(2, 4),
    extend: extendedTo ? { at: instantAt(move(due.REVIEW, -3), '10:30', zone), to: extendedTo } : null,
  };
}
