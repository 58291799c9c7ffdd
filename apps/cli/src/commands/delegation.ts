import type { Delegation, DelegationAnswer } from '@dondoc/contracts/delegations.ts';
import type { CommandAnswer } from '@dondoc/contracts/command.ts';
import type { SessionView } from '@dondoc/contracts/session.ts';
import type { Command } from 'commander';
import type { z } from 'zod';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, upperCase, type Json } from '../options.ts';
import { recorded, segment } from '../steps.ts';
import { table } from '../table.ts';

type Grant = {
  to: string;
  for?: string;
  act?: string[];
  campaign?: string;
  from: string;
  until: string;
  absence?: true;
  basis?: string;
  reason: string;
} & Json;

const collect = (act: string, before: string[] | undefined) => [...(before ?? []), upperCase(act)];

/** Deputies: who stands in for whom. */
export function registerDelegationCommands(program: Command, { api, output }: CliContext): void {
  const delegation = program
    .command('delegation')
    .description('deputies and absences: who stands in for whom, in what, from when to when');

  delegation
    .command('grant')
    .description('name a deputy: for yourself, or as an administrator on a decision for another')
    .requiredOption('--to <login>', 'the deputy')
    .option('--for <login>', 'who is stood in for; default: you')
    .option(
      '--act <act>',
      'UNIT_STEPS, DECISIONS, STEERING, FINDINGS or RATING, as often as needed; default: all that can be',
      collect,
    )
    .option('--campaign <campaign>', 'only there; default: everywhere')
    .requiredOption('--from <day>', 'the first day, YYYY-MM-DD')
    .requiredOption('--until <day>', 'the last day on which it holds')
    .option('--absence', 'out of office meanwhile')
    .option('--basis <document>', 'the decision; needed for another')
    .requiredOption('--reason <text>')
    .option(...JSON_OPTION)
    .action(async ({ to, for: principal, act, campaign, basis, json, ...rest }: Grant) => {
      const granted = await api().post<z.infer<typeof DelegationAnswer>>('/v1/delegations', {
        ...rest,
        deputy: to,
        ...(principal && { principal }),
        ...(act && { acts: act }),
        ...(campaign && { campaignId: campaign }),
        ...(basis && { basis: { ref: basis } }),
      });
      if (json) return output.json(granted);
      output.line(`delegation ${granted.delegationId}: ${recorded(granted)}`);
      const name = principal ?? (await api().get<SessionView>('/v1/session')).login;
      output.line(`${to}, from ${rest.from} to ${rest.until}: add --on-behalf-of ${name} to a command`);
    });

  delegation
    .command('revoke')
    .description('end one: by whoever gave it, whoever has it, or an administrator')
    .argument('<delegation>')
    .requiredOption('--reason <text>')
    .option(...JSON_OPTION)
    .action(async (id: string, { reason, json }: { reason: string } & Json) => {
      const revoked = await api().post<CommandAnswer>(`/v1/delegations/${segment(id)}/revoke`, { reason });
      if (json) return output.json(revoked);
      output.line(`revoke: ${recorded(revoked)}`);
    });

  delegation
    .command('list')
    .description('the newest first; a unit sees what concerns its own accounts')
    .option('--holding', 'only those that hold today')
    .option(...JSON_OPTION)
    .action(async ({ holding, json }: { holding?: true } & Json) => {
      const found = await api().list<Delegation>('/v1/delegations');
      const items = holding ? found.items.filter(({ state }) => state === 'HOLDS') : found.items;
      if (json) return output.json({ ...found, items });
      output.line(
        table(
          ['DELEGATION', 'STATE', 'DEPUTY', 'FOR', 'ACTS', 'CAMPAIGN', 'FROM', 'UNTIL', 'BASIS'],
          items.map(cells),
        ),
      );
    });
}

const cells = (one: Delegation): string[] => [
  one.delegationId,
  `${one.state}${one.absence ? ', absent' : ''}`,
  one.deputy.login ?? '?',
  one.principal.login ?? '?',
  one.acts.join(', '),
  one.campaignId ?? 'every',
  one.from,
  one.until,
  one.basis?.ref ?? '',
];
