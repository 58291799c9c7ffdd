import type { CommandAnswer } from '@dondoc/contracts/command.ts';
import type { CliContext } from './context.ts';

/** A part of a path, as it was typed. */
export const segment = encodeURIComponent;
export const campaignPath = (campaign: string) => `/v1/campaigns/${segment(campaign)}`;
export const assignmentPath = (campaign: string, unit: string) =>
  `${campaignPath(campaign)}/assignments/${segment(unit)}`;

export const findingsPath = (unit: string) => `/v1/units/${segment(unit)}/findings`;

/** Sends one command and says where it was recorded. */
export async function sendStep(
  { api, output }: CliContext,
  { path, body, done, json }: { path: string; body?: unknown; done: string; json: true | undefined },
): Promise<void> {
  const answer = await api().post<CommandAnswer>(path, body);
  if (json) output.json(answer);
  else output.line(`${done}: ${recorded(answer)}`);
}

export const recorded = ({ position, duplicate }: CommandAnswer): string =>
  position === null
    ? 'nothing to do'
    : `recorded at position ${position}${duplicate ? ' (already before)' : ''}`;
