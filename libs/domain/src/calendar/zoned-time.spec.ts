import { describe, expect, it } from '@jest/globals';
import { dayOf, instantAt, localText, offsetText, parseInstant, startOfDay } from './zoned-time.ts';

const HCM = 'Asia/Ho_Chi_Minh';
const NEW_YORK = 'America/New_York';

describe('instants on local days', () => {
  it.each([
    ['2026-12-15', HCM, '2026-12-14T17:00:00.000Z'],
    ['2026-12-15', 'UTC', '2026-12-15T00:00:00.000Z'],
    ['2026-12-15', 'Asia/Kathmandu', '2026-12-14T18:15:00.000Z'],
    ['2026-03-08', NEW_YORK, '2026-03-08T05:00:00.000Z'],
    ['2026-03-09', NEW_YORK, '2026-03-09T04:00:00.000Z'],
    // Midnight did not exist: clocks went from 23:59:59 to 01:00.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // Midnight came twice in Havana's autumn; the day starts at the first.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
    // Samoa left this day out; it starts where the next one does.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s starts in %s at %s', (day, zone, instant) => {
    expect(startOfDay(day, zone)).toBe(instant);
  });

  it.each([
    [
      'a time that a clock change leaves out moves on by the gap',
      '2026-03-08',
      '02:30',
      '2026-03-08T07:30:00.000Z',
    ],
    ['a time that comes twice is its first coming', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['seconds may be given', '2026-07-01', '08:00:05', '2026-07-01T12:00:05.000Z'],
  ])('%s', (_title, day, time, instant) => {
    expect(instantAt(day, time, NEW_YORK)).toBe(instant);
  });

  it('reads the day and the text from the clock of the zone, not of the machine', () => {
    expect(dayOf('2026-12-14T16:59:59.999Z', HCM)).toBe('2026-12-14');
    expect(dayOf('2026-12-14T17:00:00.000Z', HCM)).toBe('2026-12-15');
    expect(localText('2026-12-14T16:59:59.999Z', HCM)).toBe('2026-12-14T23:59:59+07:00');
    expect(offsetText('2026-07-01T00:00:00.000Z', NEW_YORK)).toBe('-04:00');
    expect(offsetText('2026-07-01T00:00:00.000Z', 'Asia/Kathmandu')).toBe('+05:45');
  });

  it.each(['Asia/Saigonn', '', 'GMT+7', '../etc'])('refuses %j as a zone', (zone) => {
    expect(() => startOfDay('2026-01-01', zone)).toThrow(expect.objectContaining({ code: 'unknown-zone' }));
  });

  it.each(['24:00', '8:00', '08:60', '08:00Z', ''])('refuses %j as a time', (time) => {
    expect(() => instantAt('2026-01-01', time, HCM)).toThrow(
      expect.objectContaining({ code: 'invalid-time' }),
    );
  });
});

describe('RFC 3339 instants', () => {
  it.each([
    ['2026-12-14T23:59:58+07:00', '2026-12-14T16:59:58.000Z'],
    ['2026-12-14T23:59:58.5+07:00', '2026-12-14T16:59:58.500Z'],
    ['2026-12-14T16:59:58.123456Z', '2026-12-14T16:59:58.123Z'],
    ['2026-12-14t16:59:58z', '2026-12-14T16:59:58.000Z'],
    ['2026-12-14T12:00:00-05:30', '2026-12-14T17:30:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    '2026-12-14T23:59:58',
    '2026-12-14',
    '2026-02-31T00:00:00Z',
    '2026-12-14T24:00:00Z',
    '2026-12-14T23:60:00Z',
    '2026-12-14T23:59:60Z',
    '2026-12-14T23:59:58+7',
    '2026-12-14T23:59:58+24:00',
    ' 2026-12-14T23:59:58Z',
  ])('does not read %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
