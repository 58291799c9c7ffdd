import type { History } from '@dondoc/contracts/log.ts';
import type {
  NewWebhook,
  NewWebhookSecret,
  Webhook,
  WebhookList,
  WebhookTest,
} from '@dondoc/contracts/webhooks.ts';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { recorded, segment, sendStep } from '../steps.ts';
import { minuteOf, table } from '../table.ts';

const pathOf = (id: string) => `/v1/webhooks/${segment(id)}`;
const REASON = ['--reason <text>', 'why, for the record'] as const;
type Why = { reason: string } & Json;

/** `webhook`: where an inbox is mirrored to. */
export function registerWebhookCommands(program: Command, context: CliContext): void {
  const { api, output } = context;
  const webhook = program
    .command('webhook')
    .description('have your notices posted to a program of yours, signed as Standard Webhooks says');
  webhook
    .command('add')
    .description('post every new notice to an address; shows the secret once')
    .argument('<url>')
    .option('--kind <kinds...>', 'only these kinds of notices, as the inbox names them')
    .requiredOption(...REASON)
    .option(...JSON_OPTION)
    .action(async (url: string, { kind, reason, json }: { kind?: string[] } & Why) => {
      const body = { url, reason, ...(kind && { kinds: kind }) };
      const added = await api().post<NewWebhook>('/v1/webhooks', body);
      if (json) return output.json(added);
      output.line(`webhook ${added.webhookId}: ${recorded(added)}`);
      saySecret(added.secret);
    });
  webhook
    .command('list')
    .description('your webhooks, and how their receivers do')
    .option(...JSON_OPTION)
    .action(async ({ json }: Json) => {
      const list = await api().get<WebhookList>('/v1/webhooks');
      if (json) return output.json(list);
      const rows = list.items.map((each) => [
        each.id,
        each.state,
        each.lastSuccessAt === null ? '' : minuteOf(each.lastSuccessAt),
        troubleOf(each),
        each.kinds?.join(', ') ?? 'every kind',
        each.url ?? `${each.origin} (the rest is lost: change it)`,
      ]);
      output.line(table(['WEBHOOK', 'STATE', 'ARRIVED (+07:00)', 'TROUBLE', 'KINDS', 'URL'], rows));
    });
  webhook
    .command('history')
    .description('who added, changed, paused or removed one, when and why')
    .option('--unit <unit>', 'whose; for an administrator or auditor, who see those they share without it')
    .option(...JSON_OPTION)
    .action(async ({ unit, json }: { unit?: string } & Json) => {
      const items: History['items'][number][] = [];
      for await (const page of api().pages<History['items'][number]>('/v1/webhooks/history', { unit })) {
        items.push(...page.items);
      }
      if (json) return output.json({ items });
      const columns = ['POSITION', 'AT (+07:00)', 'BY', 'EVENT', 'WEBHOOK', 'RECEIVER', 'REASON'];
      output.line(table(columns, items.map(cells)));
    });
  webhook
    .command('change')
    .description('give it another address, other kinds of notices, or both')
    .argument('<webhook>')
    .option('--url <url>')
    .option('--kind <kinds...>', 'only these kinds of notices')
    .option('--every-kind', 'every kind of notice')
    .requiredOption(...REASON)
    .option(...JSON_OPTION)
    .action(
      async (
        id: string,
        { url, kind, everyKind, reason, json }: { url?: string; kind?: string[]; everyKind?: true } & Why,
      ) => {
        if (everyKind && kind) throw new CliError(2, 'Say --kind or --every-kind, not both.');
        const body = {
          reason,
          ...(url && { url }),
          ...(kind && { kinds: kind }),
          ...(everyKind && { kinds: null }),
        };
        await sendStep(context, { path: `${pathOf(id)}/change`, body, done: 'change', json });
      },
    );
  webhook
    .command('test')
    .description('post a signed test message now')
    .argument('<webhook>')
    .option(...JSON_OPTION)
    .action(async (id: string, { json }: Json) => {
      const test = await api().post<WebhookTest>(`${pathOf(id)}/test`);
      if (json) return output.json(test);
      if (!test.arrived) throw new CliError(2, `It did not arrive: ${test.reason}`);
      output.line(`arrived: answered ${test.status}`);
    });
  webhook
    .command('rotate')
    .description('make a new secret; the one before it counts for 24 hours more')
    .argument('<webhook>')
    .requiredOption(...REASON)
    .option(...JSON_OPTION)
    .action(async (id: string, { reason, json }: Why) => {
      const rotated = await api().post<NewWebhookSecret>(`${pathOf(id)}/rotate-secret`, { reason });
      if (json) return output.json(rotated);
      output.line(`rotate: ${recorded(rotated)}`);
      output.line(`The secret before it counts until ${minuteOf(rotated.previousUntil)} (+07:00).`);
      saySecret(rotated.secret);
    });
  const steps = [
    ['pause', 'deliver nothing to it until it is resumed; what waits is given up'],
    ['resume', 'deliver to a paused webhook again, from the next notice on'],
    ['remove', 'end a webhook and destroy its secret; what waits for it is given up'],
  ] as const;
  for (const [step, description] of steps) {
    webhook
      .command(step)
      .description(description)
      .argument('<webhook>')
      .requiredOption(...REASON)
      .option(...JSON_OPTION)
      .action((id: string, { reason, json }: Why) =>
        sendStep(context, { path: `${pathOf(id)}/${step}`, body: { reason }, done: step, json }),
      );
  }

  function saySecret(secret: string): void {
    output.line(`secret  ${secret}`);
    output.note(
      'The secret is not shown again. Check each message with it: https://www.standardwebhooks.com',
    );
  }
}

function troubleOf({ state, pausedReason, failingSince, lastStatus }: Webhook): string {
  if (state === 'paused') return pausedReason ?? '';
  if (failingSince === null) return '';
  const since = `since ${minuteOf(failingSince)}`;
  return lastStatus === null ? `no answer ${since}` : `answered ${lastStatus} ${since}`;
}

function cells({ position, at, by, actor, type, data }: History['items'][number]): string[] {
  const { webhookId, origin, reason } = data as { webhookId: string; origin?: string; reason: string | null };
  const who = by === undefined ? actor.role : `${by} (${actor.role})`;
  return [String(position), minuteOf(at), who, type, webhookId, origin ?? '', reason ?? '(destroyed)'];
}
