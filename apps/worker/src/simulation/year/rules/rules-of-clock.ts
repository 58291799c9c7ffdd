import { isWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { countBy } from '../../count-by.ts';
import { ZONE } from '../../simulated-campaign.ts';
import { writesUnderLock } from '../checks/locked-writes.ts';
import { wrongMoves } from '../checks/moved-deadlines.ts';
import { contradictedClaims } from '../checks/overdue-claims.ts';
import { noticeKey, rungNames, skippedRungs } from '../notices.ts';
import { total, type RuleAtWork, type RuleView } from './rule-view.ts';

/** What the calendar and the clock decide. */
export function clockRules({
  events,
  of,
  refusals,
  eventExample,
  refusalExample,
  calendarAt,
}: RuleView): RuleAtWork[] {
  const frozen = of('PeriodFrozen');
  const notices = of('ReminderSent', 'EscalationRaised', 'ActionReminded', 'ActionUrged');
  const moved = of('ActionReminded').filter(({ at, data }) => !isWorkingDay(calendarAt(at), data.dueOn));
  const adopted = of('CalendarVersionAdopted');
  const forAll = of('DeadlineRecomputed');
  const forOne = of('UnitDeadlineRecomputed');
  return [
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
      violations: contradictedClaims(events).length,
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
      violations: notices.filter(({ at }) => !isWorkingDay(calendarAt(at), dayOf(at, ZONE))).length,
    },
    {
      rule: 'R-11',
      says: 'one notice for each item, step and due version',
      counts: { notices: notices.length, different: new Set(notices.map(noticeKey)).size },
      example: eventExample(notices[0]),
      violations: notices.length - new Set(notices.map(noticeKey)).size,
    },
    {
      rule: 'R-21',
      says: 'a frozen period takes no report, and locked ratings no change',
      counts: {
        frozen: frozen.length,
        missed: of('CheckInMissed').length,
        'ratings locked': of('PeriodLocked').length,
        'refused after that': refusals('R-21').length,
      },
      example: refusalExample('R-21') ?? eventExample(frozen[0]),
      violations: writesUnderLock(events).length,
    },
    {
      rule: 'R-29',
      says: 'a calendar announced late moves open deadlines, each by an event; what is closed stays',
      counts: {
        'calendars adopted': adopted.length,
        'deadlines of all moved': forAll.length,
        'deadlines of one unit moved': forOne.length,
      },
      example: eventExample(forAll[0] ?? forOne[0] ?? adopted[0]),
      violations: wrongMoves(events).length,
    },
  ];
}
