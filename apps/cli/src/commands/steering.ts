import type { CampaignView } from '@dondoc/contracts/campaigns.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { readJsonFile } from '../input-files.ts';
import {
  basisOf,
  JSON_OPTION,
  withBasis,
  withExtension,
  type BasisOptions,
  type ExtensionOptions,
  type Json,
} from '../options.ts';
import { campaignPath, sendStep } from '../steps.ts';
import { deadlineTable } from './deadline-table.ts';

/** What an administrator does to a campaign. */
export function registerSteeringCommands(campaign: Command, context: CliContext): void {
  const send = (id: string, verb: string, body: unknown, json: true | undefined) =>
    sendStep(context, { path: `${campaignPath(id)}/${verb}`, body, done: verb, json });

  for (const [verb, says] of [
    ['launch', 'issue a drafted campaign: every addressed unit is assigned'],
    ['resume', 'let the clock of a paused campaign run again'],
  ] as const) {
    campaign
      .command(verb)
      .description(says)
      .argument('<campaign>')
      .option(...JSON_OPTION)
      .action((id: string, { json }: Json) => send(id, verb, {}, json));
  }

  for (const [verb, says] of [
    ['pause', 'stop the clock: no reminder, no escalation, no step'],
    ['close', 'end the campaign'],
    ['cancel', 'withdraw a campaign that has not opened'],
  ] as const) {
    campaign
      .command(verb)
      .description(says)
      .argument('<campaign>')
      .requiredOption('--reason <text>')
      .option(...JSON_OPTION)
      .action((id: string, { reason, json }: { reason: string } & Json) => send(id, verb, { reason }, json));
  }

  withExtension(campaign.command('extend').description('move a deadline for every unit'))
    .argument('<campaign>')
    .option(...JSON_OPTION)
    .action((id: string, { phase, to, reason, json, ...basis }: ExtensionOptions & Json) =>
      send(id, 'extend', { phase, to, reason, basis: basisOf(basis) }, json),
    );

  campaign
    .command('amend')
    .description(
      'add, change or rescind requirements from a day on; the file: { changes | requirements, effectiveOn, basis }',
    )
    .argument('<campaign>')
    .argument('<file>', 'JSON; - reads standard input')
    .option(...JSON_OPTION)
    .action(async (id: string, file: string, { json }: Json) =>
      send(id, 'amend', await readJsonFile(file), json),
    );

  withBasis(
    campaign
      .command('adopt-calendar')
      .description('take over a new version of the calendar; counted deadlines that are open move'),
  )
    .argument('<campaign>')
    .argument('<file>', 'JSON: a whole calendar, or { version, adopted }; - reads standard input')
    .option(...JSON_OPTION)
    .action(async (id: string, file: string, { json, ...basis }: BasisOptions & Json) => {
      const body = { calendar: await readJsonFile(file), basis: basisOf(basis) };
      await send(id, 'calendar', body, json);
      if (!json) context.output.line(deadlineTable(await context.api().get<CampaignView>(campaignPath(id))));
    });

  withBasis(campaign.command('add-unit').description('address one more unit after the launch'))
    .argument('<campaign>')
    .argument('<unit>', 'code or id')
    .option(...JSON_OPTION)
    .action((id: string, unit: string, { json, ...basis }: BasisOptions & Json) =>
      send(id, 'addressees', { unit, basis: basisOf(basis) }, json),
    );
}
