import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { total, type RuleAtWork, type RuleView } from './rule-view.ts';

/** From the list of addressees to the approved plan. */
export function reviewRules({ of, refusals, eventExample, refusalExample }: RuleView): RuleAtWork[] {
  const submitted = of('SelfReviewSubmitted');
  const plans = of('PlanSubmitted');
  const late = of('UnitAssigned').filter(({ data }) => data.lateJoin !== null);
  const exempted = of('UnitExempted');
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
  ];
}

/** Events of a unit before which the unit has no such other one. */
function withoutEarlier(events: readonly RecordedEvent[], needed: readonly RecordedEvent[]): number {
  const first = new Map<string, number>();
  for (const { streamId, version } of needed) {
    first.set(streamId, Math.min(version, first.get(streamId) ?? Infinity));
  }
  return events.filter(({ streamId, version }) => (first.get(streamId) ?? Infinity) > version).length;
}
