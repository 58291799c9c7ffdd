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
import { fewerOrMoreExcellent, wrongDecisions, wrongPetitions } from './rating-checks.ts';
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

describe('The ratings against the log', () => {
  const rating = { ...ids, subjectId: 'u1' };
  const on = '2027-12-22';
  const computed = (level: string, subjectId = 'u1') =>
    logged('ProvisionalLevelComputed', on, { ...rating, subjectId, level }, `c1/${subjectId}`);
  const capped = (level: string) => logged('RatingCapped', on, { ...rating, level });
  const decided = (level: string, reason: string | null = null, subjectId = 'u1') =>
    logged(
      'RatingDecided',
      on,
      { ...rating, subjectId, level, reason, decisionNo: '12-QĐ/TU' },
      `c1/${subjectId}`,
    );
  const superseded = (supersedes: string) =>
    logged('RatingSuperseded', on, {
      ...rating,
      level: 'GOOD',
      reason: 'x',
      supersedes,
      decisionNo: '44-QĐ/TU',
    });
  const self = logged('SelfRatingRecorded', on, { ...rating, score: '90', level: 'EXCELLENT' });
  const appraised = (score: string, level: string, explanation: string | null) =>
    logged('AppraisalRecorded', on, { ...rating, score, level, explanation });
  const right = { aboveTheRules: 0, twice: 0, unexplained: 0 };

  it('finds nothing wrong in what the rules and the cap gave, or in what was lowered with a reason', () => {
    expect(wrongDecisions([computed('EXCELLENT'), capped('GOOD'), decided('GOOD')])).toEqual(right);
    expect(wrongDecisions([computed('GOOD'), decided('COMPLETED', 'Mất đoàn kết')])).toEqual(right);
    expect(wrongDecisions([computed('UNDETERMINED'), decided('COMPLETED', 'x')])).toEqual(right);
    expect(wrongDecisions([self, appraised('86', 'EXCELLENT', null)])).toEqual(right);
  });

  it('counts a level above the cap (R-16), a lower one without a reason, and a second decision (R-23)', () => {
    const above = wrongDecisions([computed('EXCELLENT'), capped('GOOD'), decided('EXCELLENT', 'x')]);
    expect(above).toEqual({ ...right, aboveTheRules: 1 });
    expect(wrongDecisions([computed('GOOD'), decided('COMPLETED')])).toEqual({ ...right, aboveTheRules: 1 });
    const twice = wrongDecisions([computed('GOOD'), decided('GOOD'), decided('GOOD')]);
    expect(twice).toEqual({ ...right, twice: 1 });
    const wrongly = wrongDecisions([computed('GOOD'), decided('GOOD'), superseded('99-QĐ/TU')]);
    expect(wrongly).toEqual({ ...right, twice: 1 });
  });

  it('counts a difference of five points or a level that nobody explained (R-25)', () => {
    expect(wrongDecisions([self, appraised('85', 'EXCELLENT', null)])).toEqual({ ...right, unexplained: 1 });
    expect(wrongDecisions([self, appraised('89', 'GOOD', ' ')])).toEqual({ ...right, unexplained: 1 });
  });

  const group = (levels: readonly string[]) =>
    levels.flatMap((level, index) => [
      logged('UnitAssigned', '2026-11-16', { ...ids, unitId: `u${index}`, peerGroup: 'XA' }),
      computed(level, `u${index}`),
    ]);
  const cap = (quota: number) =>
    logged('CapComputed', on, { campaignId: 'c1', group: 'XA', result: { quota } }, 'c1/period');
  const eight = group(Array.from({ length: 8 }, () => 'EXCELLENT'));

  it('works out the places of a group by itself (AC-18) and counts a quota and a decision beyond it (R-18)', () => {
    expect(fewerOrMoreExcellent([...eight, cap(1), decided('EXCELLENT')])).toBe(0);
    expect(fewerOrMoreExcellent([...eight, cap(2)])).toBe(1);
    const two = [decided('EXCELLENT'), decided('EXCELLENT', null, 'u2')];
    expect(fewerOrMoreExcellent([...eight, cap(1), ...two])).toBe(1);
  });

  it('counts the days of a petition by itself, and lateness that is not on record (R-24)', () => {
    const drafted = logged('CampaignDrafted', '2025-11-16', {
      campaignId: 'c1',
      calendar: { code: 'VN', version: '2026-11' },
    });
    const received = (answerBy: string) =>
      logged('PetitionReceived', '2026-02-11', { ...rating, receivedOn: '2026-02-11', answerBy });
    const answered = (on: string) => logged('PetitionAnswered', on, rating);
    const overdue = logged('PetitionOverdue', '2026-02-28', rating);
    // Across Tết, as in AC-35.
    expect(wrongPetitions([drafted, received('2026-02-27'), answered('2026-02-27')], 7)).toBe(0);
    expect(wrongPetitions([drafted, received('2026-02-27'), overdue, answered('2026-03-02')], 7)).toBe(0);
    expect(wrongPetitions([drafted, received('2026-02-20'), overdue, answered('2026-03-02')], 7)).toBe(1);
    expect(wrongPetitions([drafted, received('2026-02-27'), answered('2026-03-02')], 7)).toBe(1);
  });
});
