import type { Command } from 'commander';
import { ballot, type Ballot } from '../ballot.ts';
import type { CliContext } from '../context.ts';
import { readJsonFile } from '../input-files.ts';
import { JSON_OPTION, wholeNumber, type Json } from '../options.ts';
import { ownUnit } from '../own-unit.ts';
import { assignmentPath, sendStep } from '../steps.ts';

type Meeting = { heldOn: string; summoned: number; present: number; ballot?: Ballot[] } & Json;
type Step = { campaign: string; unit: string | undefined; name: string; body?: unknown };

/** What a unit does about its own assignment. */
export function registerUnitStepCommands(assignment: Command, context: CliContext): void {
  const send = async ({ campaign, unit, name, body }: Step, done: string, json: true | undefined) => {
    const path = `${assignmentPath(campaign, unit ?? (await ownUnit(context.api())))}/${name}`;
    await sendStep(context, { path, body, done, json });
  };

  assignment
    .command('acknowledge')
    .description('confirm that the unit has the directive')
    .argument('<campaign>')
    .argument('[unit]', 'default: your own')
    .option(...JSON_OPTION)
    .action((campaign: string, unit: string | undefined, { json }: Json) =>
      send({ campaign, unit, name: 'acknowledge' }, 'acknowledged', json),
    );

  assignment
    .command('acknowledge-amendment')
    .description('confirm that the unit has an amendment of the campaign, and those before it')
    .argument('<campaign>')
    .argument('<number>', 'from campaign amendments', wholeNumber)
    .argument('[unit]', 'default: your own')
    .option(...JSON_OPTION)
    .action((campaign: string, number: number, unit: string | undefined, { json }: Json) =>
      send({ campaign, unit, name: 'acknowledge-amendment', body: { number } }, 'acknowledged', json),
    );

  assignment
    .command('meeting')
    .description('record the meeting that reviewed the unit')
    .argument('<campaign>')
    .argument('[unit]', 'default: your own')
    .requiredOption('--held-on <day>', 'YYYY-MM-DD')
    .requiredOption('--summoned <n>', 'how many were summoned', wholeNumber)
    .requiredOption('--present <n>', 'how many came', wholeNumber)
    .option(
      '--ballot <tallies>',
      'a secret ballot, such as "EXCELLENT=9,GOOD=4,INVALID=2", of a post "Giám đốc: GOOD=11"; as often as held',
      ballot,
    )
    .option(...JSON_OPTION)
    .action((campaign: string, unit: string | undefined, { json, ballot: ballots = [], ...held }: Meeting) =>
      send({ campaign, unit, name: 'review-meeting', body: { ...held, ballots } }, 'meeting', json),
    );

  for (const [name, says] of [
    ['review', 'submit the self-review, again after a return'],
    ['plan', 'submit the plan, again after a return'],
  ] as const) {
    assignment
      .command(name)
      .description(`${says}; the file to fill in: assignment template ${name}`)
      .argument('<campaign>')
      .argument('<file>', 'JSON; - reads standard input')
      .argument('[unit]', 'default: your own')
      .option(...JSON_OPTION)
      .action(async (campaign: string, file: string, unit: string | undefined, { json }: Json) =>
        send({ campaign, unit, name, body: await readJsonFile(file) }, `${name} submitted`, json),
      );
  }

  assignment
    .command('amend-plan')
    .description('change the approved plan; its approval falls and it waits to be approved again')
    .argument('<campaign>')
    .argument('<file>', 'JSON, as for plan; - reads standard input')
    .argument('[unit]', 'default: your own')
    .requiredOption('--reason <text>')
    .option(...JSON_OPTION)
    .action(
      async (
        campaign: string,
        file: string,
        unit: string | undefined,
        { reason, json }: { reason: string } & Json,
      ) => {
        const plan = await readJsonFile(file);
        const body = typeof plan === 'object' ? { ...plan, reason } : plan;
        await send({ campaign, unit, name: 'plan/amend', body }, 'plan amended, approval void', json);
      },
    );
}
