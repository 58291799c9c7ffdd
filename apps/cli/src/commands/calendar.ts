import { readFile } from 'node:fs/promises';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import type { Output } from '../output.ts';
import { countAnswer, deadlineAnswer } from './calendar-answer.ts';
import type { CalendarResult, CountOptions, DeadlineOptions } from './calendar-answer.ts';
import { describeCount, describeDeadline } from './calendar-text.ts';

type Shared = { json?: boolean; calendar?: string };

/** `calendar add-working-days` and `calendar deadline`: offline, the same answer on every machine and in every time zone. */
export function registerCalendarCommands(program: Command, { output }: CliContext): void {
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
  count.action((options: CountOptions & Shared) =>
    answer(options, (content) => countAnswer(content), output, describeCount),
  );
  deadline.action((options: DeadlineOptions & Shared) =>
    answer(options, (content) => deadlineAnswer(content), output, describeDeadline),
  );
}

async function answer<Options extends Shared>(
  options: Options,
  evaluate: (options: Omit<Options, 'calendar'> & { calendar?: unknown }) => CalendarResult,
  output: Output,
  describe: (result: CalendarResult) => string[],
): Promise<void> {
  const { calendar: file, ...rest } = options;
  const result = evaluate(file === undefined ? rest : { ...rest, calendar: await readCalendar(file) });
  if (options.json === true) output.json(result);
  else for (const line of describe(result)) output.line(line);
}

async function readCalendar(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError('unreadable-calendar', `${file} cannot be read as JSON: ${why}`, { path: '' });
  }
}
