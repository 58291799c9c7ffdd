import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { countAnswer, deadlineAnswer } from './calendar-answer.ts';
import type { CalendarResult } from './calendar-answer.ts';

type Options = Record<string, string | number>;
type Case = {
  id: string;
  title: string;
  input: { command: 'add-working-days' | 'deadline'; options: Options; calendar?: unknown };
  expect: Partial<CalendarResult>;
};

const cases = new URL('../../../../test/fixtures/cases/calendar/', import.meta.url);
const dondoc = fileURLToPath(new URL('../../bin/dondoc.mjs', import.meta.url));
const files = mkdtempSync(join(tmpdir(), 'dondoc-calendar-'));
const run = promisify(execFile);
afterAll(() => rmSync(files, { recursive: true }));

function answer({ command, options, calendar }: Case['input']): CalendarResult {
  const texts = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
  const input = { ...texts, ...(calendar === undefined ? {} : { calendar }) };
  return command === 'deadline' ? deadlineAnswer(input) : countAnswer(input);
}

describe('calendar cases', () => {
  const all = readdirSync(cases).map((file): Case => JSON.parse(readFileSync(new URL(file, cases), 'utf8')));
  it.each(all.map((one) => [one.id, one.title, one] as const))(
    '%s: %s',
    (_id, _title, { input, expect: wanted }) => {
      const { skipped = [], ...rest } = wanted;
      const result = answer(input);
      expect(result).toMatchObject(rest);
      expect(result.skipped).toEqual(expect.arrayContaining([...skipped]));
    },
  );
});

const file = {
  code: 'X',
  version: '7',
  zone: 'America/New_York',
  weekend: ['SAT', 'SUN'],
  adopted: [{ on: '2026-02-01', basis: 'Notice', off: [{ on: '2026-03-09', name: 'Day' }], worked: [] }],
};

describe('an answer', () => {
  it('names the calendar and how far it was known', () => {
    expect(countAnswer({ from: '2026-01-01', days: '1' }).calendar).toEqual({
      code: 'VN',
      version: '2026-11',
      knownOn: '2026-11-23',
    });
    expect(countAnswer({ from: '2026-01-01', days: '1', knownOn: '2025-12-24' })).toMatchObject({
      on: '2026-01-02',
      calendar: { knownOn: '2025-12-24' },
    });
    expect(countAnswer({ from: '2026-01-01', days: '1' }).on).toBe('2026-01-05');
  });

  it('counts with a calendar of the user, in its zone, over a change of clocks', () => {
    const asked = { phrase: 'trong 01 ngày làm việc', from: '2026-03-07', calendar: file };
    expect(deadlineAnswer({ ...asked, at: '2026-03-11T03:59:59Z' })).toMatchObject({
      calendar: { code: 'X', version: '7', knownOn: '2026-02-01' },
      on: '2026-03-10',
      lastInstant: '2026-03-10T23:59:59-04:00',
      onTime: true,
      skipped: [{ on: '2026-03-08' }, { on: '2026-03-09', why: 'Day' }],
    });
    expect(deadlineAnswer({ ...asked, knownOn: '2026-01-31' }).on).toBe('2026-03-09');
    expect(deadlineAnswer({ ...asked, calendar: { ...file, adopted: [] } }).calendar.knownOn).toBeNull();
  });

  it('is late from midnight on, by 0 s at midnight itself', () => {
    const asked = { phrase: 'trước ngày 15/12/2026', from: '2026-11-23' };
    expect(deadlineAnswer({ ...asked, at: '2026-12-15T00:00:00+07:00' })).toMatchObject({
      onTime: false,
      lateSeconds: 0,
    });
    expect(deadlineAnswer({ ...asked, at: '2026-12-14T17:00:59.9Z' })).toMatchObject({
      onTime: false,
      lateSeconds: 59,
    });
  });

  it('takes the year of --from for a date without one, unless that is past', () => {
    expect(deadlineAnswer({ phrase: 'trước ngày 15/12', from: '2026-11-23' }).on).toBe('2026-12-14');
    expect(() => deadlineAnswer({ phrase: 'trước ngày 15/01', from: '2026-11-23' })).toThrow(
      'write the year',
    );
  });
});

describe('bad input', () => {
  const good = { from: '2026-02-11', days: '7' };
  it.each([
    ['/from', { days: '7' }],
    ['/from', { ...good, from: '2026-02-31' }],
    ['/from', { ...good, from: '11/02/2026' }],
    ['/days', { from: '2026-02-11' }],
    ['/days', { ...good, days: '0' }],
    ['/days', { ...good, days: '-3' }],
    ['/days', { ...good, days: '7.5' }],
    ['/days', { ...good, days: 'abc' }],
    ['/days', { ...good, days: '10001' }],
    ['/knownOn', { ...good, knownOn: 'yesterday' }],
    ['/zone', { ...good, calendar: { ...file, zone: 'Mars/Olympus' } }],
    ['/adopted/0/of', { ...good, calendar: { ...file, adopted: [{ ...file.adopted[0], of: [] }] } }],
  ])('is refused with the pointer %s', (path, options) => {
    expect(() => countAnswer(options)).toThrow(
      expect.objectContaining({ name: 'DomainError', details: expect.objectContaining({ path }) }),
    );
  });

  it.each([
    ['/phrase', { from: '2026-02-11' }],
    ['/phrase', { from: '2026-02-11', phrase: 'khi nào xong' }],
    ['/phrase', { from: '2026-02-11', phrase: 'trước ngày 31/02/2026' }],
    ['/phrase', { from: '2026-02-11', phrase: '00 ngày làm việc' }],
    ['/at', { from: '2026-02-11', phrase: 'trong 5 ngày', at: '2026-02-11T10:00:00' }],
  ])('of a deadline is refused with the pointer %s', (path, options) => {
    expect(() => deadlineAnswer(options)).toThrow(
      expect.objectContaining({ name: 'DomainError', details: expect.objectContaining({ path }) }),
    );
  });
});

async function typed(args: string[], zone = 'UTC') {
  try {
    const { stdout, stderr } = await run(process.execPath, [dondoc, 'calendar', ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: zone, LANG: 'C' },
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

describe('the command', () => {
  const deadline = [
    'deadline',
    '--phrase',
    'trong 5 ngày',
    '--from',
    '2026-11-23',
    '--at',
    '2026-12-01T00:00:01+07:00',
  ];

  it('prints the same bytes in every time zone, fields in the order of calendar-result/1', async () => {
    const [utc, west, east] = await Promise.all(
      ['UTC', 'America/New_York', 'Pacific/Kiritimati'].map((zone) => typed([...deadline, '--json'], zone)),
    );
    expect(utc).toMatchObject({ code: 0, stderr: '' });
    expect(Object.keys(JSON.parse(utc?.stdout ?? '{}'))).toEqual([
      'kind',
      'calendar',
      'on',
      'lastInstant',
      'relation',
      'rolledFrom',
      'onTime',
      'lateSeconds',
      'skipped',
    ]);
    expect([west?.stdout, east?.stdout]).toEqual([utc?.stdout, utc?.stdout]);
  }, 30_000);

  it('exits with 2 and names what is wrong, on stdout with --json and in one line on stderr', async () => {
    const broken = join(files, 'broken.json');
    writeFileSync(broken, '{ "code": ');
    const count = ['add-working-days', '--from', '2026-02-11', '--days'];
    const answers = await Promise.all([
      typed([...count, '0', '--json']),
      typed([...count, '7', '--calendar', broken, '--json']),
      typed([...count, '7', '--holidays', 'x', '--json']),
      typed([...count, '0']),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    expect(answers.map(({ stdout }) => (stdout === '' ? null : JSON.parse(stdout).error))).toEqual([
      { code: 'invalid-count', path: '/days', message: expect.any(String) },
      { code: 'unreadable-calendar', path: '', message: expect.any(String) },
      { code: 'usage', path: '', message: expect.stringContaining('--holidays') },
      null,
    ]);
    expect(answers[3]?.stderr).toBe('--days takes a whole number from 1 to 10000.\n');
  }, 30_000);

  it('reads a calendar file and says without --json what it found', async () => {
    const path = join(files, 'calendar.json');
    writeFileSync(path, JSON.stringify({ ...file, zone: 'Asia/Ho_Chi_Minh' }));
    const own = ['--calendar', path];
    const answered = await typed([...deadline.slice(0, 2), 'trong 2 ngày', '--from', '2026-03-05', ...own]);
    expect(answered.stdout.split('\n')).toEqual([
      'Last good moment: 2026-03-10T23:59:59+07:00',
      'Moved on from 2026-03-07, which is not worked.',
      '  not counted: cuối tuần, 2 days from 2026-03-07 to 2026-03-08',
      '  not counted: Day, 2026-03-09',
      'Calendar X 7, as known on 2026-02-01.',
      '',
    ]);
  }, 30_000);
});
