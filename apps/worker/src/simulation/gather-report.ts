import { calendarAt } from '@dondoc/domain/calendar/calendar-version.ts';
import { PHASES } from '@dondoc/domain/deadline/deadline.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { findingsOf } from '@dondoc/event-store/write-path/finding-context.ts';
import { LONG_HISTORY } from '@dondoc/workflows/long-history.ts';
import { simulationReport, type SimulationReport } from './report.ts';
import type { Recorded, SimulationPorts, YearPorts } from './ports.ts';
import { assignmentOf, type Frame } from './say.ts';
import type { CastUnit } from './cast.ts';
import { yearReport, type YearReport } from './year/year-report.ts';

/** Reads the whole log of a played campaign and says what happened. */
export async function gatherReport(
  ports: SimulationPorts,
  frame: Frame,
  cast: readonly CastUnit[],
  endsOn: Day,
): Promise<SimulationReport> {
  const { store, campaignId, year } = ports;
  const events = await wholeLog(store);
  const assignments = await Promise.all(cast.map(({ unitId }) => assignmentOf(frame, unitId)));
  const terms = await campaignTerms(store, campaignId);
  const lastDay = (phase: (typeof PHASES)[number]) => terms.deadlines[phase]?.current.on ?? '';
  const report = simulationReport({
    seed: ports.seed,
    from: ports.from,
    units: cast.length,
    campaign: {
      deadlines: { ACKNOWLEDGE: lastDay('ACKNOWLEDGE'), REVIEW: lastDay('REVIEW'), PLAN: lastDay('PLAN') },
      pausedDays: terms.pauses.reduce((days, pause) => days + pause.days, 0),
      status: terms.status,
    },
    behaviours: cast.map(({ plan }) => plan.behaviour),
    unitStates: assignments.map(({ status }) => status),
    events,
    historyLengths: await ports.historyLengths(),
    logOk: await ports.verifyLog(),
  });
  if (year === null) return report;
  const { median, max = 0 } = report.temporal.eventsPerUnit;
  ports.onLongestHistory(max);
  return {
    ...report,
    temporal: {
      eventsPerUnit: { median },
      continuesAsNewBeyond: LONG_HISTORY,
      isWithinOneHistory: max <= LONG_HISTORY,
    },
    year: await gatherYear(ports, year, { frame, cast, endsOn, events, assignments }),
  };
}

async function gatherYear(
  { store, units }: SimulationPorts,
  { months, shelf, replay }: YearPorts,
  played: {
    frame: Frame;
    cast: readonly CastUnit[];
    endsOn: Day;
    events: readonly Recorded[];
    assignments: Parameters<typeof yearReport>[0]['assignments'];
  },
): Promise<YearReport> {
  const { frame, cast, endsOn, events, assignments } = played;
  const terms = await campaignTerms(store, frame.campaignId);
  const findings = await Promise.all(cast.map(({ unitId }) => findingsOf(store, unitId)));
  let wholeFiles = 0;
  for (const event of events) {
    if (event.type === 'EvidenceAttached' && (await shelf.isWhole(event.data.sha256))) wholeFiles += 1;
  }
  return yearReport({
    months,
    endsOn,
    events,
    assignments,
    findingStatuses: findings.flatMap((register) => register.findings.map(({ status }) => status)),
    wholeFiles,
    replay: await replay(events),
    rules: {
      refused: frame.refused,
      calendarAt: (at) => calendarAt(terms, at),
      codes: new Map(units.map(({ unitId, code }) => [unitId, code])),
    },
  });
}

async function wholeLog(store: EventStore): Promise<Recorded[]> {
  const events: Recorded[] = [];
  for (;;) {
    const page = (await store.readAll({ after: events.at(-1)?.position ?? 0 })) as Recorded[];
    if (page.length === 0) return events;
    events.push(...page);
  }
}
