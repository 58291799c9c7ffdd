import { describe, expect, it } from '@jest/globals';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { createAssigner } from './assigner.ts';

const now = () => ISSUED_AT;
const tx = { query: () => Promise.resolve([]) };

async function assign(store: EventStore): Promise<void> {
  await createAssigner({ store, now }).handle(await store.readAll({ after: 0 }), tx);
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
});
