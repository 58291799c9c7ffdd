import { createHash } from 'node:crypto';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import { PHASES, type Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { countBy, type Counts } from './count-by.ts';
import { withoutPositions } from './without-positions.ts';
import type { YearReport } from './year/year-report.ts';

type Recorded = RecordedEvent<DomainEvent>;

/** What `dondoc simulate --json` prints. Stable: fields are only added. The same seed gives the same bytes. */
export type SimulationReport = {
  kind: 'dondoc-simulation/1';
  seed: number;
  from: string;
  units: number;
  campaign: { deadlines: Record<Phase, string>; pausedDays: number; status: string };
  behaviours: Counts;
  unitsByState: Counts;
  timeliness: Record<Phase, { onTime: number; late: number; never: number }>;
  reminders: { phase: Phase; offset: number; sent: number }[];
  escalations: { phase: Phase; level: string; step: number; raised: number }[];
  returns: { review: number; plan: number };
  extensions: { unit: number; campaign: number };
  scores: { scored: number; mean: string | null; distribution: { points: string; units: number }[] };
  events: { total: number; byType: Counts };
  /**
   * A task that a busy machine retries adds to the longest history, so of a year it is only said whether every unit stayed within the length
   * at which its workflow continues as new.
   */
  temporal: {
    eventsPerUnit: { median: number; max?: number };
    continuesAsNewBeyond?: number;
    isWithinOneHistory?: boolean;
  };
  log: { ok: boolean; head: number; factsSha256: string };
  /** Only of a campaign that goes on through the monitored year. */
  year?: YearReport;
};

const FIRST_SUBMISSION = {
  ACKNOWLEDGE: 'AcknowledgementRecorded',
  REVIEW: 'SelfReviewSubmitted',
  PLAN: 'PlanSubmitted',
} as const;

/** First submissions count: what was returned and sent again was already there on its day. */
function timeliness(events: readonly Recorded[], units: number): SimulationReport['timeliness'] {
  const of = (phase: Phase) => {
    const first = new Map<string, boolean>();
    for (const event of events) {
      if (
        event.type !== FIRST_SUBMISSION[phase] ||
        !('timeliness' in event.data) ||
        first.has(event.streamId)
      )
        continue;
      first.set(event.streamId, event.data.timeliness.isLate);
    }
    const late = [...first.values()].filter(Boolean).length;
    return { onTime: first.size - late, late, never: units - first.size };
  };
  return { ACKNOWLEDGE: of('ACKNOWLEDGE'), REVIEW: of('REVIEW'), PLAN: of('PLAN') };
}

function ofType<Type extends AssignmentEvent['type']>(events: readonly Recorded[], type: Type) {
  return events.filter(
    (event): event is Recorded & Extract<AssignmentEvent, { type: Type }> => event.type === type,
  );
}

const byPhase = (a: { phase: Phase }, b: { phase: Phase }) =>
  PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase);

function reminders(events: readonly Recorded[]): SimulationReport['reminders'] {
  const sent = ofType(events, 'ReminderSent').map((event) => event.data);
  const keys = countBy(sent, ({ phase, offset }) => `${phase}/${offset}`);
  return Object.entries(keys)
    .map(([key, count]) => {
      const [phase, offset] = key.split('/');
      return { phase: phase as Phase, offset: Number(offset), sent: count };
    })
    .sort((a, b) => byPhase(a, b) || a.offset - b.offset);
}

function escalations(events: readonly Recorded[]): SimulationReport['escalations'] {
  const raised = ofType(events, 'EscalationRaised').map((event) => event.data);
  const keys = countBy(raised, ({ phase, level, step }) => `${phase}/${level}/${step}`);
  return Object.entries(keys)
    .map(([key, count]) => {
      const [phase, level = '', step] = key.split('/');
      return { phase: phase as Phase, level, step: Number(step), raised: count };
    })
    .sort((a, b) => byPhase(a, b) || a.step - b.step);
}

/** Exact: points are summed in hundredths, the mean is cut to two decimals half up. */
function scores(events: readonly Recorded[]): SimulationReport['scores'] {
  const points = ofType(events, 'ScoreComputed').map((event) => event.data.score.points);
  const total = points.reduce((sum, text) => sum + BigInt(text.replace('.', '')), 0n);
  const hundredths =
    points.length === 0 ? null : (2n * total + BigInt(points.length)) / (2n * BigInt(points.length));
  const digits = hundredths?.toString().padStart(3, '0');
  return {
    scored: points.length,
    mean: digits === undefined ? null : `${digits.slice(0, -2)}.${digits.slice(-2)}`,
    distribution: Object.entries(countBy(points, (text) => text))
      .map(([text, units]) => ({ points: text, units }))
      .sort((a, b) => Number(b.points) - Number(a.points)),
  };
}

/** One digest over every fact. */
function factsSha256(events: readonly Recorded[]): string {
  const lines = events
    .map(({ at, streamId, version, type, data }) =>
      JSON.stringify([at, streamId, version, type, data], withoutPositions),
    )
    .sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

export function simulationReport(input: {
  seed: number;
  from: string;
  units: number;
  campaign: SimulationReport['campaign'];
  behaviours: readonly string[];
  unitStates: readonly string[];
  events: readonly Recorded[];
  historyLengths: readonly number[];
  logOk: boolean;
}): SimulationReport {
  const { events } = input;
  const lengths = [...input.historyLengths].sort((a, b) => a - b);
  return {
    kind: 'dondoc-simulation/1',
    seed: input.seed,
    from: input.from,
    units: input.units,
    campaign: input.campaign,
    behaviours: countBy(input.behaviours, (behaviour) => behaviour),
    unitsByState: countBy(input.unitStates, (state) => state),
    timeliness: timeliness(events, input.units),
    reminders: reminders(events),
    escalations: escalations(events),
    returns: {
      review: ofType(events, 'SelfReviewReturned').length,
      plan: ofType(events, 'PlanReturned').length,
    },
    extensions: {
      unit: ofType(events, 'UnitDeadlineExtended').length,
      campaign: events.filter((event) => event.type === 'DeadlineExtended').length,
    },
    scores: scores(events),
    events: { total: events.length, byType: countBy(events, (event) => event.type) },
    temporal: {
      eventsPerUnit: { median: lengths[Math.floor(lengths.length / 2)] ?? 0, max: lengths.at(-1) ?? 0 },
    },
    log: { ok: input.logOk, head: events.at(-1)?.position ?? 0, factsSha256: factsSha256(events) },
  };
}
