import { describe, expect, it } from '@jest/globals';
import { VN_2026_11 } from '@dondoc/domain/calendar/vn-calendar.ts';
import { addWorkingDays } from '@dondoc/domain/calendar/working-days.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import type { Deadline } from '@dondoc/domain/deadline/deadline.ts';
import { deadlineOn } from '@dondoc/domain/deadline/make-deadline.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import * as fc from 'fast-check';
import { writesUnderLock } from './locked-writes.ts';
import { isWorked, wrongMoves } from './moved-deadlines.ts';
import { contradictedClaims } from './overdue-claims.ts';

const ids = { campaignId: 'c1', unitId: 'u1' };
const ZONE = 'Asia/Ho_Chi_Minh';

/** An event as it stands in the log; only what a check reads. */
function logged(type: DomainEvent['type'], at: string, data: object, streamId = 'c1/u1') {
  const category = 'unitId' in data ? 'assignment' : 'campaign';
  return {
    type,
    data,
    streamId,
    category,
    at: `${at}T03:00:00.000Z`,
  } as unknown as RecordedEvent<DomainEvent>;
}

describe('R-07 against the log', () => {
  const planned = logged('PlanSubmitted', '2027-01-11', {
    ...ids,
    actions: [{ id: 'a1', due: '2027-03-31' }],
    timeliness: { due: { endsAt: '2027-01-12T17:00:00.000Z' }, isLate: false, lateSeconds: 0 },
  });
  const opened = logged('CheckInOpened', '2027-04-01', {
    ...ids,
    period: '2027-Q1',
    from: '2027-01-01',
    to: '2027-03-31',
    dueOn: '2027-04-07',
  });
  const frozen = (overdue: boolean) =>
    logged('PeriodFrozen', '2027-04-15', {
      ...ids,
      period: '2027-Q1',
      actions: [{ actionId: 'a1', overdue }],
    });
  const done = logged('ActionReportedDone', '2027-03-30', { ...ids, actionId: 'a1' });
  const granted = logged('ActionExtensionGranted', '2027-03-20', {
    ...ids,
    actionId: 'a1',
    to: '2027-04-30',
  });
  const urged = logged('ActionUrged', '2027-04-01', { ...ids, actionId: 'a1', dueOn: '2027-03-31' });

  it('finds nothing in a log that says what the days say', () => {
    expect(contradictedClaims([planned, opened, urged, frozen(true)])).toEqual([]);
    expect(contradictedClaims([planned, done, opened, frozen(false)])).toEqual([]);
    expect(contradictedClaims([planned, granted, opened, frozen(false)])).toEqual([]);
  });

  it.each<[string, RecordedEvent<DomainEvent>[]]>([
    ['an action that is overdue and frozen as if it were not', [planned, opened, frozen(false)]],
    ['an action reported in time and frozen as overdue', [planned, done, opened, frozen(true)]],
    ['an extended action frozen as overdue', [planned, granted, opened, frozen(true)]],
    ['a rung over an action that was extended', [planned, granted, urged]],
    ['a rung over an action nobody planned', [urged]],
    [
      'a submission typed in as late',
      [
        logged('PlanSubmitted', '2027-01-11', {
          ...ids,
          actions: [],
          timeliness: { due: { endsAt: '2027-01-12T17:00:00.000Z' }, isLate: true, lateSeconds: 60 },
        }),
      ],
    ],
    [
      'a late check-in taken as in time',
      [opened, logged('CheckInSubmitted', '2027-04-08', { ...ids, period: '2027-Q1', isLate: false })],
    ],
    [
      'a check-in missed before its day was over',
      [opened, logged('CheckInMissed', '2027-04-07', { ...ids, period: '2027-Q1' })],
    ],
  ])('counts %s', (_, events) => {
    expect(contradictedClaims(events)).toEqual([events.at(-1)]);
  });
});

describe('R-21 against the log', () => {
  const period = { ...ids, period: '2027-Q1' };
  const report = (at: string, more = {}) => logged('CheckInSubmitted', at, { ...period, ...more });
  const frozen = logged('PeriodFrozen', '2027-04-15', { ...period, actions: [] });
  const rating = { ...ids, subjectId: 'u1' };

  it('finds nothing where a report came before the freeze, or is of another period or unit', () => {
    const other = logged('CheckInSubmitted', '2027-04-16', { ...period, unitId: 'u2' }, 'c1/u2');
    const next = report('2027-04-16', { period: '2027-Q2' });
    expect(writesUnderLock([report('2027-04-14'), frozen, other, next])).toEqual([]);
  });

  it('counts a report after the freeze, and a second freeze', () => {
    const late = report('2027-04-16');
    expect(writesUnderLock([frozen, late, frozen])).toEqual([late, frozen]);
  });

  it('counts what changes a rating while the period is locked, and not what the lock lets pass', () => {
    const locked = logged('PeriodLocked', '2028-01-10', { campaignId: 'c1' });
    const reopened = logged('PeriodReopened', '2028-01-12', { campaignId: 'c1' });
    const decided = logged('RatingDecided', '2028-01-11', rating);
    const published = logged('RatingPublished', '2028-01-11', rating);
    const elsewhere = logged('RatingDecided', '2028-01-11', { ...rating, campaignId: 'c2' });
    expect(writesUnderLock([decided, locked, published, elsewhere, reopened, decided])).toEqual([]);
    expect(writesUnderLock([locked, decided])).toEqual([decided]);
  });
});

describe('R-29 against the log', () => {
  const swapped: WorkingCalendar = {
    ...VN_2026_11,
    version: '2026-12',
    adopted: [
      ...VN_2026_11.adopted,
      { on: '2026-12-21', basis: '1/CV', off: [{ on: '2026-12-29', name: 'swap' }], worked: ['2027-01-09'] },
    ],
  };
  const counted = (on: string, count: number): Deadline =>
    deadlineOn(
      {
        phase: 'PLAN',
        on,
        relation: 'WITHIN',
        counted: { from: '2026-11-16', count, unit: 'WORKING_DAY' },
        basis: { ref: 'x' },
      },
      ZONE,
    );
  const due = counted('2026-12-29', 30);
  const moved = counted('2026-12-30', 30);
  const set = logged('DeadlineSet', '2026-11-16', { campaignId: 'c1', deadline: due });
  const adopted = logged('CalendarVersionAdopted', '2026-12-21', { campaignId: 'c1', calendar: swapped });
  const move = (to: Deadline, from = due, at = '2026-12-21', version = '2026-12') =>
    logged('DeadlineRecomputed', at, {
      campaignId: 'c1',
      phase: 'PLAN',
      from,
      to,
      because: { code: 'VN', version },
    });

  it('finds nothing where the open and counted deadline moved to the day its count reaches', () => {
    expect(wrongMoves([set, adopted, move(moved)])).toEqual([]);
  });

  it.each([
    ['an open deadline that stayed', [set, adopted], 'did not'],
    ['a move to another day', [set, adopted, move(counted('2026-12-31', 30))], 'reaches 2026-12-30'],
    ['a move that no adopted calendar made', [set, move(moved)], 'nobody adopted'],
    ['a move of a closed deadline', [set, adopted, move(moved, due, '2027-01-04')], 'closed'],
    [
      'a move of a day that was stated',
      [set, adopted, move(moved, { ...due, counted: undefined } as unknown as Deadline)],
      'stated',
    ],
  ])('names %s', (_, events, words) => {
    expect(wrongMoves(events)).toEqual([expect.stringContaining(words)]);
  });

  it('counts days as the calendar does, by its own way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_500 }), (days) => {
        const day = new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
        const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
        expect(isWorked(day, swapped)).toBe(addWorkingDays(swapped, before, 1).on === day);
      }),
    );
  });
});
