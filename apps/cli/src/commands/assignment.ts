import type { Command } from 'commander';
import { printJson, printLine } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { table } from '../table.ts';

type Assignment = {
  unitCode: string;
  status: string;
  version: number;
  deadlines: Record<string, { on: string } | null>;
  escalation: { level: string; step: number } | null;
};
type HistoryEntry = {
  position: number;
  version: number;
  at: string;
  type: string;
  actor: { role: string };
  leafHash: string;
};

export function registerAssignmentCommands(program: Command, { api }: CliContext): void {
  const assignment = program.command('assignment').description("one unit's way through a campaign");
  const path = (campaign: string, unit: string) =>
    `/v1/campaigns/${encodeURIComponent(campaign)}/assignments/${encodeURIComponent(unit)}`;

  assignment
    .command('show')
    .argument('<campaign>')
    .argument('<unit>', 'code or id')
    .option('--as-of <when>', 'position or instant')
    .option('--json')
    .action(async (campaign: string, unit: string, { asOf, json }: { asOf?: string; json?: true }) => {
      const found = await api().get<Assignment>(path(campaign, unit), { asOf });
      if (json) return printJson(found);
      printLine(`${found.unitCode}: ${found.status}, version ${found.version}`);
      for (const [phase, deadline] of Object.entries(found.deadlines)) {
        if (deadline) printLine(`  ${phase} until the end of ${deadline.on}`);
      }
      if (found.escalation) printLine(`  escalated: ${found.escalation.level} ${found.escalation.step}`);
    });

  assignment
    .command('history')
    .argument('<campaign>')
    .argument('<unit>', 'code or id')
    .option('--as-of <when>', 'position or instant')
    .option('--json')
    .action(async (campaign: string, unit: string, { asOf, json }: { asOf?: string; json?: true }) => {
      const { items } = await api().get<{ items: HistoryEntry[] }>(`${path(campaign, unit)}/history`, {
        asOf,
      });
      if (json) return printJson(items);
      const rows = items.map((each) => [
        String(each.position),
        String(each.version),
        each.at,
        each.actor.role,
        each.type,
        each.leafHash.slice(0, 12),
      ]);
      printLine(table(['POSITION', 'VERSION', 'AT', 'BY', 'EVENT', 'LEAF'], rows));
    });
}
