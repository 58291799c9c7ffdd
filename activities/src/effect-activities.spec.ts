import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { createEffectActivities } from './effect-activities.ts';
import { ASSIGNER_ACTOR } from './clock.ts';
import {
  handleAssignmentCommand,
  handleCampaignCommand,
} from '@dondoc/event-store/write-path/campaign-context.ts';

/** T-1 of the acknowledgement, due on Wednesday 2027-03-03: Tuesday, 08:00 in Hà Nội. */
const SLOT: Instant = '2027-03-02T01:00:00.000Z';
const BATCH = 250;

async function reviewing(units: number) {
  let at = ISSUED_AT;
  const store = createInMemoryEventStore();
  const now = () => at;
  const campaign = await issuedCampaign({ store, now, units });
  const { campaignId, roster } = campaign;
  for (const unit of roster) {
    const data = { ...unit, campaignId, directiveId: 'd', lateJoin: null };
    const command = { type: 'AssignUnit', at, actor: ASSIGNER_ACTOR, data } as const;
    const call = { campaignId, unitId: unit.unitId, commandId: `assign/${unit.unitId}`, command };
    await handleAssignmentCommand(store, call);
  }
  const data = { assigned: roster.length };
  const command = { type: 'OpenReviewing', at, actor: ASSIGNER_ACTOR, data } as const;
  await handleCampaignCommand(store, { campaignId, commandId: 'open', command });
  at = SLOT;
  const unitIds = roster.map(({ unitId }) => unitId).toSorted();
  const remindersOf = async (unitId: string) =>
    (await store.readStream(assignmentIdOf(campaignId, unitId))).events.filter(
      ({ type }) => type === 'ReminderSent',
    ).length;
  return { ...campaign, store, now, unitIds, remindersOf };
}

describe('A reminder sweep', () => {
  it('stops sending as soon as the campaign is paused', async () => {
    const { campaignId, store, now, unitIds, pause, remindersOf } = await reviewing(BATCH + 1);
    const activities = createEffectActivities({
      store,
      now,
      async unitsDue({ after, limit }) {
        if (after !== null) await pause();
        return unitIds.filter((unitId) => after === null || unitId > after).slice(0, limit);
      },
      wakeUnit: () => Promise.resolve(),
      wakeMonitor: () => Promise.resolve(),
      heartbeat: () => undefined,
    });
    expect(await activities.sweepReminders({ campaignId, slot: SLOT, after: null })).toEqual({ after: null });
    expect(await remindersOf(unitIds[0] ?? '')).toBe(1);
    expect(await remindersOf(unitIds.at(-1) ?? '')).toBe(0);
  });
});
