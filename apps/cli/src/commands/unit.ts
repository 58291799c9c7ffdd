import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CliError, printJson, printLine } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { table } from '../table.ts';

type Unit = { code: string; name: string; kind: string; addresseeCategory: string; peerGroup: string };
type Imported = { registered: number; corrected: number; unchanged: number; total: number };

export function registerUnitCommands(program: Command, { api }: CliContext): void {
  const unit = program.command('unit').description('the bodies a directive can be addressed to');
  unit
    .command('list')
    .option('--category <letter>', 'addressee category')
    .option('--json')
    .action(async ({ category, json }: { category?: string; json?: true }) => {
      const items: Unit[] = [];
      for (let after: string | undefined; ;) {
        const page: { items: Unit[]; next: string | null } = await api().get('/v1/units', {
          category,
          after,
          limit: '500',
        });
        items.push(...page.items);
        if (page.next === null) break;
        after = page.next;
      }
      if (json) return printJson(items);
      const rows = items.map((each) => [
        each.code,
        each.addresseeCategory,
        each.kind,
        each.peerGroup,
        each.name,
      ]);
      printLine(table(['CODE', 'CAT', 'KIND', 'PEER GROUP', 'NAME'], rows));
      printLine(`${items.length} units`);
    });
  unit
    .command('import')
    .description('register or correct units from a CSV file')
    .argument('<file>')
    .option('--json')
    .action(async (file: string, { json }: { json?: true }) => {
      let csv: string;
      try {
        csv = readFileSync(file, 'utf8');
      } catch (error) {
        throw new CliError(
          2,
          `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      const imported = await api().post<Imported>('/v1/units/import', { csv });
      if (json) return printJson(imported);
      const { registered, corrected, unchanged, total } = imported;
      printLine(`${total} units: ${registered} new, ${corrected} corrected, ${unchanged} as they were`);
    });
}
