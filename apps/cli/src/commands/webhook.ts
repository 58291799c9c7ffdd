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
import { segment } from '../steps.ts';
import { minuteOf, table } from '../table.ts';

const pathOf = (id: string) => `/v1/webhooks/${segment(id)}`;

/** `webhook`: where an inbox is mirrored to. */
export function registerWebhookCommands(program: Command, { api, output }: CliContext): void {
  const webhook = program
    .command('webhook')
    .description('have your notices posted to a program of yours, signed as Standard Webhooks says');
  webhook
    .command('add')
    .description('post every new notice to an address; shows the secret once')
    .argument('<url>')
    .option('--kind <kinds...>', 'only these kinds of notices, as the inbox names them')
    .option(...JSON_OPTION)
    .action(async (url: string, { kind, json }: { kind?: string[] } & Json) => {
      const added = await api().post<NewWebhook>('/v1/webhooks', { url, ...(kind && { kinds: kind }) });
      if (json) return output.json(added);
      output.line(`webhook ${added.id}`);
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
        each.url,
      ]);
      output.line(table(['WEBHOOK', 'STATE', 'ARRIVED (+07:00)', 'TROUBLE', 'KINDS', 'URL'], rows));
    });
  webhook
    .command('remove')
    .description('end a webhook and destroy its secret; what waits for it is given up')
    .argument('<webhook>')
    .action(async (id: string) => {
      await api().delete(pathOf(id));
      output.line('removed');
    });
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
    .option(...JSON_OPTION)
    .action(async (id: string, { json }: Json) => {
      const rotated = await api().post<NewWebhookSecret>(`${pathOf(id)}/rotate-secret`);
      if (json) return output.json(rotated);
      output.line(`The secret before it counts until ${minuteOf(rotated.previousUntil)} (+07:00).`);
      saySecret(rotated.secret);
    });
  webhook
    .command('enable')
    .description('deliver to a disabled webhook again, from the next notice on')
    .argument('<webhook>')
    .action(async (id: string) => {
      await api().post(`${pathOf(id)}/enable`);
      output.line('enabled');
    });

  function saySecret(secret: string): void {
    output.line(`secret  ${secret}`);
    output.note(
      'The secret is not shown again. Check each message with it: https://www.standardwebhooks.com',
    );
  }
}

function troubleOf({ state, disabledReason, failingSince, lastStatus }: Webhook): string {
  if (state === 'disabled') return disabledReason ?? '';
  if (failingSince === null) return '';
  const since = `since ${minuteOf(failingSince)}`;
  return lastStatus === null ? `no answer ${since}` : `answered ${lastStatus} ${since}`;
}
