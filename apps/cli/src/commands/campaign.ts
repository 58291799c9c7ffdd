import type { Command } from 'commander';
import { printJson, printLine } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { table } from '../table.ts';

type Deadline = {
  current: { on: string; basis: { ref: string } };
  original: { on: string };
  version: number;
};
type Campaign = {
  campaignId: string;
  title: string;
  status: string;
  paused: boolean;
  unitCount: number;
  deadlines: Record<string, Deadline>;
  progress?: { open: number; byStatus: Record<string, number>; overdue: Record<string, number> };
};
type Done = { version: number; position: number | null; duplicate: boolean };

const said = ({ position, duplicate }: Done) =>
  position === null
    ? 'nothing to do'
    : `recorded at position ${position}${duplicate ? ' (already before)' : ''}`;

export function registerCampaignCommands(program: Command, context: CliContext): void {
  const campaign = program.command('campaign').description('launch a directive and steer it');

  campaign
    .command('list')
    .option('--json')
    .action(async ({ json }: { json?: true }) => {
      const { items } = await context.api().get<{ items: Campaign[] }>('/v1/campaigns');
      if (json) return printJson(items);
      const rows = items.map((each) => [each.campaignId, each.status, String(each.unitCount), each.title]);
      printLine(table(['CAMPAIGN', 'STATUS', 'UNITS', 'TITLE'], rows));
    });

  campaign
    .command('status')
    .argument('<campaign>')
    .option('--as-of <when>', 'position or instant')
    .option('--json')
    .action(async (id: string, { asOf, json }: { asOf?: string; json?: true }) => {
      const found = await context.api().get<Campaign>(`/v1/campaigns/${id}`, { asOf });
      if (json) return printJson(found);
      printLine(statusText(found));
    });

  steer(campaign, context, 'launch', 'issue a drafted campaign: every addressed unit is assigned');
  steer(campaign, context, 'resume', 'let the clock of a paused campaign run again');
  for (const [verb, says] of [
    ['pause', 'stop the clock: no reminder, no escalation, no step'],
    ['close', 'end the campaign'],
    ['cancel', 'withdraw a campaign that has not opened'],
  ] as const) {
    steer(campaign, context, verb, says, (command) => command.requiredOption('--reason <text>'));
  }
  steer(campaign, context, 'extend', 'move a deadline for every unit', (command) =>
    command
      .requiredOption('--phase <phase>', 'ACKNOWLEDGE, REVIEW or PLAN')
      .requiredOption('--to <day>', 'the new last good day, YYYY-MM-DD')
      .requiredOption('--reason <text>')
      .requiredOption('--basis <document>', 'the document that moves it'),
  );
}

type Steering = { reason?: string; phase?: string; to?: string; basis?: string; json?: true };

/** One change of the campaign: its options are the body of the request. */
function steer(
  parent: Command,
  { api }: CliContext,
  verb: string,
  description: string,
  options: (command: Command) => Command = (command) => command,
): void {
  options(parent.command(verb).description(description).argument('<campaign>').option('--json')).action(
    async (id: string, { json, basis, phase, ...rest }: Steering) => {
      const done = await api().post<Done>(`/v1/campaigns/${id}/${verb}`, {
        ...rest,
        ...(phase === undefined ? {} : { phase: phase.toUpperCase() }),
        ...(basis === undefined ? {} : { basis: { ref: basis } }),
      });
      if (json) return printJson(done);
      printLine(`${verb}: ${said(done)}`);
    },
  );
}

function statusText({ title, status, paused, unitCount, deadlines, progress }: Campaign): string {
  const lines = [title, `${status}${paused ? ', paused' : ''}, ${unitCount} units`, ''];
  const rows = Object.entries(deadlines).map(([phase, { current, original, version }]) => [
    phase,
    current.on,
    version > 1 ? `moved from ${original.on}` : '',
    current.basis.ref,
  ]);
  lines.push(table(['PHASE', 'LAST GOOD DAY', '', 'BASIS'], rows));
  if (progress) {
    lines.push(
      '',
      table(
        ['STATE', 'UNITS'],
        Object.entries(progress.byStatus).map(([state, n]) => [state, String(n)]),
      ),
    );
    const overdue = Object.entries(progress.overdue).filter(([, count]) => count > 0);
    lines.push(
      '',
      overdue.length === 0 ? 'Nobody is overdue.' : `Overdue: ${overdue.map((o) => o.join(' ')).join(', ')}`,
    );
  }
  return lines.join('\n');
}
