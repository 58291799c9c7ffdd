import { setTimeout as delay } from 'node:timers/promises';
import { listCursors } from '@dondoc/event-store/cursors.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { campaignRoster, campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import {
  campaignWorkflowId,
  monitorWorkflowId,
  petitionWorkflowId,
  unitWorkflowId,
} from '@dondoc/workflows/workflow-ids.ts';
import type { Pool } from 'pg';
import { relayPlan, type RelayAction } from '../relay/relay-plan.ts';
import type { createPulse } from './pulse.ts';

function workflowOf(action: RelayAction): string {
  if (action.kind === 'WAKE_UNIT') return unitWorkflowId(action.campaignId, action.unitId);
  if (action.kind === 'WAKE_MONITOR') return monitorWorkflowId(action.campaignId, action.unitId);
  if (action.kind === 'WAKE_PETITION') return petitionWorkflowId(action.campaignId, action.subjectId);
  return campaignWorkflowId(action.campaignId);
}

const LOOK_MS = 4;
const STUCK_MS = 120_000;

/**
 * Waits until nothing more will happen at the present instant: every follower has reached the head, every workflow that was
 * woken has looked at what woke it, and every timer up to now has fired. Only then may the clock move.
 * Throws a fault that says what it waits for when nothing moves for two minutes of real time.
 */
export function createQuiet(ports: {
  store: EventStore;
  pool: Pool;
  pulse: ReturnType<typeof createPulse>;
  campaignId: string;
}) {
  const { store, pool, pulse, campaignId } = ports;
  const awaited = new Map<string, Position>();
  let read: Position = 0;

  async function noteWakes(): Promise<void> {
    for (;;) {
      const events = await store.readAll({ after: read });
      for (const action of relayPlan(events)) {
        awaited.set(workflowOf(action), action.position);
      }
      if (events.length === 0) return;
      read = events.at(-1)?.position ?? read;
    }
  }

  /** What the clock waits for, in words; null: nothing. */
  async function unsettled(now: Instant): Promise<string | null> {
    if (!pulse.isIdle()) return 'an activity that runs';
    await noteWakes();
    const behind = (await listCursors(pool)).find(
      ({ status, position }) => status !== 'retired' && position < read,
    );
    if (behind) return `follower ${behind.name} at ${behind.position} of ${read}`;
    for (const [id, position] of awaited) {
      const beat = pulse.beats.get(id);
      // A unit's cycle is over with its first approved plan; an amended one is its monitor's business.
      if (id.startsWith('unit/') && beat?.done === true) continue;
      if ((beat?.upTo ?? 0) < position) return `${id} to see position ${position}`;
    }
    const nowMs = Date.parse(now);
    for (const [id, { nextAt }] of pulse.beats) if (nextAt <= nowMs) return `the timer of ${id}`;
    const { status } = await campaignTerms(store, campaignId);
    if (status === 'RATING') return 'the scores';
    if (status === 'MONITORING' && !pulse.hasRated()) return 'the provisional ratings';
    const units = (await campaignRoster(store, campaignId)).length;
    if (status === 'ISSUED' || pulse.beats.size < units + 1) return 'the launch';
    // A monitor or a petition's clock is not woken by the end: its timer finds that out by itself.
    const cycles = [...pulse.beats].filter(([id]) => id.startsWith('unit/') || id.startsWith('campaign/'));
    if (status === 'CLOSED' && cycles.some(([, { nextAt }]) => nextAt !== Infinity)) return 'the last units';
    return (await store.head()) === read && pulse.isIdle() ? null : 'the head of the log';
  }

  return async (now: Instant): Promise<void> => {
    let waitsFor: string | null = '';
    for (let since = performance.now(); ;) {
      const answer = await unsettled(now);
      if (answer === null) return;
      if (answer !== waitsFor) [waitsFor, since] = [answer, performance.now()];
      else if (performance.now() - since > STUCK_MS)
        throw new Error(`The simulation is stuck at ${now}: it waits for ${answer}.`);
      await delay(LOOK_MS);
    }
  };
}
