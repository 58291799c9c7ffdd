import { relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Command } from 'commander';
import { type Checked, checkCase } from '../cases/answer-case.ts';
import { type CaseFile, findCases, readCases } from '../cases/read-cases.ts';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import type { Json } from '../options.ts';
import type { Output } from '../output.ts';
import { table } from '../table.ts';

/** `cases list`, `cases run` and `cases check`: the acceptance cases of the rules, and whatever cases an expert brings. No server. */
export function registerCaseCommands(program: Command, { output }: CliContext): void {
  const cases = program
    .command('cases')
    .description('cases of the rules with the answer they must get: those of this release, and your own');

  cases
    .command('list')
    .description('the acceptance cases of this release')
    .option('--json', 'print the cases themselves')
    .action(async ({ json }: Json) => {
      const all = await readCases();
      if (json) return output.json({ kind: 'cases/1', items: all.map(withoutFile) });
      output.line(
        table(
          ['case', 'title', 'file'],
          all.map(({ id, title, file }) => [id, title, relative(process.cwd(), file)]),
        ),
      );
    });

  cases
    .command('run')
    .description('answers one case in full: the result, why, the citations, and whether it is as expected')
    .argument('<case>', 'a number such as AC-18, or a file { id, title, input, expect }')
    .option('--json', 'print the answer as its own command would, in a list')
    .action(async (name: string, { json }: Json) => {
      const checked = (await findCases(name)).map(timed);
      const report = { kind: 'case-answers/1', items: checked.map(answered) };
      if (!json) for (const each of checked) describe(output, each);
      requireExpected(checked, report);
      if (json) output.json(report);
    });

  cases
    .command('check')
    .description('answers every case of a folder and says which is not as expected')
    .argument('[folder]', 'of cases, or one case file; without it: those of this release')
    .option('--json', 'print id, result and differences of each')
    .action(async (folder: string | undefined, { json }: Json) => {
      const checked = (await readCases(folder)).map(timed);
      const report = { kind: 'case-check/1', items: checked.map(summary) };
      if (!json) for (const line of overview(checked)) output.line(line);
      requireExpected(checked, report);
      if (json) output.json(report);
    });
}

type Each = Checked & { one: CaseFile; ms: number };

function timed(one: CaseFile): Each {
  const from = performance.now();
  const checked = checkCase(one);
  return { one, ...checked, ms: performance.now() - from };
}

const overview = (checked: readonly Each[]): string[] => [
  table(
    ['case', 'command', 'result', 'as expected', 'ms'],
    checked.map(({ one: { id }, command, result, differences, ms }) => [
      id,
      command,
      result,
      differences.length === 0 ? 'yes' : 'NO',
      ms.toFixed(1),
    ]),
  ),
  ...checked.flatMap(({ one, differences }) => differences.map((difference) => `${one.id}: ${difference}`)),
];

function describe(output: Output, { one, command, lines, differences }: Each): void {
  output.line(`${one.id}: ${one.title}`);
  output.line(`dondoc ${command}, input of ${relative(process.cwd(), one.file)}`);
  output.line();
  for (const line of lines) output.line(line);
  output.line();
  if (differences.length === 0) output.line('As expected.');
  for (const difference of differences) output.line(`Not as expected: ${difference}`);
  output.line();
}

const withoutFile = ({ id, title, input, expect }: CaseFile) => ({ id, title, input, expect });
const answered = ({ one: { id }, command, json, differences }: Each) => ({
  id,
  command,
  answer: json,
  differences,
});
const summary = ({ one: { id }, command, result, differences }: Each) => ({
  id,
  command,
  result,
  differences,
});

/** Throws, with the report for --json: what came out otherwise than expected ends the command with 1, like any check that fails. */
function requireExpected(checked: readonly Each[], report: unknown): void {
  const wrong = checked.filter(({ differences }) => differences.length > 0);
  if (wrong.length === 0) return;
  throw new CliError(1, `${wrong.length} of ${checked.length} cases are not as expected.`, report);
}
