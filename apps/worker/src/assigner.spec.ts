import { describe, expect, it } from '@jest/globals';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { addressees, issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { createAssigner } from './assigner.ts';

const now = () => ISSUED_AT;
const tx = { query: () => Promise.resolve([]) };

/** Handles what came after `after`, and answers where it stands then: the cursor of the next call. */
async function assign(store: EventStore, after = 0): Promise<number> {
  const events = await store.readAll({ after, limit: 5_000 });
  await createAssigner({ store, now }).handle(events, tx);
  return events.at(-1)?.position ?? after;
}
const typesOf = async (store: EventStore, streamId: string) =>
  (await store.readStream<CampaignEvent>(streamId)).events.map(({ type }) => type);

describe('The assigner', () => {
  it('gives every addressee its assignment and then opens the reviewing', async () => {
    const store = createInMemoryEventStore();
    const { campaignId, roster } = await issuedCampaign({ store, now, units: 2_345 });
    await assign(store);
    for (const { unitId } of roster) {
      expect(await store.streamVersion(assignmentIdOf(campaignId, unitId))).toBe(1);
    }
    const { events } = await store.readStream<CampaignEvent>(campaignId);
    expect(events.at(-1)).toMatchObject({ type: 'ReviewingOpened', data: { assigned: 2_345 } });
  });

  it('assigns nobody twice when it has to begin again', async () => {
    const store = createInMemoryEventStore();
    await issuedCampaign({ store, now, units: 3 });
    await assign(store);
    const head = await store.head();
    await assign(store);
    expect(await store.head()).toBe(head);
  });

  it('goes on where it was cut off: the first of a batch is there, the others are not', async () => {
    const store = createInMemoryEventStore();
    const { campaignId, roster } = await issuedCampaign({ store, now, units: 3 });
    const cutOff: EventStore = {
      ...store,
      async appendMany(requests) {
        await store.appendMany(requests.slice(0, 1));
        throw new Error('the connection was lost');
      },
    };
    await expect(assign(cutOff)).rejects.toThrow('the connection was lost');
    await assign(store);
    for (const { unitId } of roster) {
      expect(await store.streamVersion(assignmentIdOf(campaignId, unitId))).toBe(1);
    }
    expect(await typesOf(store, campaignId)).toContain('ReviewingOpened');
  });

  it('leaves a campaign alone that was cancelled before its turn', async () => {
    const store = createInMemoryEventStore();
    const { campaignId, units, cancel } = await issuedCampaign({ store, now, units: 1 });
    await cancel();
    await assign(store);
    expect(await store.streamVersion(assignmentIdOf(campaignId, units[0]?.unitId ?? ''))).toBe(0);
    expect((await typesOf(store, campaignId)).at(-1)).toBe('CampaignCancelled');
  });

  it('opens the reviewing although somebody was added while the list was being assigned', async () => {
    const store = createInMemoryEventStore();
    const { campaignId, addAddressee } = await issuedCampaign({ store, now, units: 2 });
    const [, , late] = addressees(3);
    if (late === undefined) throw new Error('no third addressee');
    let isAdded = false;
    const adding: EventStore = {
      ...store,
      async appendMany(requests) {
        const results = await store.appendMany(requests);
        if (!isAdded) await addAddressee(late);
        isAdded = true;
        return results;
      },
    };
    await assign(store, await assign(adding));
    expect(await store.streamVersion(assignmentIdOf(campaignId, late.unitId))).toBe(1);
    expect((await typesOf(store, campaignId)).at(-1)).toBe('ReviewingOpened');
  });

  it('assigns nobody any more once the campaign is cancelled half-way through the list', async () => {
    const store = createInMemoryEventStore();
    const { campaignId, roster, cancel } = await issuedCampaign({ store, now, units: 1_001 });
    const cancelling: EventStore = {
      ...store,
      async appendMany(requests) {
        const results = await store.appendMany(requests);
        await cancel();
        return results;
      },
    };
    await assign(cancelling);
    const last = roster.at(-1)?.unitId ?? '';
    expect(await store.streamVersion(assignmentIdOf(campaignId, last))).toBe(0);
  });

  it('assigns a late joiner whose turn came only in a pause, though it was added before', async () => {
    const store = createInMemoryEventStore();
    let clock = Date.parse(ISSUED_AT);
    const ticking = () => new Date((clock += 1_000)).toISOString();
    const { campaignId, addAddressee, pause, resume } = await issuedCampaign({
      store,
      now: ticking,
      units: 1,
    });
    const launched = await assign(store);
    const [, late] = addressees(2);
    if (late === undefined) throw new Error('no second addressee');
    await addAddressee(late);
    await pause();
    const paused = await assign(store, launched);
    expect(await store.streamVersion(assignmentIdOf(campaignId, late.unitId))).toBe(0);
    await resume();
    await assign(store, paused);
    const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, late.unitId));
    expect(events[0]?.type).toBe('UnitAssigned');
  });
});
