import type { ImportUnitsAnswer, UnitRow } from '@dondoc/contracts/units.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { readTextFile } from '../input-files.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { table } from '../table.ts';
import { registerUnitSuccessionCommands } from './unit-succession.ts';

type List = { category?: string; search?: string } & Json;

export function registerUnitCommands(program: Command, context: CliContext): void {
  const { api, output } = context;
  const unit = program.command('unit').description('the bodies a directive can be addressed to');
  unit
    .command('list')
    .description('the directory of units')
    .option('--category <letter>', 'addressee category')
    .option('--search <text>', 'part of a code or a name')
    .option(...JSON_OPTION)
    .action(async ({ category, search, json }: List) => {
      const units = await api().list<UnitRow>('/v1/units', { category, q: search });
      if (json) return output.json(units);
      const rows = units.items.map((each) => [
        each.code,
        each.addresseeCategory,
        each.kind,
        each.peerGroup,
        each.name,
      ]);
      output.line(table(['CODE', 'CAT', 'KIND', 'PEER GROUP', 'NAME'], rows));
      output.line(`${rows.length} units`);
    });
  unit
    .command('import')
    .description('register or correct units from a CSV file; the same file again changes nothing')
    .argument('<file>', '- reads standard input')
    .option(...JSON_OPTION)
    .action(async (file: string, { json }: Json) => {
      const imported = await api().post<ImportUnitsAnswer>('/v1/units/import', {
        csv: await readTextFile(file),
      });
      if (json) return output.json(imported);
      const { registered, corrected, unchanged, total } = imported;
      output.line(`${total} units: ${registered} new, ${corrected} corrected, ${unchanged} as they were`);
    });
  registerUnitSuccessionCommands(unit, context);
}
