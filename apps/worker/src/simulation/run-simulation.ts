import { addWorkingDays, nextWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf, instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import { PHASES } from '@dondoc/domain/deadline/deadline.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { campaignTerms, handleCampaignCommand } from '@dondoc/event-store/campaign-context.ts';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { Agenda } from './agenda.ts';
import { drawUnitPlan, type DueDays, type Script, type Stage } from './behaviour.ts';
import { chanceFrom } from './chance.ts';
import type { Beat } from './pulse.ts';
import { simulationReport, type SimulationReport } from './report.ts';
import { COMMITTEE, launchSimulatedCampaign, ZONE } from './simulated-campaign.ts';
import { takeUnitStep, type CastUnit, type UnitStep } from './unit-steps.ts';

export type CampaignStep = { kind: 'PAUSE' | 'RESUME' | 'EXTEND_REVIEW' | 'CLOSE' };
type Step = UnitStep | CampaignStep;

export type SimulationPorts = {
  store: EventStore;
  campaignId: string;
  directiveId: string;
  units: readonly Addressee[];
  seed: number;
  from: Day;
  /** Scripted units live through a campaign that nobody pauses or extends. */
  script?: Script | undefined;
  /** Sets the clock of every event; called before anything happens at that instant. */
  setNow: (at: Instant) => void;
  /** Lets the Temporal server's clock run on by that many milliseconds. */
  skip: (ms: number) => Promise<void>;
  untilQuiet: (now: Instant) => Promise<void>;
  beats: ReadonlyMap<string, Beat>;
  /** History length of each unit's workflow. */
  historyLengths: () => Promise<number[]>;
  verifyLog: () => Promise<boolean>;
  onProgress: (at: Instant) => void;
};

/** Plays a whole campaign: people act by the agenda, the engine by its timers, and the clock jumps to whoever is next. */
export async function runSimulation(ports: SimulationPorts): Promise<SimulationReport> {
  const { store, campaignId, seed, units, script } = ports;
  const calendar = calendarFor(NEWEST_CALENDAR);
  const move = (day: Day, days: number) => addWorkingDays(calendar, day, days).on;
  const launchedOn = nextWorkingDay(calendar, ports.from);
  const due: DueDays = {
    ACKNOWLEDGE: move(launchedOn, 3),
    REVIEW: move(launchedOn, 15),
    PLAN: move(launchedOn, 30),
  };
  const cutOffOn = move(due.PLAN, 25);
  const chance = chanceFrom(seed);
  const agenda = new Agenda<Step>();

  const stage: Stage = { calendar, zone: ZONE, launchedOn, due };
  const cast: CastUnit[] = units.map(({ unitId }, index) => ({
    unitId,
    plan: script?.(index, stage) ?? drawUnitPlan(chance, stage),
  }));
  for (const unit of cast) {
    const { acknowledge, review, extend } = unit.plan;
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
  agenda.note(instantAt(move(cutOffOn, 2), '10:00', ZONE), { kind: 'CLOSE' });

  async function take(step: Step, at: Instant): Promise<void> {
    if (!('unit' in step)) return takeCampaignStep({ ...ports, reviewTo: move(due.REVIEW, 2) }, step, at);
    // Nobody may act in a pause: what fell into it is done on the next working day, at the same time of day.
    if (script === undefined && at >= pause.from && at < pause.to) {
      const time = new Intl.DateTimeFormat('en-GB', {
        timeZone: ZONE,
        hour: '2-digit',
        minute: '2-digit',
      }).format(Date.parse(at));
      return agenda.note(instantAt(move(dayOf(pause.to, ZONE), 1), time, ZONE), step);
    }
    for (const next of await takeUnitStep({ store, campaignId, calendar }, step, at))
      agenda.note(next.at, next.step);
  }

  let now = instantAt(launchedOn, '09:00', ZONE);
  ports.setNow(now);
  await launchSimulatedCampaign(store, {
    campaignId,
    directiveId: ports.directiveId,
    units,
    at: now,
    due,
    cutOffOn,
  });
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
  return report(ports, cast);
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

async function report(ports: SimulationPorts, cast: readonly CastUnit[]): Promise<SimulationReport> {
  const { store, campaignId } = ports;
  const events: RecordedEvent<DomainEvent>[] = [];
  for (;;) {
    const page = (await store.readAll({
      after: events.at(-1)?.position ?? 0,
    })) as RecordedEvent<DomainEvent>[];
    if (page.length === 0) break;
    events.push(...page);
  }
  const unitStates: string[] = [];
  for (const { unitId } of cast) {
    const stream = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
    unitStates.push(fold(assignmentDecider, stream.events).status);
  }
  const terms = await campaignTerms(store, campaignId);
  const lastDay = (phase: (typeof PHASES)[number]) => terms.deadlines[phase]?.current.on ?? '';
  return simulationReport({
    seed: ports.seed,
    from: ports.from,
    units: cast.length,
    campaign: {
      deadlines: { ACKNOWLEDGE: lastDay('ACKNOWLEDGE'), REVIEW: lastDay('REVIEW'), PLAN: lastDay('PLAN') },
      pausedDays: terms.pauses.reduce((days, pause) => days + pause.days, 0),
      status: terms.status,
    },
    behaviours: cast.map(({ plan }) => plan.behaviour),
    unitStates,
    events,
    historyLengths: await ports.historyLengths(),
    logOk: await ports.verifyLog(),
  });
}
