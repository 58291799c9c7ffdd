import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import { DEFAULT_CADENCE } from '@dondoc/domain/escalation/cadence.ts';
import { readLaunchFile } from './launch-file.ts';

const EXAMPLE = readFileSync('infra/local/example/launch.json', 'utf8');
const at = { today: '2026-12-25', calendar: calendarFor(NEWEST_CALENDAR) };
const example = () =>
  JSON.parse(EXAMPLE) as Record<string, unknown> & { deadlines: Record<string, unknown>[] };

const rung = (more: object) => ({ afterWorkingDays: 1, level: 'URGE', to: ['UNIT'], ...more });

describe('readLaunchFile', () => {
  it('turns working days from today into days of the calendar, past weekends and holidays', () => {
    const terms = readLaunchFile(EXAMPLE, at);
    expect(terms.deadlines.map(({ phase, on }) => [phase, on])).toEqual([
      ['ACKNOWLEDGE', '2026-12-30'],
      ['REVIEW', expect.stringMatching(/^2027-01-1[5-9]$/)],
      ['PLAN', expect.stringMatching(/^2027-02-/)],
    ]);
    expect(terms.cutOffOn > (terms.deadlines[2]?.on ?? '')).toBe(true);
    expect(terms).toMatchObject({ term: '2020-2025', reviewYear: 2023, monitoringYear: 2024 });
  });

  it('says how each day was counted, so that a later calendar can count it again', () => {
    expect(readLaunchFile(EXAMPLE, at).deadlines[1]).toMatchObject({
      phrase: 'trong 15 ngày làm việc',
      from: '2026-12-25',
    });
  });

  it('gives each deadline its basis, and every requirement of the letter its kind', () => {
    const { deadlines, requirementKinds, addressees } = readLaunchFile(EXAMPLE, at);
    expect(deadlines.map(({ basis }) => basis.ref)).toEqual(Array(3).fill('launch.json của ví dụ'));
    expect(requirementKinds).toEqual({ '1': 'TOPIC_REVIEW', '2': 'FINDINGS_LINKED', '3': 'PLAN_REQUIRED' });
    expect(addressees.categories).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('leaves the ladder to the default when it states none, and takes over each part that it states', () => {
    expect(readLaunchFile(EXAMPLE, at).cadence).toBeNull();
    const cadence = {
      reminders: { workingDaysBefore: [3, 0], channels: ['INBOX'] },
      rungs: [
        { afterWorkingDays: 1, level: 'MONITOR', to: ['SUPERIOR'] },
        { afterWorkingDays: 2, level: 'URGE', to: ['UNIT'], channels: ['INBOX', 'MAIL'] },
      ],
      quietHours: { from: '18:00', to: '07:00' },
      checkIns: null,
    };
    expect(readLaunchFile({ ...example(), cadence }, at).cadence).toEqual({
      ...DEFAULT_CADENCE,
      reminderOffsets: [-3, 0],
      reminderChannels: ['INBOX'],
      rungs: [
        { step: 1, level: 'MONITOR', afterWorkingDays: 1, to: ['SUPERIOR'] },
        { step: 2, level: 'URGE', afterWorkingDays: 2, to: ['UNIT'], channels: ['INBOX', 'MAIL'] },
      ],
      quietHours: { from: '18:00', to: '07:00', daysOff: true },
      checkIns: null,
    });
  });

  it.each([
    [
      'a channel nothing delivers by',
      { rungs: [rung({ channels: ['INBOX', 'FAX'] })] },
      '/cadence/rungs/0/channels/1',
    ],
    [
      'a rung on the due day',
      { rungs: [rung({ afterWorkingDays: 0 })] },
      '/cadence/rungs/0/afterWorkingDays',
    ],
    [
      'a rung before the one below it',
      { rungs: [rung({ afterWorkingDays: 5 }), rung({ afterWorkingDays: 3 })] },
      '/cadence/rungs/1/afterWorkingDays',
    ],
    ['a check of a unit nobody urged', { rungs: [rung({ level: 'CHECK' })] }, '/cadence/rungs/0/level'],
    ['a notice without its proof', { rungs: [rung({ channels: ['MAIL'] })] }, '/cadence/rungs/0/channels'],
    [
      'a reminder twice a morning',
      { reminders: { workingDaysBefore: [1, 1] } },
      '/cadence/reminders/workingDaysBefore',
    ],
    [
      'a reminder after the day',
      { reminders: { workingDaysBefore: [-1] } },
      '/cadence/reminders/workingDaysBefore/0',
    ],
    [
      'a delivery in the quiet',
      { deliverAt: '07:30', quietHours: { from: '18:00', to: '08:00' } },
      '/cadence/deliverAt',
    ],
  ])('refuses %s, by the place in the file', (_name, cadence, path) => {
    expect(() => readLaunchFile({ ...example(), cadence }, at)).toThrow(
      expect.objectContaining({
        code: 'launch-file-invalid',
        details: { errors: [expect.objectContaining({ path })] },
      }),
    );
  });

  it('may say how the year is rated, in the words of a draft; what it leaves out is the default of the release', () => {
    const rating = {
      ratingPolicy: 'VN-UNIT-366-335',
      personPolicy: 'TINH-NGUOI',
      lowerFirst: 'WARN',
      petitionWorkingDays: 10,
    };
    expect(readLaunchFile({ ...example(), ...rating }, at).rating).toEqual(rating);
    expect(readLaunchFile(EXAMPLE, at).rating).toEqual({});
  });

  it.each([
    ['days for a petition that are none', { ...example(), petitionWorkingDays: 0 }, '/petitionWorkingDays'],
    ['no JSON', '{', ''],
    ['an unknown field', { ...example(), deadline: 1 }, '/deadline'],
    ['a missing deadline', { ...example(), deadlines: example().deadlines.slice(1) }, '/deadlines'],
    [
      'a deadline without a basis',
      { ...example(), deadlines: example().deadlines.map((each) => ({ ...each, basis: undefined })) },
      '/deadlines/0/basis',
    ],
    [
      'deadlines out of order',
      { ...example(), deadlines: example().deadlines.map((each) => ({ ...each, workingDaysFromToday: 5 })) },
      '/deadlines',
    ],
  ])('refuses %s', (_name, json, path) => {
    expect(() => readLaunchFile(json, at)).toThrow(
      expect.objectContaining({
        code: 'launch-file-invalid',
        details: { errors: expect.arrayContaining([expect.objectContaining({ path })]) },
      }),
    );
  });
});
