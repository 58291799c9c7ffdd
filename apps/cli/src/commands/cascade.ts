import type { CommandAnswer } from '@dondoc/contracts/command.ts';
import type { CascadeList, RollUp } from '@dondoc/contracts/campaigns.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { basisOf, JSON_OPTION, withBasis, type BasisOptions, type Json } from '../options.ts';
import { campaignPath, recorded } from '../steps.ts';
import { table } from '../table.ts';

type Options = BasisOptions & {
  acknowledge: string;
  review: string;
  plan: string;
  cutOff?: string;
  unit?: string[];
  title?: string;
} & Json;

const collect = (typed: string, before: readonly string[] = []) => [...before, typed];

/** Passing the directive on to the units below, and seeing where those stand. */
export function registerCascadeCommands(campaign: Command, { api, output }: CliContext): void {
  withBasis(
    campaign
      .command('cascade')
      .description('launch the directive on to the units below yours, as a campaign of your own')
      .argument('<campaign>', 'that addresses your unit')
      .requiredOption('--acknowledge <day>', 'last good day, not after your own; also of the two others')
      .requiredOption('--review <day>')
      .requiredOption('--plan <day>'),
  )
    .option('--cut-off <day>', 'default: that of the campaign')
    .option('--unit <unit>', 'below yours, as often as needed; default: all directly below', collect)
    .option('--title <text>', 'default: that of the campaign')
    .option(...JSON_OPTION)
    .action(
      async (id: string, { acknowledge, review, plan, cutOff, unit, title, json, ...rest }: Options) => {
        const basis = basisOf(rest);
        const days = { ACKNOWLEDGE: acknowledge, REVIEW: review, PLAN: plan };
        const answer = await api().post<CommandAnswer & { campaignId: string }>(
          `${campaignPath(id)}/cascade`,
          {
            deadlines: Object.entries(days).map(([phase, on]) => ({ phase, on, basis })),
            ...(cutOff === undefined ? {} : { cutOffOn: cutOff }),
            ...(unit === undefined ? {} : { units: unit }),
            ...(title === undefined ? {} : { title }),
          },
        );
        if (json) return output.json(answer);
        output.line(`launched on: ${recorded(answer)}`);
        output.line(`campaign ${answer.campaignId}`);
        output.line(`next: npx dondoc campaign board ${answer.campaignId}`);
      },
    );

  campaign
    .command('cascades')
    .description('where the units below stand, for each unit that launched the directive on')
    .argument('<campaign>')
    .option(...JSON_OPTION)
    .action(async (id: string, { json }: Json) => {
      const found = await api().view<CascadeList>(`${campaignPath(id)}/cascades`);
      if (json) return output.json(found);
      output.line(cascadesText(found));
    });
}

function cascadesText({ items, rollUp }: CascadeList): string {
  if (items.length === 0) return 'No unit launched it on.';
  const rows = items.map(({ code, campaignId, status, unitCount, byStatus, overdue, unitName }) => [
    code,
    campaignId,
    status,
    String(unitCount),
    counted(byStatus),
    counted(overdue),
    unitName,
  ]);
  const header = ['UNIT', 'CAMPAIGN', 'STATUS', 'UNITS', 'BY STATE', 'OVERDUE', 'NAME'];
  return [table(header, rows), '', rollUpText(rollUp)].join('\n');
}

/** One line on all units below. */
export function rollUpText({ cascades, units, decided, byStatus, overdue }: RollUp): string {
  const launched = cascades === 1 ? '1 unit launched it on' : `${cascades} units launched it on`;
  const late = counted(overdue) || 'nobody';
  return `Below: ${launched} to ${units}, ${decided} decided (${counted(byStatus)}); overdue: ${late}`;
}

const counted = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map((entry) => entry.join(' '))
    .join(', ');
