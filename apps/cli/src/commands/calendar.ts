import { readFile } from 'node:fs/promises';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Command } from 'commander';
import { CliError, printJson, printLine } from '../cli-error.ts';
import { countAnswer, deadlineAnswer } from './calendar-answer.ts';
import type { CalendarResult, CountOptions, DeadlineOptions } from './calendar-answer.ts';

type Shared = { json?: boolean; calendar?: string };

/** `calendar add-working-days` and `calendar deadline`: offline, the same answer on every machine and in every time zone. */
export function registerCalendarCommands(program: Command): void {
  const calendar = program
    .command('calendar')
    .description('count working days and read deadlines, without a server');
  const count = calendar
    .command('add-working-days')
    .description('the day reached after N working days; counting starts on the day after --from')
    .option('--from <day>', 'YYYY-MM-DD')
    .option('--days <n>', 'working days to count');
  const deadline = calendar
    .command('deadline')
    .description('the last good moment of a deadline phrase')
    .option('--phrase <words>', 'such as "trước ngày 15/12/2026" or "07 ngày làm việc kể từ ngày nhận"')
    .option('--from <day>', 'the day of receipt, YYYY-MM-DD')
    .option('--at <instant>', 'judge this instant, RFC 3339 with offset');
  for (const command of [count, deadline]) {
    command
      .option('--known-on <day>', 'use the calendar as it had been adopted by that day')
      .option('--calendar <file>', 'a calendar of your own, as JSON')
      .option('--json', 'print calendar-result/1');
  }
  for (const command of [calendar, count, deadline]) {
    // A slip in the options is bad input like any other: exit code 2, and said once.
    command.configureOutput({ outputError: () => {} }).exitOverride(({ exitCode, message }) => {
      if (exitCode !== 0) throw refused(new DomainError('usage', message.replace(/^error: /, '')));
    });
  }
  count.action((options: CountOptions & Shared) =>
    answer(options, (content) => countAnswer(content), printCount),
  );
  deadline.action((options: DeadlineOptions & Shared) =>
    answer(options, (content) => deadlineAnswer(content), printDeadline),
  );
}

async function answer<Options extends Shared>(
  options: Options,
  evaluate: (options: Omit<Options, 'calendar'> & { calendar?: unknown }) => CalendarResult,
  print: (result: CalendarResult) => void,
): Promise<void> {
  try {
    const { calendar: file, ...rest } = options;
    const result = evaluate(file === undefined ? rest : { ...rest, calendar: await readCalendar(file) });
    if (options.json === true) printJson(result);
    else print(result);
  } catch (error) {
    if (error instanceof DomainError) throw refused(error);
    throw error;
  }
}

async function readCalendar(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError('unreadable-calendar', `${file} cannot be read as JSON: ${why}`, { path: '' });
  }
}

function refused({ code, message, details }: DomainError): CliError {
  const path = typeof details.path === 'string' ? details.path : '';
  return new CliError(2, message, { error: { code, path, message } });
}

function printCount(result: CalendarResult): void {
  printLine(result.on);
  printSkipped(result);
}

function printDeadline(result: CalendarResult): void {
  printLine(`Last good moment: ${result.lastInstant}`);
  if (result.rolledFrom !== null) printLine(`Moved on from ${result.rolledFrom}, which is not worked.`);
  if (result.onTime === true) printLine('On time.');
  if (result.onTime === false) printLine(`Late by ${result.lateSeconds} s.`);
  printSkipped(result);
}

/** One line a reason: `not counted: Tết, 6 days from 2026-02-15 to 2026-02-20`. */
function printSkipped({ skipped, calendar }: CalendarResult): void {
  const days = new Map<string, string[]>();
  for (const { on, why } of skipped) days.set(why, [...(days.get(why) ?? []), on]);
  for (const [why, all] of days) {
    const [first = ''] = all;
    const span = all.length === 1 ? first : `${all.length} days from ${first} to ${all.at(-1)}`;
    printLine(`  not counted: ${why}, ${span}`);
  }
  printLine(
    `Calendar ${calendar.code} ${calendar.version}, as known on ${calendar.knownOn ?? 'its first day'}.`,
  );
}
