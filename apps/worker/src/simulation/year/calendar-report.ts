import { localText } from '@dondoc/domain/calendar/zoned-time.ts';
import { PHASES, type Deadline, type Phase } from '@dondoc/domain/deadline/deadline.ts';
import { ZONE } from '../simulated-campaign.ts';
import type { Logged } from './rules/rule-view.ts';

/** By which calendar days counted, what a swap announced late moved, and what it left alone. */
export type CalendarReport = {
  launchedWith: string;
  adopted: {
    version: string;
    at: string;
    basis: string;
    off: readonly string[];
    worked: readonly string[];
  }[];
  /** `unit` null: the deadline of everybody. The day is `counted` working days after `since`, and the days that pauses gave back. */
  moved: {
    unit: string | null;
    phase: Phase;
    from: string;
    to: string;
    counted: number;
    since: string;
    pausedDays: number;
    basis: string;
  }[];
  /** Deadlines of everybody that were over, or stated and not counted, when the calendar came. */
  unmoved: { phase: Phase; on: string; why: 'closed' | 'stated' }[];
};

export function calendarReport(
  events: readonly Logged[],
  codes: ReadonlyMap<string, string>,
): CalendarReport {
  const report: CalendarReport = { launchedWith: '', adopted: [], moved: [], unmoved: [] };
  const standing = new Map<Phase, Deadline>();
  for (const { type, data, at } of events) {
    if (type === 'CampaignDrafted') report.launchedWith = `${data.calendar.code} ${data.calendar.version}`;
    if (type === 'DeadlineSet') standing.set(data.deadline.phase, data.deadline);
    if (type === 'DeadlineExtended') standing.set(data.phase, data.to);
    if (type === 'CampaignResumed') for (const one of data.deadlines) standing.set(one.phase, one);
    if (type === 'CalendarVersionAdopted') {
      const { code, version, adopted } = data.calendar;
      const newest = adopted.at(-1);
      report.adopted.push({
        version: `${code} ${version}`,
        at: localText(at, ZONE),
        basis: data.basis.ref,
        off: newest?.off.map(({ on }) => on) ?? [],
        worked: newest?.worked ?? [],
      });
      for (const phase of PHASES) {
        const deadline = standing.get(phase);
        if (deadline === undefined || (deadline.endsAt > at && deadline.counted !== undefined)) continue;
        report.unmoved.push({ phase, on: deadline.on, why: deadline.endsAt <= at ? 'closed' : 'stated' });
      }
    }
    if (type !== 'DeadlineRecomputed' && type !== 'UnitDeadlineRecomputed') continue;
    const { phase, from, to, because } = data;
    report.moved.push({
      unit: type === 'UnitDeadlineRecomputed' ? (codes.get(data.unitId) ?? data.unitId) : null,
      phase,
      from: from.on,
      to: to.on,
      counted: to.counted?.count ?? 0,
      since: to.counted?.from ?? '',
      pausedDays: (to.counted?.pausedDays ?? []).reduce((sum, days) => sum + days, 0),
      basis: `${to.basis.ref}, ${because.code} ${because.version}`,
    });
  }
  report.moved.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return report;
}

/** Of everybody first; coincident events of units may be committed in any order. */
const order = ({ unit, phase }: CalendarReport['moved'][number]) =>
  `${unit === null ? 0 : 1} ${PHASES.indexOf(phase)} ${unit ?? ''}`;
