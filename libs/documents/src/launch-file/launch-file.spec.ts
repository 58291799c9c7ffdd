import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import { readLaunchFile } from './launch-file.ts';

const EXAMPLE = readFileSync('infra/local/example/launch.json', 'utf8');
const at = { today: '2026-12-25', calendar: calendarFor(NEWEST_CALENDAR) };
const example = () =>
  JSON.parse(EXAMPLE) as Record<string, unknown> & { deadlines: Record<string, unknown>[] };

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

  it.each([
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
