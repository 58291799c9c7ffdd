import type { DomainEvent, EventType } from '@dondoc/domain/events.ts';
import { isWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { dayOf, localText } from '@dondoc/domain/calendar/zoned-time.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { countBy } from '../count-by.ts';
import type { Refused } from '../say.ts';
import { ZONE } from '../simulated-campaign.ts';
import { noticeKey, rungNames, skippedRungs, type Of } from './notices.ts';

type Recorded = RecordedEvent<DomainEvent>;

/** Where the rule was seen: an event of a unit by its place in the unit's record, or a refusal, which leaves none. */
export type Example = { unit: string; at: string; what: string; version: number | null };
/** `violations`: how often the log contradicts the rule. Anything but 0 is a fault of the product. */
export type RuleAtWork = {
  rule: string;
  says: string;
  counts: Readonly<Record<string, number>>;
  example: Example | null;
  violations: number;
};

export type RulesInput = {
  events: readonly Recorded[];
  refused: readonly Refused[];
  calendar: WorkingCalendar;
  codes: ReadonlyMap<string, string>;
};

/** Each rule of issue 5, counted in the log of a whole year, with one example and what contradicts it. */
export function rulesAtWork(input: RulesInput): RuleAtWork[] {
  const { events, refused } = input;
  const of = <Type extends EventType>(...types: Type[]): Of<Type>[] =>
    inOrder(events.filter((event): event is Of<Type> & Recorded => types.includes(event.type as Type)));
  const refusals = (rule: string) => refused.filter((one) => one.rule === rule);
  const eventExample = (event: (RecordedEvent & DomainEvent) | undefined): Example | null =>
    event === undefined ? null : exampleOf(input, event);
  const refusalExample = (rule: string): Example | null => {
    const [first] = refusals(rule);
    if (first === undefined) return null;
    const unit = input.codes.get(first.unitId) ?? first.unitId;
    return { unit, at: localText(first.at, ZONE), what: `refused: ${first.code}`, version: null };
  };

  const submitted = of('SelfReviewSubmitted');
  const plans = of('PlanSubmitted');
  const verdicts = of('VerificationRecorded');
  const accepted = verdicts.filter(({ data }) => data.verdict === 'ACCEPTED');
  const closed = of('FindingClosed');
  const frozen = of('PeriodFrozen');
  const asked = of('ActionExtensionRequested');
  const granted = of('ActionExtensionGranted');
  const denied = of('ActionExtensionDenied');
  const notices = of('ReminderSent', 'EscalationRaised', 'ActionReminded', 'ActionUrged');
  const handed = of('ItemsTransferred');
  const taken = of('ItemsInherited');
  const late = of('UnitAssigned').filter(({ data }) => data.lateJoin !== null);
  const exempted = of('UnitExempted');
  const voided = of('PlanApprovalVoided');
  const moved = of('ActionReminded').filter(({ data }) => !isWorkingDay(input.calendar, data.dueOn));

  return [
    {
      rule: 'R-01',
      says: 'the list of addressees is frozen at issue; later changes name their basis',
      counts: {
        issued: of('CampaignIssued').at(0)?.data.unitCount ?? 0,
        'joined late': late.length,
        exempted: exempted.length,
      },
      example: eventExample(late[0] ?? exempted[0]),
      violations: of('UnitAssigned').length - late.length - (of('CampaignIssued').at(0)?.data.unitCount ?? 0),
    },
    {
      rule: 'R-02',
      says: 'a review answers every requirement, suggestion and open finding',
      counts: {
        'reviews taken': submitted.length,
        'findings answered': total(submitted, ({ data }) => data.answeredFindings?.length ?? 0),
        'suggestions answered': total(submitted, ({ data }) => data.suggestionAnswers?.length ?? 0),
        'incomplete refused': refusals('R-02').length,
      },
      example: refusalExample('R-02') ?? eventExample(submitted[0]),
      violations: submitted.filter(
        ({ data }) => (data.answeredFindings?.length ?? 0) !== (data.findingAnswers?.length ?? 0),
      ).length,
    },
    {
      rule: 'R-03',
      says: 'the meeting comes before the submission',
      counts: {
        meetings: of('ReviewMeetingRecorded').length,
        'refused without one': refusals('R-03').length,
      },
      example: refusalExample('R-03'),
      violations: withoutEarlier(submitted, of('ReviewMeetingRecorded')),
    },
    {
      rule: 'R-04',
      says: 'a plan answers every limitation and every open finding',
      counts: {
        'plans taken': plans.length,
        'actions on findings': total(
          plans,
          ({ data }) => data.actions.filter(({ findingIds = [] }) => findingIds.length > 0).length,
        ),
        'incomplete refused': refusals('R-04').length,
      },
      example: refusalExample('R-04') ?? eventExample(plans[0]),
      violations: plans.filter(({ data }) => data.actions.length === 0).length,
    },
    {
      rule: 'R-05',
      says: 'nobody verifies their own',
      counts: { verdicts: verdicts.length, 'own verdict refused': refusals('R-05').length },
      example: refusalExample('R-05'),
      violations: verdicts.filter(({ actor, data }) => actor.unitId === data.unitId).length,
    },
    {
      rule: 'R-06',
      says: 'closing takes an accepted verdict on evidence; PARTIAL never closes',
      counts: {
        accepted: accepted.length,
        partial: verdicts.filter(({ data }) => data.verdict === 'PARTIAL').length,
        rejected: verdicts.filter(({ data }) => data.verdict === 'REJECTED').length,
        'findings closed': closed.length,
        'without evidence refused': refusals('R-06').length,
      },
      example: eventExample(verdicts.find(({ data }) => data.verdict === 'PARTIAL') ?? accepted[0]),
      violations:
        accepted.filter(({ data }) => data.evidence.length === 0).length +
        closed.filter(({ data }) => data.as === 'VERIFIED_CLOSED' && data.evidence.length === 0).length,
    },
    {
      rule: 'R-07',
      says: 'overdue is computed, never typed in',
      counts: {
        'periods frozen': frozen.length,
        'actions overdue in them': total(
          frozen,
          ({ data }) => data.actions.filter(({ overdue }) => overdue).length,
        ),
      },
      example: eventExample(frozen.find(({ data }) => data.actions.some(({ overdue }) => overdue))),
      violations: 0,
    },
    {
      rule: 'R-08',
      says: 'an extension is asked for before the day, decided above the unit; the first day stays on record',
      counts: {
        asked: asked.length,
        granted: granted.length,
        'days granted': total(granted, ({ data }) => data.days),
        denied: denied.length,
        'too late refused': refusals('R-08').length,
      },
      example: eventExample(granted[0]) ?? refusalExample('R-08'),
      violations: asked.filter(({ at, data }) => dayOf(at, ZONE) > data.from && !data.isRetroactive).length,
    },
    {
      rule: 'R-09',
      says: 'reminders before the day, then urging rung by rung, then a check',
      counts: countBy(rungNames(notices), (name) => name),
      example: eventExample(of('ActionUrged').find(({ data }) => data.step > 1) ?? of('ActionUrged')[0]),
      violations: skippedRungs(of('ActionUrged', 'EscalationRaised')),
    },
    {
      rule: 'R-10',
      says: 'notices go out on working mornings only',
      counts: { notices: notices.length, 'of a due day that is off': moved.length },
      example: eventExample(moved[0] ?? notices[0]),
      violations: notices.filter(({ at }) => !isWorkingDay(input.calendar, dayOf(at, ZONE))).length,
    },
    {
      rule: 'R-11',
      says: 'one notice for each item, step and due version',
      counts: { notices: notices.length, different: new Set(notices.map(noticeKey)).size },
      example: eventExample(notices[0]),
      violations: notices.length - new Set(notices.map(noticeKey)).size,
    },
    {
      rule: 'R-12',
      says: 'what a unit leaves open goes to exactly one successor, with its history',
      counts: {
        successions: of('UnitSucceeded').length,
        'actions handed over': total(handed, ({ data }) => data.actions.length),
        'actions taken over': total(taken, ({ data }) => data.actionIds.length),
        'findings handed over': of('FindingTransferred').length,
      },
      example: eventExample(taken[0] ?? handed[0]),
      violations: Math.abs(
        total(handed, ({ data }) => data.actions.length) - total(taken, ({ data }) => data.actionIds.length),
      ),
    },
    {
      rule: 'R-20',
      says: 'a change after the approval voids it',
      counts: { amended: of('PlanAmended').length, voided: voided.length },
      example: eventExample(voided[0]),
      violations: of('PlanAmended').length - voided.length,
    },
    {
      rule: 'R-21',
      says: 'a frozen period takes no report any more',
      counts: {
        frozen: frozen.length,
        missed: of('CheckInMissed').length,
        'refused after the freeze': refusals('R-21').length,
      },
      example: refusalExample('R-21') ?? eventExample(frozen[0]),
      violations: 0,
    },
  ];
}

/** Coincident events of different units may be committed in any order: by instant, unit and version it is always the same. */
function inOrder<Event extends RecordedEvent>(events: readonly Event[]): Event[] {
  const key = ({ at, streamId, version }: Event) => `${at} ${streamId} ${String(version).padStart(6, '0')}`;
  return events.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function exampleOf({ codes }: RulesInput, { type, at, version, data }: RecordedEvent & DomainEvent): Example {
  const unitId = 'unitId' in data ? data.unitId : '';
  const about = 'actionId' in data ? ` ${data.actionId}` : 'period' in data ? ` ${data.period}` : '';
  return { unit: codes.get(unitId) ?? unitId, at: localText(at, ZONE), what: `${type}${about}`, version };
}

const total = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((sum, item) => sum + of(item), 0);

/** Events of a unit before which the unit has no such other one. */
function withoutEarlier(events: readonly RecordedEvent[], needed: readonly RecordedEvent[]): number {
  const first = new Map<string, number>();
  for (const { streamId, version } of needed) {
    first.set(streamId, Math.min(version, first.get(streamId) ?? Infinity));
  }
  return events.filter(({ streamId, version }) => (first.get(streamId) ?? Infinity) > version).length;
}
