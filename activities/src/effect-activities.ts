import { dueReminders } from '@dondoc/domain/assignment/assignment-clock.ts';
import { isMonitored } from '@dondoc/domain/assignment/monitoring/monitor-clock.ts';
import { isFinished } from '@dondoc/domain/assignment/assignment-state.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import {
  assignmentContext,
  campaignRoster,
  handleCampaignCommand,
} from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { CLOCK_ACTOR, type Clock } from './clock.ts';
import { completeScoringCommandId, remindCommandId } from './command-ids.ts';
import { decideInBulk } from './decide-in-bulk.ts';
import { ratePage } from './rate-units.ts';
import { ratingCut, scorePage } from './score-units.ts';
import { loadAssignment } from './settle-assignment.ts';

/** Units read, decided and written together. */
const BATCH = 250;
/** Units an activity does before it reports back: 50,000 units are three calls, and none runs into its time limit. */
const UNITS_PER_CALL = 20_000;

/** Units of a campaign that may have a reminder due at `at`, in the order of their ids; superfluous ones do no harm. */
export type UnitsDue = (query: {
  campaignId: string;
  at: Instant;
  after: string | null;
  limit: number;
}) => Promise<readonly string[]>;

export type EffectPorts = {
  store: EventStore;
  now: Clock;
  unitsDue: UnitsDue;
  /** Signal one unit's workflows; one that does not run is no fault. */
  wakeUnit: (unit: { campaignId: string; unitId: string; position: Position }) => Promise<void>;
  wakeMonitor: EffectPorts['wakeUnit'];
  /** Tells Temporal that the work goes on; throws when it was cancelled. */
  heartbeat: () => void;
};

/** Set-wise work over the units of a campaign. Every call may be repeated: what was done is seen in the log. */
export function createEffectActivities({
  store,
  now,
  unitsDue,
  wakeUnit,
  wakeMonitor,
  heartbeat,
}: EffectPorts) {
  return {
    /** Sends the reminders due at `slot`. `after`: where the next call goes on; null: all done. */
    async sweepReminders({
      campaignId,
      slot,
      after,
    }: {
      campaignId: string;
      slot: Instant;
      after: string | null;
    }) {
      let cursor = after;
      for (let done = 0; done < UNITS_PER_CALL; done += BATCH) {
        const unitIds = await unitsDue({ campaignId, at: slot, after: cursor, limit: BATCH });
        const at = await now();
        // Fresh for each batch: a pause or a moved deadline counts from here, not from the next sweep.
        const context = await assignmentContext(store, campaignId);
        await decideInBulk(store, {
          campaignId,
          unitIds,
          context,
          stepOf: (unitId, state) => {
            const due = dueReminders(state, context, at).at(-1);
            if (due === undefined) return null;
            const command = { type: 'SendDueReminder', at, actor: CLOCK_ACTOR, data: {} } as const;
            return { commandId: remindCommandId({ campaignId, unitId }, due), command };
          },
        });
        heartbeat();
        cursor = unitIds.at(-1) ?? cursor;
        if (unitIds.length < BATCH) return { after: null };
      }
      return { after: cursor };
    },

    /** Wakes the units whose cycle is not over, and the monitors of those whose plan is under way. `next`: offset of the next call; null: all done. */
    async wakeUnits({
      campaignId,
      position,
      offset,
    }: {
      campaignId: string;
      position: Position;
      offset: number;
    }) {
      const roster = await campaignRoster(store, campaignId);
      const end = Math.min(roster.length, offset + UNITS_PER_CALL);
      for (let from = offset; from < end; from += BATCH) {
        await Promise.all(
          roster.slice(from, Math.min(end, from + BATCH)).map(async ({ unitId }) => {
            const { state } = await loadAssignment(store, { campaignId, unitId });
            if (!isFinished(state)) await wakeUnit({ campaignId, unitId, position });
            if (isMonitored(state)) await wakeMonitor({ campaignId, unitId, position });
          }),
        );
        heartbeat();
      }
      return { next: end < roster.length ? end : null };
    },

    /** Wakes these units, and the monitors of those plans: they ran when a launch came to them. */
    async wakeRunning({
      campaignId,
      unitIds,
      monitored,
      position,
    }: {
      campaignId: string;
      unitIds: readonly string[];
      monitored: readonly string[];
      position: Position;
    }): Promise<void> {
      await Promise.all([
        ...unitIds.map((unitId) => wakeUnit({ campaignId, unitId, position })),
        ...monitored.map((unitId) => wakeMonitor({ campaignId, unitId, position })),
      ]);
    },

    /** Scores units from `offset` on. `scored`: how many of them have a score now. */
    async scoreUnits({ campaignId, offset }: { campaignId: string; offset: number }) {
      const roster = await campaignRoster(store, campaignId);
      const end = Math.min(roster.length, offset + UNITS_PER_CALL);
      const cut = await ratingCut(store, campaignId);
      let scored = 0;
      for (let from = offset; from < end; from += BATCH) {
        const unitIds = roster.slice(from, Math.min(end, from + BATCH)).map(({ unitId }) => unitId);
        scored += await scorePage(store, { campaignId, unitIds, cut, at: await now() });
        heartbeat();
      }
      return { next: end < roster.length ? end : null, scored };
    },

    /** The provisional ratings from `offset` on, by the campaign's own policies. */
    rateUnits: ({ campaignId, offset }: { campaignId: string; offset: number }) =>
      ratePage({ store, now, heartbeat }, { campaignId, offset, limit: UNITS_PER_CALL }),

    async completeScoring({ campaignId, scored }: { campaignId: string; scored: number }): Promise<void> {
      const { cutPosition } = await ratingCut(store, campaignId);
      await handleCampaignCommand(store, {
        campaignId,
        commandId: completeScoringCommandId(campaignId, cutPosition),
        command: {
          type: 'CompleteScoring',
          at: await now(),
          actor: CLOCK_ACTOR,
          data: { scored, cutPosition },
        },
      });
    },
  };
}

export type EffectActivities = ReturnType<typeof createEffectActivities>;
