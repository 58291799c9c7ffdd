import type { LiveAssignment } from '@dondoc/domain/assignment/assignment-state.ts';
import { actionStandings } from '@dondoc/domain/assignment/monitoring/action-standing.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { countBy, type Counts } from '../count-by.ts';
import { REQUIREMENTS } from '../simulated-campaign.ts';
import type { Replay } from './replay.ts';
import { calendarReport, type CalendarReport } from './calendar-report.ts';
import { ratingReport, type RatingReport } from './rating/rating-report.ts';
import { rulesAtWork } from './rules-at-work.ts';
import type { RuleAtWork, RulesInput } from './rules/rule-view.ts';

type Recorded = RecordedEvent<DomainEvent>;
/** Whoever is out of the campaign owes no acknowledgement. */
const LEFT: ReadonlySet<string> = new Set(['EXEMPTED', 'TRANSFERRED']);
const FIRST_ASKED = new Set(REQUIREMENTS.map(({ no }) => no));

/** What the monitored year adds to the report. Stable: fields are only added. */
export type YearReport = {
  months: number;
  endsOn: string;
  findings: { registered: number; bySource: Counts; bySeverity: Counts; byStatus: Counts; repeats: number };
  /** `answered`: submissions made under the new list. `waitingFor`: who never said that it has the difference in hand. */
  amendments: {
    effectiveOn: string;
    added: readonly string[];
    answered: number;
    acknowledged: number;
    waitingFor: readonly string[];
  }[];
  calendar: CalendarReport;
  suggestions: { issued: number; reopening: number };
  actions: { planned: number; byState: Counts };
  checkIns: { opened: number; onTime: number; late: number; missed: number; frozen: number };
  evidence: { files: number; withdrawn: number; whole: number };
  effectivenessChecks: number;
  carriedOver: number;
  /** Null: the year ends before its rating. */
  rating: RatingReport | null;
  rules: readonly RuleAtWork[];
  replay: Replay;
};

export function yearReport(input: {
  months: number;
  endsOn: string;
  events: readonly Recorded[];
  assignments: readonly LiveAssignment[];
  findingStatuses: readonly string[];
  wholeFiles: number;
  replay: Replay;
  rules: Omit<RulesInput, 'events'>;
}): YearReport {
  const { events, assignments } = input;
  const { codes } = input.rules;
  const of = <Type extends DomainEvent['type']>(type: Type) =>
    events.filter((event): event is Recorded & Extract<DomainEvent, { type: Type }> => event.type === type);
  const registered = of('FindingRegistered').map(({ data }) => data);
  const submitted = of('CheckInSubmitted').map(({ data }) => data);
  // What was handed over is its successor's.
  const standings = assignments
    .filter(({ status }) => status !== 'TRANSFERRED')
    .flatMap((assignment) => actionStandings(assignment));
  return {
    months: input.months,
    endsOn: input.endsOn,
    findings: {
      registered: registered.length,
      bySource: countBy(registered, ({ origin }) => origin.source),
      bySeverity: countBy(registered, ({ severity }) => severity),
      byStatus: countBy(input.findingStatuses, (status) => status),
      repeats: registered.filter(({ repeatsFindingId }) => repeatsFindingId !== null).length,
    },
    amendments: of('CampaignAmended').map(({ data: { effectiveOn, requirements } }, index) => {
      const added = requirements.map(({ no }) => no).filter((no) => !FIRST_ASKED.has(no));
      const answered = of('SelfReviewSubmitted').filter(({ data }) =>
        data.answers.some(({ requirementNo }) => added.includes(requirementNo)),
      );
      const acknowledged = of('AmendmentAcknowledged').filter(({ data }) => data.number === index + 1);
      const waitingFor = assignments
        .filter(({ status, amended }) => !LEFT.has(status) && amended <= index)
        .map(({ unitId }) => codes.get(unitId) ?? unitId);
      return {
        effectiveOn,
        added,
        answered: answered.length,
        acknowledged: acknowledged.length,
        waitingFor,
      };
    }),
    calendar: calendarReport(events, codes),
    suggestions: {
      issued: of('ReviewSuggestionIssued').length,
      reopening: of('ReviewSuggestionIssued').filter(({ data }) => data.reopens !== null).length,
    },
    actions: { planned: standings.length, byState: countBy(standings, ({ state }) => state) },
    checkIns: {
      opened: of('CheckInOpened').length,
      onTime: submitted.filter(({ isLate }) => !isLate).length,
      late: submitted.filter(({ isLate }) => isLate).length,
      missed: of('CheckInMissed').length,
      frozen: of('PeriodFrozen').length,
    },
    evidence: {
      files: of('EvidenceAttached').length,
      withdrawn: of('EvidenceWithdrawn').length,
      whole: input.wholeFiles,
    },
    effectivenessChecks: of('EffectivenessChecked').length,
    carriedOver: of('ActionCarriedOver').length,
    rating: ratingReport(events, codes),
    rules: rulesAtWork({ ...input.rules, events }),
    replay: input.replay,
  };
}

/** What in the report says that the product is wrong; empty for a good year. */
export function faultsIn({ rules, replay, evidence }: YearReport): string[] {
  const { readModels, frozenPeriods } = replay;
  return [
    ...rules
      .filter(({ violations }) => violations !== 0)
      .map(({ rule, violations }) => `${rule}: ${violations} violations`),
    ...readModels.different.map((name) => `read model ${name} is not what the log says`),
    ...(frozenPeriods.different > 0
      ? [`${frozenPeriods.different} frozen periods cannot be made again`]
      : []),
    ...(replay.ratings.different > 0
      ? [`${replay.ratings.different} ratings come out different when they are made again`]
      : []),
    ...(evidence.whole < evidence.files
      ? [`${evidence.files - evidence.whole} files of evidence are not whole`]
      : []),
  ];
}
