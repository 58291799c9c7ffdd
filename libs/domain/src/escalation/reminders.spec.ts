import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays } from '../calendar/day-arithmetic.ts';
import { VN_2026_11 as vn } from '../calendar/vn-calendar.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import { dayOf, localText } from '../calendar/zoned-time.ts';
import { deadlineOn } from '../deadline/make-deadline.ts';
import { DEFAULT_CADENCE } from './cadence.ts';
import { rungsOf } from './ladder.ts';
import { deliveryInstant, remindersOf } from './reminders.ts';

const HCM = 'Asia/Ho_Chi_Minh';
const due = (on: string) => deadlineOn({ phase: 'REVIEW', on, relation: 'BY', basis: { ref: '1-HD' } }, HCM);
const reminders = (on: string, reminderOffsets = DEFAULT_CADENCE.reminderOffsets) =>
  remindersOf(due(on), { ...DEFAULT_CADENCE, reminderOffsets }, vn, HCM).map(
    ({ offset, at }) => `${offset} ${localText(at, HCM).slice(0, 16)}`,
  );
const rungs = (on: string) =>
  rungsOf(due(on), DEFAULT_CADENCE, vn, HCM).map(
    ({ rung, at }) => `${rung.step} ${localText(at, HCM).slice(0, 16)}`,
  );

describe('reminders', () => {
  it('come 5 and 1 working days before, in the morning', () => {
    expect(reminders('2026-12-14')).toEqual(['-5 2026-12-07T08:00', '-1 2026-12-11T08:00']);
  });

  it('count from a due day that nobody works like from any other: T-1 of a Sunday is Friday (AC-39)', () => {
    expect(reminders('2026-10-04')).toEqual(['-5 2026-09-28T08:00', '-1 2026-10-02T08:00']);
  });

  it('cross Tết and use a worked Saturday', () => {
    expect(reminders('2026-02-24')).toEqual(['-5 2026-02-10T08:00', '-1 2026-02-23T08:00']);
    expect(reminders('2026-08-24', [-1])).toEqual(['-1 2026-08-22T08:00']);
  });

  it('of the due day itself go out before it when it is not worked, once a morning', () => {
    expect(reminders('2026-10-04', [0])).toEqual(['0 2026-10-02T08:00']);
    expect(reminders('2026-10-04', [-1, 0])).toEqual(['0 2026-10-02T08:00']);
    expect(reminders('2026-10-05', [0, -1])).toEqual(['-1 2026-10-02T08:00', '0 2026-10-05T08:00']);
  });

  it('after the due day leave a rung its morning', () => {
    expect(reminders('2026-12-14', [1, 2])).toEqual(['2 2026-12-16T08:00']);
  });

  it('and rungs never fall on a day that is not worked, nor on the wrong side of the date', () => {
    fc.assert(
      fc.property(fc.nat(1400), (offset) => {
        const deadline = due(addDays('2026-02-01', offset));
        const before = remindersOf(deadline, DEFAULT_CADENCE, vn, HCM);
        const after = rungsOf(deadline, DEFAULT_CADENCE, vn, HCM);
        expect(
          [...before, ...after].every(({ on, at }) => isWorkingDay(vn, on) && dayOf(at, HCM) === on),
        ).toBe(true);
        expect(
          before.every(({ at }) => at < deadline.endsAt) && after.every(({ at }) => at >= deadline.endsAt),
        ).toBe(true);
        expect(new Set(before.map(({ on }) => on)).size).toBe(before.length);
      }),
    );
  });
});

describe('the ladder', () => {
  it('rises 1, 5, 10 and 11 working days after the due day', () => {
    expect(rungs('2026-12-14')).toEqual([
      '1 2026-12-15T08:00',
      '2 2026-12-21T08:00',
      '3 2026-12-28T08:00',
      '4 2026-12-29T08:00',
    ]);
  });

  it('passes over Tết', () => {
    expect(rungs('2026-02-13')).toEqual([
      '1 2026-02-23T08:00',
      '2 2026-02-27T08:00',
      '3 2026-03-06T08:00',
      '4 2026-03-09T08:00',
    ]);
  });

  it('urges nobody before being late, even with a rung of 0 days', () => {
    const [rung] = DEFAULT_CADENCE.rungs;
    const cadence = {
      ...DEFAULT_CADENCE,
      rungs: rung === undefined ? [] : [{ ...rung, afterWorkingDays: 0 }],
    };
    expect(rungsOf(due('2026-12-14'), cadence, vn, HCM).map(({ on }) => on)).toEqual(['2026-12-15']);
  });
});

describe('a notice that falls due', () => {
  it.each([
    ['on a working day goes out then', '2026-12-14T03:00:00.000Z', '2026-12-14T03:00:00.000Z'],
    ['on a Sunday goes out on Monday morning', '2026-12-13T03:00:00.000Z', '2026-12-14T01:00:00.000Z'],
    ['in Tết goes out after it', '2026-02-16T23:00:00.000Z', '2026-02-23T01:00:00.000Z'],
    [
      'late on a local Sunday waits, though UTC says Sunday noon',
      '2026-12-13T12:00:00.000Z',
      '2026-12-14T01:00:00.000Z',
    ],
    [
      'early on a local Monday does not, though UTC says Sunday',
      '2026-12-13T18:00:00.000Z',
      '2026-12-13T18:00:00.000Z',
    ],
  ])('%s', (_title, instant, expected) => {
    expect(deliveryInstant(instant, '08:00', vn, HCM)).toBe(expected);
  });
});
