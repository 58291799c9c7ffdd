import { describe, expect, it } from '@jest/globals';
import { parseCalendar } from './parse-calendar.ts';
import { isWorkingDay } from './working-days.ts';

const adoption = {
  on: '2026-01-01',
  basis: 'Notice 1',
  off: [{ on: '2026-03-04', name: 'Ngày nghỉ' }],
  worked: ['2026-03-07'],
};
const file = {
  code: 'X',
  version: '1',
  zone: 'Asia/Ho_Chi_Minh',
  weekend: ['SAT', 'SUN'],
  adopted: [adoption],
};

describe('a calendar that a user brings', () => {
  it('is used as written', () => {
    const calendar = parseCalendar(file);
    expect(calendar).toEqual(file);
    expect(isWorkingDay(calendar, '2026-03-04')).toBe(false);
    expect(isWorkingDay(calendar, '2026-03-07')).toBe(true);
  });

  it('may have another weekend, or none', () => {
    expect(isWorkingDay(parseCalendar({ ...file, weekend: ['FRI'] }), '2026-03-06')).toBe(false);
    expect(isWorkingDay(parseCalendar({ ...file, weekend: [] }), '2026-03-08')).toBe(true);
  });

  it.each<[string, unknown]>([
    ['', null],
    ['', []],
    ['', 'VN'],
    ['/holidays', { ...file, holidays: [] }],
    ['/a~1b', { ...file, 'a/b': 1 }],
    ['/covers', { ...file, covers: { from: '2026-01-01', to: '2026-12-31' } }],
    ['/version', { ...file, version: 3 }],
    ['/zone', { ...file, zone: 'Asia/Saigonn' }],
    ['/adopted', { code: 'X', version: '1', zone: 'UTC', weekend: [] }],
    ['/weekend/1', { ...file, weekend: ['SAT', 'Sunday'] }],
    ['/weekend', { ...file, weekend: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] }],
    ['/adopted/0', { ...file, adopted: ['2026-01-01'] }],
    ['/adopted/0/on', { ...file, adopted: [{ ...adoption, on: '2026-02-31' }] }],
    ['/adopted/0/basis', { ...file, adopted: [{ ...adoption, basis: ' ' }] }],
    [
      '/adopted/1/off/0/on',
      { ...file, adopted: [adoption, { ...adoption, off: [{ on: '04/03/2026', name: 'x' }] }] },
    ],
    [
      '/adopted/0/off/0/note',
      { ...file, adopted: [{ ...adoption, off: [{ on: '2026-03-04', name: 'x', note: 1 }] }] },
    ],
    ['/adopted/0/worked/0', { ...file, adopted: [{ ...adoption, worked: ['2026-03-04'] }] }],
    ['/adopted/0/worked/0', { ...file, adopted: [{ ...adoption, worked: [20260304] }] }],
  ])('is refused with the pointer %j', (path, value) => {
    expect(() => parseCalendar(value)).toThrow(
      expect.objectContaining({ name: 'DomainError', details: expect.objectContaining({ path }) }),
    );
  });
});
