import type { ImportFindingsAnswer } from '@dondoc/contracts/finding-import.ts';
import { InvalidArgumentError, type Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { readBytes, readJsonFile, readTextFile } from '../input-files.ts';
import { basisOf, JSON_OPTION, upperCase, withBasis, type BasisOptions, type Json } from '../options.ts';
import { findingsPath, segment, sendStep } from '../steps.ts';
import { importText } from './finding-text.ts';

const COLUMNS = `Columns, in any order, by these names or their Vietnamese headings:
  unit, source, conclusion_number, issuer, signed_on, item, text, severity   always
  position, amount, recommendation, required_action, due_on, due_basis,
  responsible, theme, repeats (number of an earlier finding of the unit)     as known
Days: 2026-12-31 or 31/12/2026. Amounts: whole đồng, with or without thousand dots.`;

type Split = { part: string[]; reason: string } & Json;
type Close = BasisOptions & { as: string; note: string; evidence: string[] } & Json;

const asOftenAsNeeded = (typed: string, before: readonly string[] = []) => [...before, typed];

function sha256(typed: string, before: readonly string[] = []): string[] {
  if (!/^[0-9a-f]{64}$/.test(typed)) throw new InvalidArgumentError('It must be 64 lower-case hex digits.');
  return [...before, typed];
}

/** What an administrator does about findings. */
export function registerFindingStepCommands(finding: Command, context: CliContext): void {
  const { api, output } = context;

  finding
    .command('import')
    .description('register findings from a CSV or XLSX list; the same list again changes nothing')
    .argument('<file>', '.csv or .xlsx; - reads CSV from standard input')
    .addHelpText('after', `\n${COLUMNS}`)
    .option('--dry-run', 'check only, write nothing')
    .option('--per-row', 'register the right lines also when others are wrong')
    .option(...JSON_OPTION)
    .action(async (file: string, { dryRun, perRow, json }: { dryRun?: true; perRow?: true } & Json) => {
      const list = /\.xlsx$/i.test(file)
        ? { xlsx: (await readBytes(file)).toString('base64') }
        : { csv: await readTextFile(file) };
      const answer = await api().post<ImportFindingsAnswer>('/v1/findings/import', {
        ...list,
        dryRun: dryRun ?? false,
        perRow: perRow ?? false,
      });
      if (json) output.json(answer);
      else output.line(importText(answer));
      // The report is the answer; a script sees by the exit code that lines were refused.
      if (answer.refused > 0 && !json) throw new CliError(2, `${answer.refused} lines are wrong.`);
    });

  finding
    .command('register')
    .description('register findings of one conclusion against a unit')
    .argument('<unit>', 'code or id')
    .argument('<file>', 'JSON: [{ item, text, severity, … }]; - reads standard input')
    .requiredOption('--conclusion <id>', 'from conclusion register')
    .option(...JSON_OPTION)
    .action(async (unit: string, file: string, { conclusion, json }: { conclusion: string } & Json) => {
      const body = { conclusionId: conclusion, findings: await readJsonFile(file) };
      await sendStep(context, { path: findingsPath(unit), body, done: 'registered', json });
    });

  finding
    .command('split')
    .description('split a compound finding; its parts are numbered under it')
    .argument('<unit>', 'code or id')
    .argument('<no>', 'number of the finding')
    .requiredOption('--part <text>', 'the words of one part; as often as there are parts', asOftenAsNeeded)
    .requiredOption('--reason <text>')
    .option(...JSON_OPTION)
    .action(async (unit: string, no: string, { part, reason, json }: Split) => {
      const body = { parts: part.map((text) => ({ text })), reason };
      await sendStep(context, {
        path: `${findingsPath(unit)}/${segment(no)}/split`,
        body,
        done: 'split',
        json,
      });
    });

  withBasis(
    finding
      .command('close')
      .description('close a finding for good')
      .argument('<unit>', 'code or id')
      .argument('<no>', 'number of the finding'),
  )
    .requiredOption(
      '--as <end>',
      'VERIFIED_CLOSED, ACCEPTED_NOT_REMEDIABLE or NO_LONGER_APPLICABLE',
      upperCase,
    )
    .option('--evidence <sha256>', 'of a document; as often as needed', sha256, [])
    .option('--note <text>', 'what was seen', '')
    .option(...JSON_OPTION)
    .action(async (unit: string, no: string, { as, note, evidence, json, ...basis }: Close) => {
      const body = { as, note, evidence, basis: basisOf(basis) };
      await sendStep(context, {
        path: `${findingsPath(unit)}/${segment(no)}/close`,
        body,
        done: 'closed',
        json,
      });
    });
}
