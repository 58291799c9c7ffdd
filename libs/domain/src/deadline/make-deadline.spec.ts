import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { deadlineOn, endOf, lastGoodSecond, timelinessAt } from './make-deadline.ts';

const HCM = 'Asia/Ho_Chi_Minh';
const words = {
  phase: 'REVIEW',
  on: '2026-12-14',
  relation: 'BEFORE',
  basis: { ref: '12-HD/BTCTU' },
} as const;
const deadline = deadlineOn({ ...words, phrase: 'trước ngày 15/12/2026' }, HCM);

describe('a deadline', () => {
  it('ends at the midnight after its day, in the zone of the campaign', () => {
    expect(deadline).toEqual({
      phase: 'REVIEW',
      on: '2026-12-14',
      endsAt: '2026-12-14T17:00:00.000Z',
      relation: 'BEFORE',
      phrase: 'trước ngày 15/12/2026',
      basis: { ref: '12-HD/BTCTU' },
    });
    expect(deadlineOn(words, 'America/New_York').endsAt).toBe('2026-12-15T05:00:00.000Z');
    expect(deadlineOn(words, HCM).phrase).toBeNull();
  });

  it('"before the 15th" is over with the 14th, to the second (AC-32)', () => {
    const submitted = (when: string) => timelinessAt(new Date(when).toISOString(), deadline, deadline.on);
    expect(submitted('2026-12-14T23:59:58+07:00')).toMatchObject({ isLate: false, lateSeconds: 0 });
    expect(submitted('2026-12-15T00:00:01+07:00')).toMatchObject({ isLate: true, lateSeconds: 1 });
  });

  it('"at the latest on the 15th" is good through all of the 15th (AC-33)', () => {
    const by = deadlineOn(
      { ...words, on: '2026-12-15', relation: 'BY', phrase: 'chậm nhất ngày 15/12/2026' },
      HCM,
    );
    const submitted = (when: string) => timelinessAt(new Date(when).toISOString(), by, by.on);
    expect(submitted('2026-12-15T23:59:00+07:00')).toMatchObject({ isLate: false });
    expect(submitted('2026-12-16T00:00:00+07:00')).toMatchObject({ isLate: true });
  });

  it('with a stated time is good up to it, and with it unless the relation is BEFORE', () => {
    const at = { on: '2026-12-15', time: '17:00' };
    expect(lastGoodSecond(endOf({ ...at, relation: 'BEFORE' }, HCM))).toBe('2026-12-15T09:59:59.000Z');
    expect(lastGoodSecond(endOf({ ...at, relation: 'BY' }, HCM))).toBe('2026-12-15T10:00:00.000Z');
  });

  it.each([
    ['2026-12-14T16:59:58.000Z', false, 0],
    ['2026-12-14T16:59:59.999Z', false, 0],
    ['2026-12-14T17:00:00.000Z', true, 0],
    ['2026-12-14T17:00:00.999Z', true, 0],
    ['2026-12-14T17:00:01.000Z', true, 1],
    ['2026-12-15T17:00:00.000Z', true, 86_400],
  ])('judges %s: late %s by %i s', (instant, isLate, lateSeconds) => {
    expect(timelinessAt(instant, deadline, '2026-12-10')).toEqual({
      due: deadline,
      originalOn: '2026-12-10',
      isLate,
      lateSeconds,
    });
  });

  it('never lets a later instant be less late', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(200_000), (a, b) => {
        const at = (ms: number) => new Date(Date.parse('2026-12-14T16:58:20.000Z') + ms).toISOString();
        const [first, second] = [timelinessAt(at(a), deadline, ''), timelinessAt(at(a + b), deadline, '')];
        expect(Number(second.isLate)).toBeGreaterThanOrEqual(Number(first.isLate));
        expect(second.lateSeconds).toBeGreaterThanOrEqual(first.lateSeconds);
      }),
    );
  });

  it.each([
    [{ ...words, on: '2026-02-31' }, 'invalid-day'],
    [{ ...words, basis: { ref: '  ' } }, 'basis-missing'],
  ])('is refused when %j', (bad, code) => {
    expect(() => deadlineOn(bad, HCM)).toThrow(expect.objectContaining({ name: 'DomainError', code }));
  });
});
