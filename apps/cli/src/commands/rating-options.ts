import type { RatingsWritten } from '@dondoc/contracts/ratings.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { campaignPath, segment } from '../steps.ts';

export const withCampaign = (command: Command): Command => command.requiredOption('--campaign <id>');
export const withUnit = (command: Command): Command =>
  withCampaign(command).requiredOption('--unit <unit>', 'code or id; a post as CODE/title');
export const withDecision = (command: Command): Command =>
  command
    .requiredOption('--decision <no>', 'number of the decision, such as "12-QĐ/TU"')
    .requiredOption('--on <day>', 'the day of the decision, YYYY-MM-DD');

export type OfCampaign = { campaign: string };
export type OfUnit = OfCampaign & { unit: string };
export type Decision = { decision: string; on: string };

export const ratingsPath = (campaign: string) => `${campaignPath(campaign)}/ratings`;
export const ratingPath = ({ campaign, unit }: OfUnit) => `${ratingsPath(campaign)}/${segment(unit)}`;

/** Sends a step for many and says what came of it. */
export async function sendForMany(
  { api, output }: CliContext,
  { path, body, done, json }: { path: string; body?: unknown; done: string; json: true | undefined },
): Promise<void> {
  const answer = await api().post<RatingsWritten>(path, body);
  if (json) return output.json(answer);
  const { written, unchanged, refused, undecidedBelow, position } = answer;
  const at = position === null ? '' : `, recorded to position ${position}`;
  output.line(`${done}: ${written} written, ${unchanged} unchanged, ${refused.length} refused${at}`);
  for (const { subject, units } of undecidedBelow)
    output.line(`  ${subject}: decided before ${units.join(', ')}, which stand below it (R-22)`);
  for (const { subject, code, message } of refused) output.line(`  ${subject}: ${message} [${code}]`);
}
