import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { VN_2026_11 as calendar } from '../calendar/vn-calendar.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import { dayOf, instantAt, localText } from '../calendar/zoned-time.ts';
import { nextDigest, sendableAt } from './quiet-hours.ts';

const zone = 'Asia/Ho_Chi_Minh';
const setting = { calendar, zone };
const night = { from: '18:00', to: '08:00', daysOff: true };
const shown = (instant: string) => localText(instant, zone).slice(0, 16);
const sent = (day: string, time: string, quiet = night) =>
  shown(sendableAt(instantAt(day, time, zone), quiet, setting));

describe('Quiet hours', () => {
  it.each([
    ['2026-12-14', '08:00', '2026-12-14T08:00'],
    ['2026-12-14', '17:59', '2026-12-14T17:59'],
    ['2026-12-14', '18:00', '2026-12-15T08:00'],
    ['2026-12-15', '03:00', '2026-12-15T08:00'],
    // Friday evening and a Sunday noon: Monday. The eve of Tết: after it.
    ['2026-12-11', '19:00', '2026-12-14T08:00'],
    ['2026-12-13', '12:00', '2026-12-14T08:00'],
    ['2026-02-13', '18:30', '2026-02-23T08:00'],
  ])('what is to go out on %s at %s goes out at %s', (day, time, expected) => {
    expect(sent(day, time)).toBe(expected);
  });

  it('may lie within the day, and may leave days off alone', () => {
    const noon = { from: '11:30', to: '13:30', daysOff: false };
    expect(sent('2026-12-13', '12:00', noon)).toBe('2026-12-13T13:30');
    expect(sent('2026-12-13', '10:00', noon)).toBe('2026-12-13T10:00');
  });

  it('never send earlier, never in the quiet, and waiting for the end changes nothing more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 24 * 60 }), (minutes) => {
        const instant = new Date(Date.parse('2026-01-01T00:00:00.000Z') + minutes * 60_000).toISOString();
        const at = sendableAt(instant, night, setting);
        expect(at >= instant && isWorkingDay(calendar, dayOf(at, zone))).toBe(true);
        expect(sendableAt(at, night, setting)).toBe(at);
      }),
    );
  });

  it('do not stop where the calendar ends', () => {
    expect(sent('2035-06-02', '12:00')).toBe('2035-06-04T08:00');
  });

  it('and a digest comes once a working day', () => {
    const next = (day: string, time: string) =>
      shown(nextDigest(instantAt(day, time, zone), '16:30', setting));
    expect(next('2026-12-11', '16:29')).toBe('2026-12-11T16:30');
    expect(next('2026-12-11', '16:30')).toBe('2026-12-14T16:30');
  });
});
