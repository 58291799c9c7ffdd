import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at, monitoring, paused, WEEKDAYS } from '../../campaign/test-campaigns.ts';
import * as unit from '../test-assignments.ts';
import { contextOf, ids, stateOf } from '../test-assignments.ts';
import { assignmentDecider } from '../assignment.decider.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import { requireAssigned } from '../assignment-step.ts';
import { checkInDueOn, periodsOf } from './check-ins.ts';
import { nextMonitorInstant } from './monitor-clock.ts';
import { periodSnapshot } from './period-snapshot.ts';
import { afterApproval, approved, ask, checkIn, grant, lines, settle } from './test-monitoring.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const types = (events: readonly AssignmentEvent[]) =>
  events.map(
    ({ type, data }) => `${type} ${'actionId' in data ? data.actionId : 'period' in data ? data.period : ''}`,
  );
const next = (history: readonly AssignmentEvent[], when: string) =>
  nextMonitorInstant(stateOf(history), contextOf(), when);
/** Every step the clock takes up to a day, at the very instant it is due. */
function run(history: readonly AssignmentEvent[], from: string, until: string): AssignmentEvent[] {
  let events = [...history];
  let now = from;
  for (;;) {
    const due = next(events, now);
    if (due === null || due > until) return events.slice(history.length);
    now = due;
    const gained = given(...events)
      .when(settle(now))
      .events();
    if (gained.length === 0) throw new Error(`nothing happened at ${now}`);
    events = [...events, ...gained];
  }
}

describe('The check-ins of a plan', () => {
  const cadence = { every: 'QUARTER', dueWorkingDay: 5, freezeAfterWorkingDays: 5 } as const;
  const names = (approvedOn: string, every: 'MONTH' | 'QUARTER' | 'HALF_YEAR') =>
    periodsOf(approvedOn, 2026, every).map(({ period }) => period);

  it('are one a quarter, to the end of the year of monitoring', () => {
    expect(periodsOf('2026-03-27', 2026, 'QUARTER')).toEqual([
      { period: '2026-Q2', from: '2026-04-01', to: '2026-06-30' },
      { period: '2026-Q3', from: '2026-07-01', to: '2026-09-30' },
      { period: '2026-Q4', from: '2026-10-01', to: '2026-12-31' },
    ]);
    expect(names('2025-12-20', 'QUARTER')).toHaveLength(4);
  });

  it('leave out a period that was nearly over at the approval', () => {
    expect(names('2026-06-02', 'QUARTER')[0]).toBe('2026-Q2');
    expect(names('2026-06-03', 'QUARTER')[0]).toBe('2026-Q3');
  });

  it('may be monthly or half-yearly', () => {
    expect(names('2026-10-01', 'MONTH')).toEqual(['2026-10', '2026-11', '2026-12']);
    expect(names('2026-01-02', 'HALF_YEAR')).toEqual(['2026-H1', '2026-H2']);
  });

  it('AC-38: fall due on the 5th working day of the quarter, or as many days after they were asked for', () => {
    expect(checkInDueOn({ to: '2026-09-30' }, '2026-10-01', cadence, WEEKDAYS)).toBe('2026-10-07');
    expect(checkInDueOn({ to: '2026-06-30' }, '2026-08-03', cadence, WEEKDAYS)).toBe('2026-08-07');
  });
});

describe('The clock of an approved plan', () => {
  it('reminds, asks for the report, urges, and freezes the period, each once', () => {
    expect(types(run(approved(), at('2026-03-27'), at('2026-07-20')))).toEqual([
      'ActionReminded a1',
      'ActionReminded a2',
      'ActionReminded a1',
      'ActionReminded a2',
      'CheckInOpened 2026-Q2',
      'ActionUrged a1',
      'ActionUrged a2',
      'ActionUrged a1',
      'ActionUrged a2',
      'CheckInMissed 2026-Q2',
      'ActionUrged a1',
      'ActionUrged a2',
      'PeriodFrozen 2026-Q2',
      'ActionUrged a1',
      'ActionUrged a2',
    ]);
  });

  it('does nothing twice: the same instant again is nothing', () => {
    const reminded = run(approved(), at('2026-03-27'), at('2026-06-23', '08:00'));
    given(...approved(), ...reminded)
      .when(settle(at('2026-06-23', '08:00')))
      .thenNothingHappens();
  });

  it('stands still in a pause, and when the approval has fallen', () => {
    const context = contextOf([...monitoring(), paused(at('2026-07-01'))]);
    expect(nextMonitorInstant(stateOf(approved()), context, at('2026-07-02'))).toBeNull();
    expect(next(unit.planSubmitted(), at('2026-07-02'))).toBeNull();
  });

  it('says no reminder that is no longer true, and every rung passed over', () => {
    const events = given(...approved())
      .when(settle(at('2026-07-09', '12:00')))
      .events();
    expect(types(events).filter((type) => type.startsWith('ActionReminded'))).toEqual([]);
    expect(events.filter(({ type }) => type === 'ActionUrged')).toHaveLength(4);
  });

  it('gives a unit its days when the check-in was asked for late', () => {
    const events = given(...approved())
      .when(settle(at('2026-08-03', '12:00')))
      .events();
    expect(events.find(({ type }) => type === 'CheckInOpened')).toMatchObject({
      data: { period: '2026-Q2', dueOn: '2026-08-07' },
    });
    expect(events.map(({ type }) => type)).not.toContain('CheckInMissed');
  });

  it('counts anew from a granted day', () => {
    const extended = afterApproval(ask(), grant());
    expect(
      run(extended, at('2026-06-20'), at('2026-07-30'))
        .filter(({ type }) => type === 'ActionReminded' || type === 'ActionUrged')
        .filter(({ data }) => 'actionId' in data && data.actionId === 'a1')
        .map(({ data }) => ('dueOn' in data ? data.dueOn : null)),
    ).toEqual(['2026-07-31', '2026-07-31']);
  });

  it('leaves an action alone that waits for its verdict, and all when everything is verified', () => {
    const events = run(unit.reported(), at('2026-05-05'), at('2026-07-02'));
    expect(types(events).filter((type) => type.endsWith(' a1'))).toEqual([]);
  });
});

describe('A check-in', () => {
  const opened = () => [...approved(), ...run(approved(), at('2026-03-27'), at('2026-07-01', '08:00'))];
  const frozen = () => [...approved(), ...run(approved(), at('2026-03-27'), at('2026-07-15', '08:00'))];

  it('is taken on time to its last second, and later marked late', () => {
    const [onTime] = given(...opened())
      .when(checkIn(at('2026-07-07', '23:59:59')))
      .events();
    expect(onTime).toMatchObject({
      type: 'CheckInSubmitted',
      data: { version: 1, isLate: false, lateSeconds: 0 },
    });
    const [late] = given(...opened())
      .when(checkIn(at('2026-07-08', '00:01')))
      .events();
    expect(late).toMatchObject({ data: { isLate: true, lateSeconds: 60 } });
  });

  it('has a line for every open action and for no other', () => {
    given(...opened())
      .when(checkIn(at('2026-07-03'), { lines: lines.slice(1) }))
      .thenRefuses('check-in-incomplete', { missing: ['a1'] });
    given(...opened())
      .when(checkIn(at('2026-07-03'), { lines: [...lines, { actionId: 'a9', percent: 1, text: 'x' }] }))
      .thenRefuses('check-in-incomplete');
    given(...opened())
      .when(checkIn(at('2026-07-03'), { lines: lines.map((line) => ({ ...line, percent: 101 })) }))
      .thenRefuses('check-in-incomplete');
  });

  it('may be corrected until its period is frozen (R-21)', () => {
    const once = [
      ...opened(),
      ...given(...opened())
        .when(checkIn(at('2026-07-03')))
        .events(),
    ];
    expect(
      given(...once)
        .when(checkIn(at('2026-07-06')))
        .events(),
    ).toMatchObject([{ data: { version: 2 } }]);
    given(...frozen())
      .when(checkIn(at('2026-07-16')))
      .thenRefuses('period-frozen', { rule: 'R-21' });
  });

  it('is refused for a period nobody asked about', () => {
    given(...approved())
      .when(checkIn(at('2026-07-03'), { period: '2026-Q4' }))
      .thenRefuses('check-in-not-open', { open: [] });
  });
});

describe('A frozen period', () => {
  it('follows from the events before it: folded again it is the same, and so is its hash', () => {
    const events = [...approved(), ...run(approved(), at('2026-03-27'), at('2026-07-15', '08:00'))];
    const index = events.findIndex(({ type }) => type === 'PeriodFrozen');
    const event = events[index];
    if (event?.type !== 'PeriodFrozen') throw new Error('not frozen');
    const before = requireAssigned(stateOf(events.slice(0, index)));
    const again = periodSnapshot(before, { to: '2026-06-30' }, contextOf().terms.zone);
    expect(event.data.actions).toEqual(again);
    expect(event.data.hash).toBe(contextOf().hashOf({ ...ids, period: '2026-Q2', actions: again }));
    expect(again[0]).toEqual({
      actionId: 'a1',
      state: 'PLANNED',
      percent: 0,
      due: '2026-06-30',
      originalDue: '2026-06-30',
      extensions: 0,
      extendedDays: 0,
      overdue: true,
    });
  });
});
