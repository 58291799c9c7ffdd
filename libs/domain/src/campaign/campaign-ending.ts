import { addDays } from '../calendar/day-arithmetic.ts';
import type { Instant } from '../calendar/day.ts';
import { startOfDay } from '../calendar/zoned-time.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import type { CampaignState } from './campaign-state.ts';
import { requireReason, requireRunning, requireStatus, type DataOf } from './campaign-step.ts';
import type { CampaignEvent } from './campaign.events.ts';

/** Opens the rating once the cut-off day is over, so that no score is made from half a day. Nothing when it is open. */
export function openRating(at: Instant, state: CampaignState): CampaignEvent[] {
  const campaign = requireStatus(state, 'REVIEWING', 'RATING', 'MONITORING');
  const { campaignId, status, cutOffOn, zone } = campaign;
  if (status !== 'REVIEWING') return [];
  requireRunning(campaign);
  const opensAt = startOfDay(addDays(cutOffOn, 1), zone);
  if (at < opensAt) {
    throw new DomainError(
      'cut-off-not-reached',
      `Events count to the end of ${cutOffOn}. Open the rating after it.`,
      {
        campaignId,
        cutOffOn,
        opensAt,
      },
    );
  }
  return [{ type: 'RatingOpened', data: { campaignId, cutOffOn } }];
}

/** Every unit has its score; what the plans promised is monitored from here. Nothing when it is so already. */
export function completeScoring(
  { scored, cutPosition }: DataOf<'CompleteScoring'>,
  state: CampaignState,
): CampaignEvent[] {
  const { campaignId, status, policy } = requireStatus(state, 'RATING', 'MONITORING');
  if (status === 'MONITORING') return [];
  refuseFaults(
    'scoring-invalid',
    'R-13',
    faultsOf([
      ['/scored', Number.isSafeInteger(scored) && scored >= 0, 'must be a count'],
      ['/cutPosition', Number.isSafeInteger(cutPosition) && cutPosition > 0, 'must be a position of the log'],
    ]),
  );
  return [
    { type: 'ScoringCompleted', data: { campaignId, policy, scored, cutPosition } },
    { type: 'MonitoringOpened', data: { campaignId } },
  ];
}

/** Ends the campaign. Before the monitoring it is the authority's early end, and the reason says why. */
export function closeCampaign({ reason }: DataOf<'CloseCampaign'>, state: CampaignState): CampaignEvent[] {
  const { campaignId, status } = requireStatus(state, 'REVIEWING', 'RATING', 'MONITORING', 'CLOSED');
  if (status === 'CLOSED') return [];
  requireReason(reason);
  return [{ type: 'CampaignClosed', data: { campaignId, reason } }];
}

/** Takes the campaign back before units work on it. Nothing when it was cancelled. */
export function cancelCampaign({ reason }: DataOf<'CancelCampaign'>, state: CampaignState): CampaignEvent[] {
  const { campaignId, status } = requireStatus(state, 'DRAFT', 'ISSUED', 'CANCELLED');
  if (status === 'CANCELLED') return [];
  requireReason(reason);
  return [{ type: 'CampaignCancelled', data: { campaignId, reason } }];
}
