import { setTimeout as delay } from 'node:timers/promises';
import { isMonitored } from '@dondoc/domain/assignment/monitoring/monitor-clock.ts';
import { isFinished } from '@dondoc/domain/assignment/assignment-state.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { campaignRoster, handleCampaignCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { CLOCK_ACTOR, type Clock } from './clock.ts';
import { openRatingCommandId } from './command-ids.ts';
import { loadAssignment, settleAssignment, type UnitSettled } from './settle-assignment.ts';
import { settleMonitoring } from './settle-monitoring.ts';
import { settlePetition, type PetitionSettled } from './settle-petition.ts';
import { settleCampaign, type CampaignSettled } from './settle-campaign.ts';

/**
 * Short looks and steps, run as local activities: at least once, milliseconds each, safe to repeat.
 * A DomainError ends the workflow that asked (it is never retried); anything else is retried.
 */
export function createProcessActivities(ports: { store: EventStore; now: Clock }) {
  const { store, now } = ports;
  return {
    settleAssignment: (ids: { campaignId: string; unitId: string }): Promise<UnitSettled> =>
      settleAssignment(ports, ids),

    settleMonitoring: (ids: { campaignId: string; unitId: string }): Promise<UnitSettled> =>
      settleMonitoring(ports, ids),

    settlePetition: (ids: { campaignId: string; subjectId: string }): Promise<PetitionSettled> =>
      settlePetition(ports, ids),

    settleCampaign: (ask: { campaignId: string; sweptUpTo: Instant | null }): Promise<CampaignSettled> =>
      settleCampaign(ports, ask),

    /**
     * Of the units at `offset` … `offset + limit - 1` of the roster, those whose cycle is not over (`unitIds`) and those whose
     * approved plan is under way (`monitored`: at a launch none, at a rebuild many); `more`: the roster goes on; `upTo`: head of
     * the log before.
     */
    async openUnits({ campaignId, offset, limit }: { campaignId: string; offset: number; limit: number }) {
      const upTo = await store.head();
      const roster = await campaignRoster(store, campaignId);
      const page = roster.slice(offset, offset + limit);
      const units = await Promise.all(
        page.map(async ({ unitId }) => ({
          unitId,
          ...(await loadAssignment(store, { campaignId, unitId })),
        })),
      );
      const unitIds = units.filter(({ state }) => !isFinished(state)).map(({ unitId }) => unitId);
      const monitored = units.filter(({ state }) => isMonitored(state)).map(({ unitId }) => unitId);
      return { unitIds, monitored, more: offset + limit < roster.length, upTo };
    },

    /** The cut-off day is over. A refusal says that somebody was faster or the campaign is paused: nothing to do. */
    async openRating({ campaignId }: { campaignId: string }): Promise<void> {
      try {
        await handleCampaignCommand(store, {
          campaignId,
          commandId: openRatingCommandId(campaignId),
          command: { type: 'OpenRating', at: await now(), actor: CLOCK_ACTOR, data: {} },
        });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    },

    /** Keeps the workflow task open, so that what arrives meanwhile is one task's news instead of a task each. */
    collect: ({ forMs }: { forMs: number }): Promise<void> => delay(forMs),
  };
}

export type ProcessActivities = ReturnType<typeof createProcessActivities>;
