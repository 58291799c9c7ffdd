import type { Finding, FindingRollUp, FindingRow } from '@dondoc/contracts/findings.ts';
import type { History } from '@dondoc/contracts/log.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, upperCase, type Json } from '../options.ts';
import { ownUnit } from '../own-unit.ts';
import { findingsPath, segment } from '../steps.ts';
import { findingText, findingTable, rollUpText } from './finding-text.ts';
import { historyTable } from './history-table.ts';

type AsOf = { asOf?: string } & Json;
type List = {
  unit?: string;
  theme?: string;
  status?: string;
  severity?: string;
  source?: string;
  open?: true;
  overdue?: true;
  sort?: string;
} & Json;

/** What can be read of findings. */
export function registerFindingCommands(finding: Command, { api, output }: CliContext): void {
  finding
    .command('list')
    .description('findings over all units; a unit sees its own')
    .option('--unit <unit>', 'code or id')
    .option('--theme <code>', 'one weakness')
    .option('--status <state>', 'OPEN, RESPONDED, … VERIFIED_CLOSED', upperCase)
    .option('--severity <severity>', 'HIGH, MEDIUM or LOW', upperCase)
    .option('--source <kind>', 'INSPECTION, STATE_AUDIT, …', upperCase)
    .option('--open', 'only those on which something is owed')
    .option('--overdue', 'only those past their day')
    .option(
      '--sort <column>',
      'unit, severity, status, due, amount, registeredOn, theme; -due turns it round',
    )
    .option(...JSON_OPTION)
    .action(async ({ json, open, overdue, ...query }: List) => {
      const asked = { ...query, open: open && 'true', overdue: overdue && 'true' };
      const found = await api().list<FindingRow>('/v1/findings', asked);
      if (json) return output.json(found);
      output.line(findingTable(found.items));
      output.line(found.items.length === 1 ? '1 finding' : `${found.items.length} findings`);
    });

  finding
    .command('show')
    .description('one finding: the quotation, where it comes from, where it stands')
    .argument('<no>', 'its number in the register, such as 7 or 7.2')
    .argument('[unit]', 'code or id; default: your own')
    .option('--as-of <when>', 'log position such as 1204, or instant such as 2026-03-31T17:00:00Z')
    .option(...JSON_OPTION)
    .action(async (no: string, unit: string | undefined, { asOf, json }: AsOf) => {
      const path = `${findingsPath(unit ?? (await ownUnit(api())))}/${segment(no)}`;
      const found = await api().get<Finding>(path, { asOf });
      if (json) return output.json(found);
      output.line(findingText(found));
    });

  finding
    .command('history')
    .description('every event of the register: position, when, by whom, leaf hash')
    .argument('[unit]', 'code or id; default: your own')
    .option('--as-of <when>', 'log position such as 1204, or instant such as 2026-03-31T17:00:00Z')
    .option(...JSON_OPTION)
    .action(async (unit: string | undefined, { asOf, json }: AsOf) => {
      const path = `${findingsPath(unit ?? (await ownUnit(api())))}/history`;
      const history = await api().get<History>(path, { asOf });
      if (json) return output.json(history);
      output.line(historyTable(history.items));
    });

  finding
    .command('roll-up')
    .description('the same weakness over many units, and what is open by age')
    .option(...JSON_OPTION)
    .action(async ({ json }: Json) => {
      const found = await api().view<FindingRollUp>('/v1/findings/roll-up');
      if (json) return output.json(found);
      output.line(rollUpText(found));
    });
}
