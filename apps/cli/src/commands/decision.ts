import { InvalidArgumentError, type Command } from 'commander';
import type { CliContext } from '../context.ts';
import {
  basisOf,
  JSON_OPTION,
  wholeNumber,
  withBasis,
  withExtension,
  type BasisOptions,
  type ExtensionOptions,
  type Json,
} from '../options.ts';
import { assignmentPath, sendStep } from '../steps.ts';

type Suggestion = BasisOptions & { text: string; position?: string; respondBy?: string } & Json;
type Reason = { item: string; text: string };

/** `item=text`, as often as there are reasons. */
function reason(typed: string, before: readonly Reason[] = []): Reason[] {
  const at = typed.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write item=text, such as "1=Nêu rõ số liệu".');
  return [...before, { item: typed.slice(0, at), text: typed.slice(at + 1) }];
}

/** What the committee decides about a unit's submissions and deadlines. */
export function registerDecisionCommands(assignment: Command, context: CliContext): void {
  const decision = (verb: string, says: string) =>
    assignment
      .command(verb)
      .description(says)
      .argument('<campaign>')
      .argument('<unit>', 'code or id')
      .option(...JSON_OPTION);
  const send = (
    campaign: string,
    unit: string,
    name: string,
    done: string,
    body: unknown,
    json: true | undefined,
  ) => sendStep(context, { path: `${assignmentPath(campaign, unit)}/${name}`, body, done, json });

  withBasis(decision('suggest', 'put a suggestion to this unit, to be answered with its review'))
    .requiredOption('--text <words>', 'what the unit is to answer')
    .option('--position <post>', 'the post it is put to; default: the collective')
    .option('--respond-by <day>', 'of a review that is in already: the last good day')
    .action((campaign: string, unit: string, { text, position, respondBy, json, ...basis }: Suggestion) => {
      const asked = { position: position ?? null, respondBy: respondBy ?? null };
      const body = { text, ...asked, basis: basisOf(basis) };
      return send(campaign, unit, 'suggestions', 'suggested', body, json);
    });

  decision('accept-review', 'accept one version of the self-review; the plan is next')
    .requiredOption('--version <n>', 'the version you read', wholeNumber)
    .action((campaign: string, unit: string, { version, json }: { version: number } & Json) =>
      send(campaign, unit, 'review/accept', 'accept-review', { version }, json),
    );
  decision('approve-plan', 'approve one version of the plan')
    .requiredOption('--version <n>', 'the version you read', wholeNumber)
    .option('--hash <sha256>', 'of the plan you read (action show); refused unless it is still that')
    .action((campaign: string, unit: string, { json, ...body }: { version: number; hash?: string } & Json) =>
      send(campaign, unit, 'plan/approve', 'approve-plan', body, json),
    );

  for (const [verb, name, says] of [
    ['return-review', 'review/return', 'send one version of the self-review back'],
    ['return-plan', 'plan/return', 'send one version of the plan back'],
  ] as const) {
    decision(verb, says)
      .requiredOption('--version <n>', 'the version you read', wholeNumber)
      .requiredOption('--reason <item=text>', 'what is to be put right; as often as needed', reason)
      .action(
        (
          campaign: string,
          unit: string,
          { version, reason: reasons, json }: { version: number; reason: Reason[] } & Json,
        ) => send(campaign, unit, name, verb, { version, reasons }, json),
      );
  }

  withExtension(decision('extend', 'give this unit more time')).action(
    (campaign: string, unit: string, { phase, to, reason: why, json, ...basis }: ExtensionOptions & Json) => {
      const body = { phase, to, reason: why, basis: basisOf(basis) };
      return send(campaign, unit, 'extend', 'extend', body, json);
    },
  );

  withBasis(decision('exempt', 'take the unit out of the campaign'))
    .requiredOption('--reason <text>')
    .action((campaign: string, unit: string, options: BasisOptions & { reason: string } & Json) => {
      const body = { reason: options.reason, basis: basisOf(options) };
      return send(campaign, unit, 'exempt', 'exempt', body, options.json);
    });
}
