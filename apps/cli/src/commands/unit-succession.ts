import type { OpenItems, UnitView } from '@dondoc/contracts/succession.ts';
import { InvalidArgumentError, type Command } from 'commander';
import type { CliContext } from '../context.ts';
import { basisOf, JSON_OPTION, upperCase, withBasis, type BasisOptions, type Json } from '../options.ts';
import { segment, sendStep } from '../steps.ts';
import { table } from '../table.ts';

type Allotment = { item: string; to: string };
type Succeed = BasisOptions & { kind: string; on: string; into: string[]; give: Allotment[] } & Json;

const asOftenAsNeeded = (typed: string, before: readonly string[] = []) => [...before, typed];

/** `unit=item`, as often as there are items. */
function allotment(typed: string, before: readonly Allotment[]): Allotment[] {
  const at = typed.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write unit=item, such as "XA-01=finding/…" (see unit owes).');
  return [...before, { to: typed.slice(0, at), item: typed.slice(at + 1) }];
}

/** One unit, what it owes, and who goes on when it is no more. */
export function registerUnitSuccessionCommands(unit: Command, context: CliContext): void {
  const { api, output } = context;
  const path = (reference: string) => `/v1/units/${segment(reference)}`;

  unit
    .command('show')
    .description('one unit: since when, until when, who took its place')
    .argument('<unit>', 'code or id')
    .option(...JSON_OPTION)
    .action(async (reference: string, { json }: Json) => {
      const found = await api().get<UnitView>(path(reference));
      if (json) return output.json(found);
      const { code, name, status, validFrom, validTo, successors } = found;
      output.line(`${code}: ${name}`);
      output.line(`${status}, from ${validFrom}${validTo === null ? '' : `, to ${validTo}`}`);
      if (successors.length > 0) output.line(`succeeded by ${successors.map((one) => one.code).join(', ')}`);
    });

  unit
    .command('owes')
    .description('everything open with a unit, by the keys under which a succession gives it away')
    .argument('<unit>', 'code or id')
    .option(...JSON_OPTION)
    .action(async (reference: string, { json }: Json) => {
      const found = await api().get<OpenItems>(`${path(reference)}/open-items`);
      if (json) return output.json(found);
      const rows = found.items.map(({ key, name, since, dueOn }) => [
        key,
        name,
        since.slice(0, 10),
        dueOn ?? '',
      ]);
      output.line(table(['ITEM', 'WHAT', 'SINCE', 'DUE'], rows));
      output.line(`${rows.length} open items`);
    });

  withBasis(unit.command('succeed').description('others take the place of a unit, and what it owes with it'))
    .argument('<unit>', 'code or id of the unit that is no more')
    .requiredOption('--kind <kind>', 'MERGER, SPLIT or DISSOLUTION', upperCase)
    .requiredOption('--on <day>', 'the day it takes effect, YYYY-MM-DD')
    .requiredOption(
      '--into <unit>',
      'a successor; as often as there are; the first takes what comes later',
      asOftenAsNeeded,
    )
    .option('--give <unit=item>', 'which successor takes which item; every item of a split', allotment, [])
    .option(...JSON_OPTION)
    .action(async (reference: string, { kind, on, into, give, json, ...basis }: Succeed) => {
      const body = { kind, on, basis: basisOf(basis), successors: into, allocation: give };
      await sendStep(context, { path: `${path(reference)}/succeed`, body, done: 'succeeded', json });
    });
}
