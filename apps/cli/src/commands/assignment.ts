import type { AssignmentView } from '@dondoc/contracts/assignments.ts';
import type { BoardRow } from '@dondoc/contracts/campaigns.ts';
import type { History } from '@dondoc/contracts/log.ts';
import type { Command } from 'commander';
import type { Page } from '../api.ts';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { ownUnit } from '../own-unit.ts';
import { assignmentPath } from '../steps.ts';
import { assignmentText } from './assignment-text.ts';
import { boardTable } from './board-table.ts';
import { historyTable } from './history-table.ts';

type AsOf = { asOf?: string } & Json;

/** What can be read of one unit's way through a campaign. */
export function registerAssignmentCommands(assignment: Command, { api, output }: CliContext): void {
  assignment
    .command('list')
    .description('for a unit: everything it was assigned')
    .option(...JSON_OPTION)
    .action(async ({ json }: Json) => {
      const own = await api().view<Page<BoardRow>>('/v1/me/assignments');
      if (json) return output.json(own);
      output.line(boardTable(own.items, 'campaign'));
    });

  assignment
    .command('show')
    .description('where the unit stands, now or then')
    .argument('<campaign>')
    .argument('[unit]', 'code or id; default: your own')
    .option('--as-of <when>', 'log position such as 1204, or instant such as 2026-03-31T17:00:00Z')
    .option(...JSON_OPTION)
    .action(async (campaign: string, unit: string | undefined, { asOf, json }: AsOf) => {
      const path = assignmentPath(campaign, unit ?? (await ownUnit(api())));
      const found = await api().get<AssignmentView>(path, { asOf });
      if (json) return output.json(found);
      output.line(assignmentText(found));
    });

  assignment
    .command('history')
    .description('every event of the unit: position, when, by whom, leaf hash')
    .argument('<campaign>')
    .argument('[unit]', 'code or id; default: your own')
    .option('--as-of <when>', 'log position such as 1204, or instant such as 2026-03-31T17:00:00Z')
    .option(...JSON_OPTION)
    .action(async (campaign: string, unit: string | undefined, { asOf, json }: AsOf) => {
      const path = assignmentPath(campaign, unit ?? (await ownUnit(api())));
      const history = await api().get<History>(`${path}/history`, { asOf });
      if (json) return output.json(history);
      output.line(historyTable(history.items));
    });
}
