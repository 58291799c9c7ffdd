import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { at, BASIS, campaignId, CLOCK, paused, reviewing, WEEKDAYS } from '../campaign/test-campaigns.ts';
import type { CampaignEvent } from '../campaign/campaign.events.ts';
import { dueReminders, dueRungs, effectiveDeadline } from './assignment-clock.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { command, contextOf, reviewReturned, stateOf } from './test-assignments.ts';

/** Returned on Monday 16 March with three working days: Thursday the 19th, behind the campaign's Friday. */
const late = reviewReturned().map((event) =>
  event.type === 'SelfReviewReturned'
    ? { ...event, data: { ...event.data, resubmit: counted('2026-03-24', '2026-03-19') } }
    : event,
);
function counted(on: string, from: string) {
  return {
    phase: 'REVIEW' as const,
    on,
    endsAt: at(on, '23:59').replace(/16:59/, '17:00'),
    relation: 'WITHIN' as const,
    phrase: null,
    counted: { from, count: 3, unit: 'WORKING_DAY' as const },
    basis: BASIS,
  };
}
const calendar: WorkingCalendar = {
  ...WEEKDAYS,
  version: '2',
  adopted: [{ on: '2026-03-20', basis: 'Công điện', off: [{ on: '2026-03-23', name: 'Nghỉ' }], worked: [] }],
};
const adopted: CampaignEvent = {
  type: 'CalendarVersionAdopted',
  data: {
    campaignId,
    calendar,
    replaced: { code: 'VN', version: '2026-11' },
    basis: BASIS,
    adoptedAt: at('2026-03-20'),
  },
};
const history = [...reviewing(), adopted];
const context = { ...contextOf(history), calendar };
const recompute = (when = at('2026-03-20')) => command('RecomputeDeadlines', {}, when, CLOCK);
const given = (...events: AssignmentEvent[]) => specificationFor(assignmentDecider)(context, ...events);

describe('A calendar taken over by the campaign, for one unit (R-29)', () => {
  it('counts its own open deadline again, once', () => {
    const [event] = given(...late)
      .when(recompute())
      .events();
    expect(event).toMatchObject({
      type: 'UnitDeadlineRecomputed',
      data: {
        from: { on: '2026-03-24' },
        to: { on: '2026-03-25', counted: { from: '2026-03-19', count: 3 } },
        because: { code: 'WEEKDAYS', version: '2' },
      },
    });
    if (event === undefined) throw new Error('nothing was counted again');
    given(...late, event)
      .when(recompute(at('2026-03-21')))
      .thenNothingHappens();
    expect(effectiveDeadline(stateOf([...late, event]), context.terms, 'REVIEW', calendar)).toMatchObject({
      deadline: { on: '2026-03-25' },
      dueVersion: 'u2',
    });
  });

  it('leaves alone what is past, what was stated and what is not owed any more', () => {
    given(...late)
      .when(recompute(at('2026-03-25')))
      .thenNothingHappens();
    const stated = late.map((event) => {
      if (event.type !== 'SelfReviewReturned') return event;
      const { counted: _, ...resubmit } = event.data.resubmit;
      return { ...event, data: { ...event.data, resubmit } };
    });
    given(...stated)
      .when(recompute())
      .thenNothingHappens();
  });

  it('does not move a day that a pause under the calendar before had moved', () => {
    const pausedUnder = [
      ...reviewing(),
      paused(at('2026-03-20')),
      {
        type: 'CampaignResumed',
        data: {
          campaignId,
          pausedAt: at('2026-03-20'),
          resumedAt: at('2026-03-20', '10:00'),
          pausedDays: 1,
          deadlines: [],
        },
      } satisfies CampaignEvent,
    ];
    const dueOn = (events: CampaignEvent[]) =>
      effectiveDeadline(stateOf(late), contextOf(events).terms, 'REVIEW')?.deadline.on;
    expect(dueOn([...pausedUnder, adopted])).toBe(dueOn(pausedUnder));
  });

  it('brings reminders and rungs on their new mornings, none twice (R-11, AC-39)', () => {
    const [event] = given(...late)
      .when(recompute())
      .events();
    const events = [...late, ...(event === undefined ? [] : [event])];
    // T-1 of the 25th is the 24th; a day nobody works brings none.
    expect(dueReminders(stateOf(events), context, at('2026-03-23'))).toEqual([]);
    const when = at('2026-03-24', '08:00');
    const [due] = dueReminders(stateOf(events), context, when);
    expect(due).toMatchObject({ offset: -1, due: { dueVersion: 'u2' } });
    const sent = assignmentDecider.decide(
      command('SendDueReminder', {}, when, CLOCK),
      stateOf(events),
      context,
    );
    expect(sent).toHaveLength(1);
    expect(dueReminders(stateOf([...events, ...sent]), context, when)).toEqual([]);
    expect(dueRungs(stateOf(events), context, at('2026-03-25', '09:00'))).toEqual([]);
    expect(dueRungs(stateOf(events), context, at('2026-03-26', '08:00'))).toHaveLength(1);
  });
});
