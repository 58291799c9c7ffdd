import { addWorkingDays, isWorkingDay, nextWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf, instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import { handleCampaignCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import { Agenda } from './agenda.ts';
import { drawUnitPlan, type Stage } from './behaviour.ts';
import { campaignDays } from './campaign-days.ts';
import { chanceFrom, type Chance } from './chance.ts';
import type { Beat } from './pulse.ts';
import { gatherReport } from './gather-report.ts';
import type { SimulationReport } from './report.ts';
import type { SimulationPorts } from './ports.ts';
import { COMMITTEE, launchSimulatedCampaign, ZONE } from './simulated-campaign.ts';
import type { Frame } from './say.ts';
import type { CastUnit } from './cast.ts';
import { takeUnitStep, UNIT_STEPS, type UnitStep } from './unit-steps.ts';
import {
  isCampaignYearStep,
  lateJoinOn,
  noteCampaignYear,
  takeCampaignYearStep,
  type CampaignYearStep,
} from './year/campaign-year.ts';
import { drawUnitYear, MERGED_PLACE } from './year/draw-year.ts';
import { registerMerging, type Merger } from './year/merger.ts';
import { adoptRatingPolicy, openSimulatedRating } from './year/rating/open-rating.ts';
import { registerSimulatedFindings } from './year/register-findings.ts';
import type { YearStep } from './year/year-step.ts';
import { takeYearStep } from './year/year-steps.ts';

export type CampaignStep = { kind: 'PAUSE' | 'RESUME' | 'EXTEND_REVIEW' | 'CLOSE' };
type Step = UnitStep | CampaignStep | YearStep | CampaignYearStep;

/** Plays a whole campaign: people act by the agenda, the engine by its timers, and the clock jumps to whoever is next. */
export async function runSimulation(ports: SimulationPorts): Promise<SimulationReport> {
  const { store, campaignId, seed, units, script } = ports;
  const calendar = calendarFor(NEWEST_CALENDAR);
  const move = (day: Day, days: number) => addWorkingDays(calendar, day, days).on;
  const days = campaignDays(calendar, ports.from, ports.year?.months ?? null);
  const { launchedOn, due, cutOffOn, endsOn } = days;
  const closeAt = instantAt(endsOn, ports.year === null ? '10:00' : '16:30', ZONE);
  const chance = chanceFrom(seed);
  const agenda = new Agenda<Step>();

  const stage: Stage = { calendar, zone: ZONE, launchedOn, due };
  const cast: CastUnit[] = units.map(({ unitId }, index) => ({
    unitId,
    plan: script?.(index, stage) ?? drawUnitPlan(chance, stage),
  }));
  const merger = ports.year === null ? null : mergerAmong(units, cast);
  const late = ports.year !== null && units.length > 1 ? (units.at(-1) ?? null) : null;
  for (const unit of cast) {
    const { review, extend } = unit.plan;
    const acknowledge =
      unit.unitId === late?.unitId
        ? instantAt(move(lateJoinOn(calendar, launchedOn), 2), '11:00', ZONE)
        : unit.plan.acknowledge;
    if (acknowledge !== null) agenda.note(acknowledge, { kind: 'ACKNOWLEDGE', unit });
    if (extend !== null) agenda.note(extend.at, { kind: 'EXTEND', unit });
    if (review !== null) agenda.note(review, { kind: 'SUBMIT_REVIEW', unit });
  }
  const pausedOn = move(due.PLAN, -9);
  const pause = {
    from: instantAt(pausedOn, '12:30', ZONE),
    to: instantAt(nextWorkingDay(calendar, addDays(pausedOn, chance.between(3, 6))), '13:00', ZONE),
  };
  if (script === undefined) {
    agenda.note(instantAt(move(due.REVIEW, -5), '12:30', ZONE), { kind: 'EXTEND_REVIEW' });
    agenda.note(pause.from, { kind: 'PAUSE' });
    agenda.note(pause.to, { kind: 'RESUME' });
  }
  if (ports.year !== null) {
    giveYears(cast, chance);
    noteCampaignYear(agenda, cast, { late, merger }, { calendar, ...days });
  }
  agenda.note(closeAt, { kind: 'CLOSE' });
  const frame: Frame = { store, campaignId, calendar, refused: [], shelf: ports.year?.shelf ?? null };

  async function take(step: Step, at: Instant): Promise<void> {
    if (isCampaignYearStep(step)) return takeCampaignYearStep(frame, cast, step, at);
    if (!('unit' in step)) return takeCampaignStep({ ...ports, reviewTo: move(due.REVIEW, 2) }, step, at);
    // Nobody may act in a pause, or does on a day that was made a day off meanwhile: it is done on the next working day at the same time.
    const isPaused = script === undefined && at >= pause.from && at < pause.to;
    if (isPaused || !isWorkingDay(frame.calendar, dayOf(at, ZONE))) {
      const day = isPaused ? dayOf(pause.to, ZONE) : dayOf(at, ZONE);
      return agenda.note(instantAt(addWorkingDays(frame.calendar, day, 1).on, timeOf(at), ZONE), step);
    }
    const followUps = isUnitStep(step)
      ? await takeUnitStep(frame, step, at)
      : await takeYearStep(frame, step, at);
    // What would come after the end is left to the next campaign.
    for (const next of followUps) if (next.at < closeAt) agenda.note(next.at, next.step);
  }

  let now = instantAt(launchedOn, '09:00', ZONE);
  if (ports.year !== null) {
    const before = instantAt(move(launchedOn, -8), '09:00', ZONE);
    ports.setNow(before);
    await adoptRatingPolicy(store, before, launchedOn);
    if (merger !== null) await registerMerging(store, merger, { at: before, validFrom: '2020-01-01' });
    await registerSimulatedFindings({ store, launchedOn, at: before }, cast);
  }
  ports.setNow(now);
  await launchSimulatedCampaign(store, {
    campaignId,
    directiveId: ports.directiveId,
    units: units.filter(({ unitId }) => unitId !== late?.unitId),
    at: now,
    launchedOn,
    due,
    cutOffOn,
    ...(ports.cadence && { cadence: ports.cadence }),
  });
  if (ports.year !== null) await openSimulatedRating(store, { campaignId, cutOffOn, at: now });
  await ports.untilQuiet(now);
  for (;;) {
    const next = nextInstant(agenda, ports.beats);
    if (next === null) break;
    ports.onProgress(next);
    const ms = Date.parse(next) - Date.parse(now);
    now = next;
    // Before the skip: timers that end with it fire while it lasts, and what they wake must see the new time.
    ports.setNow(now);
    await ports.skip(ms);
    const entries = agenda.takeUntil(now);
    for (const { step } of entries) await take(step, now);
    await ports.untilQuiet(now);
  }
  return gatherReport(ports, frame, cast, endsOn);
}

const timeOf = (at: Instant): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(
    Date.parse(at),
  );

const isUnitStep = (step: UnitStep | YearStep): step is UnitStep =>
  (UNIT_STEPS as readonly string[]).includes(step.kind);

/** Draws the year of each unit, after everything else was drawn: a campaign without one stays what it was. */
function giveYears(cast: readonly CastUnit[], chance: Chance): void {
  let place = 0;
  for (const unit of cast) {
    unit.year = drawUnitYear(chance, unit.plan.planAfterDays === null ? -1 : place++);
  }
}

/** Two neighbours that will have a plan, if the list is that long; never the last, who joins late. */
function mergerAmong(units: readonly Addressee[], cast: readonly CastUnit[]): Merger | null {
  const planning = units.slice(0, -1).filter((_, index) => cast[index]?.plan.planAfterDays !== null);
  const [from, into] = planning.slice(MERGED_PLACE, MERGED_PLACE + 2);
  return from === undefined || into === undefined ? null : { from, into };
}

function nextInstant(agenda: Agenda<Step>, beats: ReadonlyMap<string, Beat>): Instant | null {
  const noted = agenda.nextAt();
  // The engine looks at its campaign for as long as it lives; people end the play.
  if (noted === null) return null;
  const timer = Math.min(...[...beats.values()].map(({ nextAt }) => nextAt));
  return timer < Date.parse(noted) ? new Date(timer).toISOString() : noted;
}

async function takeCampaignStep(
  { store, campaignId, reviewTo }: SimulationPorts & { reviewTo: Day },
  { kind }: CampaignStep,
  at: Instant,
): Promise<void> {
  const steps = {
    PAUSE: { type: 'PauseCampaign', data: { reason: 'simulated pause' } },
    RESUME: { type: 'ResumeCampaign', data: {} },
    EXTEND_REVIEW: {
      type: 'ExtendDeadline',
      data: { phase: 'REVIEW', to: reviewTo, reason: 'simulated extension', basis: { ref: 'simulation' } },
    },
    CLOSE: { type: 'CloseCampaign', data: { reason: 'the simulated year is over' } },
  } as const;
  await handleCampaignCommand(store, {
    campaignId,
    commandId: `simulation/${campaignId}/${kind}`,
    command: { ...steps[kind], at, actor: COMMITTEE } as CampaignCommand,
  });
}
