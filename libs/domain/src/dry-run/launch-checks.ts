import { addDays } from '../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { WEEKEND, whyNotWorked, workingDaysBetween } from '../calendar/working-days.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import type { Addressee } from '../campaign/campaign.events.ts';
import { currentDeadlines, issueCampaign } from '../campaign/campaign-launch.ts';
import type { LiveCampaign } from '../campaign/campaign-state.ts';
import { DomainError } from '../domain-error.ts';
import { remindersOf } from '../escalation/reminders.ts';
import type { LaunchStep } from './launch-calendar.ts';

export type CheckCode =
  | 'LAUNCH_REFUSED'
  | 'DEADLINE_ON_DAY_OFF'
  | 'HOLIDAYS_ON_THE_WAY'
  | 'PLAN_TIME_SHORT'
  | 'REMINDER_PASSED'
  | 'RUNG_AFTER_CUT_OFF'
  | 'UNITS_WITHOUT_MAIL'
  | 'PEER_GROUP_SMALL'
  | 'UNITS_IN_OTHER_CAMPAIGN';
/** STOPS: the launch would be refused. WARNS: look before you launch. TELLS: as it should be, but good to know. */
export type CheckWeight = 'STOPS' | 'WARNS' | 'TELLS';
/** `about`: the days, units, groups or campaigns concerned, by what a person calls them. */
export type LaunchCheck = { code: CheckCode; weight: CheckWeight; message: string; about: readonly string[] };

export type LaunchUnit = Addressee & { hasMail: boolean };
/** Another campaign under way: from its launch to its cut-off. */
export type OtherCampaign = { title: string; from: Day; to: Day; unitIds: ReadonlySet<string> };
export type LaunchCheckInput = {
  draft: LiveCampaign;
  steps: readonly LaunchStep[];
  calendar: WorkingCalendar;
  launchAt: Instant;
  units: readonly LaunchUnit[];
  others: readonly OtherCampaign[];
  /** Units a peer group needs, so that its share of "excellent" is at least one. */
  minGroupSize: number;
};

/** What should be looked at before the launch; what stops it first. */
export function launchChecks(input: LaunchCheckInput): LaunchCheck[] {
  return [
    refusal(input),
    ...[daysOff, planTime, passedReminders, noMail, smallGroups].map((check) => check(input)),
    ...otherCampaigns(input),
    ...[holidays, lateRungs].map((check) => check(input)),
  ].filter((check) => check !== null);
}

type Check = LaunchCheck | null;

function refusal({ draft, launchAt }: LaunchCheckInput): Check {
  try {
    issueCampaign(launchAt, draft);
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: 'LAUNCH_REFUSED', weight: 'STOPS', message: error.message, about: [error.code] };
  }
}

function daysOff({ draft, calendar }: LaunchCheckInput): Check {
  const about = currentDeadlines(draft).flatMap(({ phase, on }) => {
    const why = whyNotWorked(calendar, on);
    return why === null ? [] : [`${phase} ${on} (${why})`];
  });
  const message = 'Deadlines fall on days that are not worked; a named day does not move.';
  return some({ code: 'DEADLINE_ON_DAY_OFF', weight: 'WARNS', message, about });
}

function holidays({ draft, steps, calendar, launchAt }: LaunchCheckInput): Check {
  const last = steps.reduce((latest, { on }) => (on > latest ? on : latest), draft.cutOffOn);
  const about: string[] = [];
  for (let day = dayOf(launchAt, draft.zone); day <= last; day = addDays(day, 1)) {
    const why = whyNotWorked(calendar, day);
    if (why !== null && why !== WEEKEND) about.push(`${day} ${why}`);
  }
  const message = 'Days off between the launch and its last step; nothing is delivered on them.';
  return some({ code: 'HOLIDAYS_ON_THE_WAY', weight: 'TELLS', message, about });
}

function planTime({ draft: { deadlines, cadence }, calendar }: LaunchCheckInput): Check {
  const [review, plan] = [deadlines.REVIEW?.current.on, deadlines.PLAN?.current.on];
  if (review === undefined || plan === undefined || plan < review) return null;
  const days = workingDaysBetween(calendar, review, plan);
  if (days >= cadence.planMinWorkingDays) return null;
  const message = `A review sent on its last day leaves ${days} working days for the plan; ${cadence.planMinWorkingDays} are given at least, so units will get deadlines of their own.`;
  return { code: 'PLAN_TIME_SHORT', weight: 'WARNS', message, about: [`REVIEW ${review}`, `PLAN ${plan}`] };
}

function passedReminders({ draft, steps, calendar, launchAt }: LaunchCheckInput): Check {
  const about = currentDeadlines(draft).flatMap((deadline) =>
    remindersOf(deadline, draft.cadence, calendar, draft.zone)
      .filter(({ at, offset }) => at <= launchAt && !isPlanned(steps, deadline.phase, offset))
      .map(({ offset, on }) => `${deadline.phase} ${offset} (${on})`),
  );
  const message =
    'Reminders whose morning is over by the launch are not sent: the launch itself tells the units.';
  return some({ code: 'REMINDER_PASSED', weight: 'WARNS', message, about });
}

const isPlanned = (steps: readonly LaunchStep[], phase: string, offset: number): boolean =>
  steps.some((step) => step.kind === 'REMINDER' && step.phase === phase && step.offset === offset);

function lateRungs({ draft, steps }: LaunchCheckInput): Check {
  const about = steps.flatMap((step) =>
    step.kind === 'ESCALATION' && step.on > draft.cutOffOn
      ? [`${step.phase} ${step.level} ${step.step} ${step.on}`]
      : [],
  );
  const message = `Rungs after the cut-off day ${draft.cutOffOn} are climbed, but count in no first score.`;
  return some({ code: 'RUNG_AFTER_CUT_OFF', weight: 'TELLS', message, about });
}

function noMail({ units }: LaunchCheckInput): Check {
  const about = units.filter(({ hasMail }) => !hasMail).map(({ code }) => code);
  const message = `${about.length} of ${units.length} units have no mail address: they are told in the inbox only.`;
  return some({ code: 'UNITS_WITHOUT_MAIL', weight: 'WARNS', message, about });
}

function smallGroups({ units, minGroupSize }: LaunchCheckInput): Check {
  const sizes = new Map<string, number>();
  for (const { peerGroup } of units) sizes.set(peerGroup, (sizes.get(peerGroup) ?? 0) + 1);
  const small = [...sizes].filter(([, size]) => size < minGroupSize);
  const message = `Peer groups of fewer than ${minGroupSize}: a share of so few leaves nobody to be rated highest (R-18).`;
  const about = small.map(([group, size]) => `${group} (${size})`);
  return some({ code: 'PEER_GROUP_SMALL', weight: 'WARNS', message, about });
}

function otherCampaigns({ draft, launchAt, units, others }: LaunchCheckInput): LaunchCheck[] {
  const today = dayOf(launchAt, draft.zone);
  return others
    .filter(({ from, to }) => from <= draft.cutOffOn && today <= to)
    .flatMap(({ title, from, to, unitIds }) => {
      const about = units.filter(({ unitId }) => unitIds.has(unitId)).map(({ code }) => code);
      const message = `${about.length} units are in "${title}" as well, from ${from} to ${to}.`;
      return some({ code: 'UNITS_IN_OTHER_CAMPAIGN', weight: 'WARNS', message, about }) ?? [];
    });
}

const some = (check: LaunchCheck): Check => (check.about.length === 0 ? null : check);
