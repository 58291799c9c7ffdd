import { addDays } from '../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { dayOf, startOfDay } from '../calendar/zoned-time.ts';
import type { CampaignTerms } from '../campaign/campaign-terms.ts';
import { PHASES, type Phase } from '../deadline/deadline.ts';
import { CHANNELS, type Channel, type Recipient, type Rung } from '../escalation/cadence.ts';
import { rungsOf } from '../escalation/ladder.ts';
import { remindersOf } from '../escalation/reminders.ts';

type Told = { to: readonly Recipient[]; channels: readonly Channel[] };
type Owed = { phase: Phase; dueOn: Day; dueVersion: string };
/** What happens at one instant of a campaign that nobody changes, to every unit that still owes the phase then. */
export type LaunchStep = { at: Instant; on: Day } & (
  | { kind: 'LAUNCH' }
  | ({ kind: 'REMINDER'; offset: number } & Told & Owed)
  | ({ kind: 'ESCALATION' } & Told & Pick<Rung, 'step' | 'level'> & Owed)
  /** `at`: the first instant that is late; `on`: the last good day. */
  | ({ kind: 'DEADLINE' } & Owed)
  | { kind: 'CUT_OFF' }
);
export type LaunchTerms = Pick<CampaignTerms, 'deadlines' | 'cadence' | 'zone' | 'cutOffOn'>;

/** At one instant: what ends comes before what follows from it. */
const ORDER: readonly LaunchStep['kind'][] = ['LAUNCH', 'DEADLINE', 'CUT_OFF', 'REMINDER', 'ESCALATION'];

/**
 * Everything the engine will do after a launch at `launchAt`, by instant: a pure function of terms and calendar, the same
 * for each addressed unit, however many there are. A unit that has done what a phase asks hears no more of that phase, and
 * PLAN concerns whoever's review was accepted. A reminder whose morning had come by the launch never goes out: the
 * launch itself has just told the unit. Reminders end with the cut-off, rungs with the campaign.
 */
export function launchCalendar(
  terms: LaunchTerms,
  calendar: WorkingCalendar,
  launchAt: Instant,
): LaunchStep[] {
  const { zone, cutOffOn } = terms;
  const cutOffAt = startOfDay(addDays(cutOffOn, 1), zone);
  const steps: LaunchStep[] = [
    { kind: 'LAUNCH', at: launchAt, on: dayOf(launchAt, zone) },
    { kind: 'CUT_OFF', at: cutOffAt, on: cutOffOn },
    ...PHASES.flatMap((phase) => stepsOfPhase(phase, terms, calendar, { launchAt, cutOffAt })),
  ];
  return steps.toSorted(inOrder);
}

function stepsOfPhase(
  phase: Phase,
  { deadlines, cadence, zone }: LaunchTerms,
  calendar: WorkingCalendar,
  { launchAt, cutOffAt }: { launchAt: Instant; cutOffAt: Instant },
): LaunchStep[] {
  const term = deadlines[phase];
  if (term === undefined) return [];
  const { current, version } = term;
  const owed: Owed = { phase, dueOn: current.on, dueVersion: `c${version}` };
  const reminders = remindersOf(current, cadence, calendar, zone).filter(
    ({ at }) => at > launchAt && at < cutOffAt,
  );
  const rungs = rungsOf(current, cadence, calendar, zone).filter(({ at }) => at > launchAt);
  return [
    { kind: 'DEADLINE', at: current.endsAt, on: current.on, ...owed },
    ...reminders.map((one): LaunchStep => ({
      kind: 'REMINDER',
      ...one,
      ...owed,
      to: ['UNIT'] satisfies Recipient[],
      channels: cadence.reminderChannels ?? CHANNELS,
    })),
    ...rungs.map(({ rung: { step, level, to, channels = CHANNELS }, at, on }): LaunchStep => ({
      kind: 'ESCALATION',
      at,
      on,
      ...owed,
      step,
      level,
      to,
      channels,
    })),
  ];
}

function inOrder(one: LaunchStep, other: LaunchStep): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  return ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind);
}
