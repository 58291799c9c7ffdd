import { DomainError } from '../domain-error.ts';
import { isBlank } from '../text.ts';
import type { CampaignCommand } from './campaign.commands.ts';
import { unknownCampaign, type CampaignState, type LiveCampaign } from './campaign-state.ts';

/** One command's data by its name, for the files that decide it. */
export type DataOf<Type extends CampaignCommand['type']> = Extract<CampaignCommand, { type: Type }>['data'];
type Status = LiveCampaign['status'];

/** The campaign, if it stands in one of `possibleIn`; otherwise the refusal that tells the caller where it stands. */
export function requireStatus(state: CampaignState, ...possibleIn: readonly Status[]): LiveCampaign {
  if (state.status === 'NONE') throw unknownCampaign();
  if (possibleIn.includes(state.status)) return state;
  const details = { campaignId: state.campaignId, status: state.status, possibleIn };
  if (state.status === 'CLOSED') {
    throw new DomainError(
      'campaign-closed',
      'The campaign is closed. Nothing in it changes any more.',
      details,
    );
  }
  if (state.status === 'CANCELLED') {
    throw new DomainError('campaign-cancelled', 'The campaign was cancelled. Draft a new one.', details);
  }
  if (possibleIn.every((status) => status === 'DRAFT')) {
    throw new DomainError(
      'already-issued',
      'The campaign was issued before. What is sent out is changed by an amendment.',
      details,
    );
  }
  throw new DomainError(
    'wrong-step',
    `The campaign stands at ${state.status}. This is possible at ${possibleIn.join(', ')}.`,
    details,
  );
}

/** Throws 'campaign-paused': the clock stands still, so nothing that moves or counts time may happen. */
export function requireRunning(state: LiveCampaign): void {
  if (!state.paused) return;
  throw new DomainError('campaign-paused', 'The campaign is paused. Resume it first.', {
    campaignId: state.campaignId,
    pausedSince: state.pauses.at(-1)?.from,
  });
}

/** Throws 'reason-missing'. */
export function requireReason(reason: string): void {
  if (isBlank(reason))
    throw new DomainError('reason-missing', 'Give the reason: it goes on record.', { path: '/reason' });
}

/** Throws 'basis-missing': a date or a list without its source cannot be defended. */
export function requireBasis(basis: { ref: string }, path: string): void {
  if (!isBlank(basis.ref)) return;
  throw new DomainError(
    'basis-missing',
    'Name the basis: the document it comes from, or the reason it was chosen.',
    { path },
  );
}
