import { isMonitored } from '@dondoc/domain/assignment/monitoring/monitor-clock.ts';
import { isFinished } from '@dondoc/domain/assignment/assignment-state.ts';
import { relayCursorName } from '@dondoc/activities/relay-cursor.ts';
import { loadAssignment } from '@dondoc/activities/settle-assignment.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { ratingOf } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import type { CommandTraces } from '@dondoc/telemetry/command-traces.ts';
import { inSpan } from '@dondoc/telemetry/tracing.ts';
import { SpanKind } from '@opentelemetry/api';
import type { ProcessPort } from './process-port.ts';
import { relayPlan, type RelayAction } from './relay-plan.ts';

const STARTS_IN_REBUILD: ReadonlySet<RelayAction['kind']> = new Set(['START_CAMPAIGN', 'WAKE_PETITION']);
/** Signals under way at once; the server is asked for some hundreds a second at most. */
const AT_ONCE = 16;

/**
 * Carries the log to Temporal: starts the workflow of an issued campaign and wakes those whose events came. While Temporal
 * is away `handle` throws and the cursor waits; nobody's command notices.
 *
 * A batch that begins at position 1 begins a rebuild. All that was written before that moment is answered by the campaigns'
 * own launch, which starts every open unit from the log as it stands, so until there only campaigns
 * are started, and the clocks of petitions, which no campaign launches.
 */
export function createTemporalRelay(ports: {
  namespaceId: string;
  store: EventStore;
  process: ProcessPort;
  traces: CommandTraces;
}): FollowerDefinition {
  const { namespaceId, store, traces } = ports;
  let rebuildUpTo: Position = 0;
  return {
    name: relayCursorName(namespaceId),
    version: 1,
    // The first event of all begins a rebuild, whatever it is.
    concerns: (event) => event.position === 1 || relayPlan([event]).length > 0,
    async handle(events, tx) {
      if (events[0]?.position === 1) rebuildUpTo = await store.head();
      const plan = relayPlan(events).filter(
        ({ kind, position }) => STARTS_IN_REBUILD.has(kind) || position > rebuildUpTo,
      );
      const traceOf = await traces.recall(plan.map(({ commandId }) => commandId));
      const traced = (action: RelayAction) => {
        const parent = traceOf.get(action.commandId);
        if (parent === undefined) return perform(action, ports);
        const attributes = { 'dondoc.campaign_id': action.campaignId, 'dondoc.position': action.position };
        return inSpan(`relay ${action.kind}`, { kind: SpanKind.PRODUCER, attributes, parent }, () =>
          perform(action, ports),
        );
      };
      for (let from = 0; from < plan.length; from += AT_ONCE) {
        // The cursor's transaction is ended by the server when it says nothing for long, and Temporal may be slow.
        await tx.query('SELECT 1');
        await Promise.all(plan.slice(from, from + AT_ONCE).map(traced));
      }
    },
  };
}

type Ports = { store: EventStore; process: ProcessPort };

async function perform(action: RelayAction, { store, process }: Ports): Promise<void> {
  const { campaignId, position } = action;
  switch (action.kind) {
    case 'START_CAMPAIGN':
      if (!(await campaignIsLive(store, campaignId)) || (await process.startCampaign(campaignId))) return;
      // It runs already, so this is a rebuild (or a batch done twice): some of its units may be gone.
      await process.relaunchCampaign(campaignId, position);
      return;
    case 'WAKE_CAMPAIGN':
      if (await process.wakeCampaign(campaignId, position)) return;
      if (await campaignIsLive(store, campaignId)) await process.startCampaign(campaignId);
      return;
    case 'WAKE_UNIT': {
      const { unitId } = action;
      if (await process.wakeUnit(campaignId, unitId, position)) return;
      // Finished, joined late, or lost: the log knows which.
      if (await unitIsOpen(store, campaignId, unitId)) await process.startUnit(campaignId, unitId);
      return;
    }
    case 'WAKE_PETITION': {
      const { subjectId } = action;
      if (await process.wakePetition(campaignId, subjectId, position)) return;
      const { petition } = (await ratingOf(store, { campaignId, subjectId })).state;
      if (petition !== null && !petition.overdue) await process.startPetition(campaignId, subjectId);
      return;
    }
    case 'WAKE_MONITOR': {
      const { unitId } = action;
      if (await process.wakeMonitor(campaignId, unitId, position)) return;
      // Approved just now, over, or lost: the log knows which.
      if (await planIsMonitored(store, campaignId, unitId)) await process.startMonitor(campaignId, unitId);
      return;
    }
  }
}

async function planIsMonitored(store: EventStore, campaignId: string, unitId: string): Promise<boolean> {
  if (!(await campaignIsLive(store, campaignId))) return false;
  return isMonitored((await loadAssignment(store, { campaignId, unitId })).state);
}

async function campaignIsLive(store: EventStore, campaignId: string): Promise<boolean> {
  const { status } = await campaignTerms(store, campaignId);
  return ['ISSUED', 'REVIEWING', 'RATING', 'MONITORING'].includes(status);
}

async function unitIsOpen(store: EventStore, campaignId: string, unitId: string): Promise<boolean> {
  if (!(await campaignIsLive(store, campaignId))) return false;
  return !isFinished((await loadAssignment(store, { campaignId, unitId })).state);
}
