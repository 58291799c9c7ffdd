import { setTimeout as delay } from 'node:timers/promises';
import type { BulkAnswer, BulkPreview, BulkView } from '@dondoc/contracts/bulk.ts';
import type { CommandAnswer } from '@dondoc/contracts/command.ts';
import { InvalidArgumentError, type Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { basisOf, JSON_OPTION, upperCase, type BasisOptions, type Json } from '../options.ts';
import { campaignPath, segment } from '../steps.ts';
import { table } from '../table.ts';

const LOOK_AGAIN_MS = 300;
const KEYS = ['status', 'category', 'peerGroup', 'overdue', 'unit', 'all'] as const;
type Filter = { status?: string; category?: string; peerGroup?: string; overdue?: boolean; units?: string[] };
type Options = Partial<BasisOptions> & {
  filter: Filter;
  reason: string;
  phase?: string;
  to?: string;
  dryRun?: true;
  wait: boolean;
} & Json;

/** `key=value`, all of which must hold; `unit` as often as there are units. */
function filterOf(typed: string, before: Filter = {}): Filter {
  const [key = '', value = ''] = typed.split(/=(.*)/s);
  if (key === 'all') return before;
  if (key === 'overdue') return { ...before, overdue: value !== 'false' };
  if (value === '' || !KEYS.some((known) => known === key)) {
    throw new InvalidArgumentError(`Write one of ${KEYS.join(', ')} as key=value, such as status=ASSIGNED.`);
  }
  if (key === 'unit') return { ...before, units: [...(before.units ?? []), value] };
  return { ...before, [key]: key === 'status' ? value.toUpperCase() : value };
}

function operationOf(kind: string, { phase, to, basis, basisText }: Options) {
  const named =
    basis === undefined ? undefined : basisOf({ basis, ...(basisText === undefined ? {} : { basisText }) });
  switch (kind) {
    case 'remind':
    case 'accept-review':
    case 'approve-plan':
      return { kind: kind.toUpperCase().replace('-', '_') };
    case 'exempt':
      if (named === undefined) throw new CliError(2, 'exempt needs --basis.');
      return { kind: 'EXEMPT', basis: named };
    case 'extend':
      if (phase === undefined || to === undefined || named === undefined)
        throw new CliError(2, 'extend needs --phase, --to and --basis.');
      return { kind: 'EXTEND', phase, to, basis: named };
    default:
      throw new CliError(2, 'The operation is remind, extend, exempt, accept-review or approve-plan.');
  }
}

/** One step for many units: looked at first with --dry-run, ordered once, carried out by the worker. */
export function registerBulkCommands(campaign: Command, { api, output }: CliContext): void {
  const batchPath = (id: string, batch: string) => `${campaignPath(id)}/bulk/${segment(batch)}`;
  const show = async (id: string, batch: string, wait: boolean): Promise<BulkView> => {
    for (;;) {
      const view = await api().get<BulkView>(batchPath(id, batch));
      output.progress(`${view.total - view.pending} of ${view.total}`);
      if (view.pending === 0 || !wait) return view;
      await delay(LOOK_AGAIN_MS);
    }
  };
  const report = (view: BulkView, json: true | undefined) => {
    if (json) return output.json(view);
    output.line(itemsTable(view.items));
    output.line(`batch ${view.batchId}, attempt ${view.attempt}: ${countsOf(view)}`);
    if (view.refused > 0) throw new CliError(2, `${view.refused} refused; see campaign bulk-retry.`);
  };

  campaign
    .command('bulk')
    .description('remind, extend, exempt, accept-review or approve-plan for every unit that matches')
    .argument('<campaign>')
    .argument('<operation>', 'remind, extend, exempt, accept-review or approve-plan')
    .requiredOption('--filter <key=value>', `${KEYS.join(', ')}; as often as needed, all must hold`, filterOf)
    .requiredOption('--reason <text>', 'one reason for all of them; it goes on record')
    .option('--phase <phase>', 'extend: ACKNOWLEDGE, REVIEW or PLAN', upperCase)
    .option('--to <day>', 'extend: the new last good day')
    .option('--basis <document>', 'extend, exempt: the document it rests on')
    .option('--basis-text <words>', 'the place in it, or its words')
    .option('--dry-run', 'say who is meant, what would happen and who would be refused; write nothing')
    .option('--no-wait', 'do not wait for the results')
    .option(...JSON_OPTION)
    .action(async (id: string, kind: string, options: Options) => {
      const { filter, reason, dryRun, wait, json } = options;
      const body = { operation: operationOf(kind, options), filter, reason };
      if (dryRun) {
        const preview = await api().post<BulkPreview>(`${campaignPath(id)}/bulk/preview`, body);
        if (json) return output.json(preview);
        output.line(itemsTable(preview.items));
        return output.line(`dry run, nothing written: ${countsOf(preview)}`);
      }
      const { batchId } = await api().post<BulkAnswer>(`${campaignPath(id)}/bulk`, body);
      report(await show(id, batchId, wait), json);
    });

  campaign
    .command('bulk-status')
    .description('how far a batch is, and what came of each unit')
    .argument('<campaign>')
    .argument('<batch>')
    .option(...JSON_OPTION)
    .action(async (id: string, batch: string, { json }: Json) => report(await show(id, batch, false), json));

  campaign
    .command('bulk-retry')
    .description('try once more what a batch was refused')
    .argument('<campaign>')
    .argument('<batch>')
    .option('--no-wait', 'do not wait for the results')
    .option(...JSON_OPTION)
    .action(async (id: string, batch: string, { wait, json }: { wait: boolean } & Json) => {
      await api().post<CommandAnswer>(`${batchPath(id, batch)}/retry`, {});
      report(await show(id, batch, wait), json);
    });
}

type Counts = { total: number; done: number; nothing: number; refused: number; pending?: number };

const countsOf = ({ total, done, nothing, refused, pending = 0 }: Counts): string =>
  `${total} units: ${done} done, ${nothing} as they were, ${refused} refused` +
  (pending > 0 ? `, ${pending} to go` : '');

const itemsTable = (items: BulkView['items']): string =>
  table(
    ['UNIT', 'OUTCOME', 'VERSION', 'WHY'],
    items.map(({ code, outcome, version, refusal }) => [
      code,
      outcome,
      version === null ? '' : String(version),
      refusal === null ? '' : `[${refusal.code}] ${refusal.message}`,
    ]),
  );
