import { describe, expect, it } from '@jest/globals';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { BulkOperation } from '@dondoc/domain/bulk/bulk.events.ts';
import { bulkState, handleBulkCommand } from '@dondoc/event-store/write-path/bulk-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { assignmentIdOf, batchIdOf } from '@dondoc/event-store/stream-ids.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { createAssigner } from './assigner.ts';
import { createBulkRunner } from './bulk-runner.ts';

const now = () => ISSUED_AT;
const tx = { query: () => Promise.resolve([]) };
const ADMIN: ActorRef = { id: 'admin', role: 'ADMINISTRATOR' };
const batchId = batchIdOf('order');

async function run(store: EventStore): Promise<void> {
  await createBulkRunner({ store, now }).handle(await store.readAll({ after: 0, limit: 5_000 }), tx);
}

/** A campaign open for work, and a batch over all its units. */
async function ordered(operation: BulkOperation, units = 3, actor = ADMIN) {
  const store = createInMemoryEventStore();
  const campaign = await issuedCampaign({ store, now, units });
  await createAssigner({ store, now }).handle(await store.readAll({ after: 0, limit: 5_000 }), tx);
  const { campaignId, roster } = campaign;
  const order = () =>
    handleBulkCommand(store, {
      batchId,
      commandId: 'order',
      command: {
        type: 'OrderBulk',
        at: ISSUED_AT,
        actor,
        data: {
          batchId,
          campaignId,
          operation,
          filter: {},
          reason: 'Theo Công văn 12-CV/TU',
          units: roster.map(({ unitId, code }) => ({ unitId, code, version: null })),
        },
      },
    });
  const retry = () =>
    handleBulkCommand(store, {
      batchId,
      commandId: 'retry',
      command: { type: 'RetryBulk', at: ISSUED_AT, actor: ADMIN, data: {} },
    });
  const results = async () => {
    const { state } = await bulkState(store, batchId);
    return state.status === 'NONE' ? [] : [...state.results.values()];
  };
  const typesOf = async (unitId: string) =>
    (await store.readStream(assignmentIdOf(campaignId, unitId))).events.map(({ type }) => type);
  return { store, campaign, roster, order, retry, results, typesOf };
}

describe('A batch', () => {
  it('takes one step for each unit, as an event of its own that names the batch and whoever ordered it', async () => {
    const { store, campaign, roster, order, results } = await ordered({ kind: 'REMIND' });
    await order();
    await run(store);
    expect(await results()).toEqual(roster.map(({ unitId }) => ({ unitId, outcome: 'DONE' })));
    for (const { unitId } of roster) {
      const { events } = await store.readStream(assignmentIdOf(campaign.campaignId, unitId));
      expect(events.at(-1)).toMatchObject({
        type: 'ReminderSent',
        actor: ADMIN,
        commandId: `bulk/${batchId}/${unitId}/1`,
      });
    }
  });

  it('notes why a unit was refused and goes on; a retry takes up the refused ones alone', async () => {
    const extend = {
      kind: 'EXTEND',
      phase: 'ACKNOWLEDGE',
      to: '2027-03-05',
      basis: { ref: '12-CV/TU' },
    } as const;
    const { store, campaign, roster, order, retry, results, typesOf } = await ordered(extend);
    const [first] = roster.map(({ unitId }) => unitId);
    if (first === undefined) throw new Error('the campaign has units');
    await campaign.unit(first).acknowledge();
    await order();
    await run(store);
    expect((await results())[0]).toMatchObject({ outcome: 'REFUSED', code: 'phase-not-open' });
    expect((await results()).slice(1)).toEqual([
      expect.objectContaining({ outcome: 'DONE' }),
      expect.objectContaining({ outcome: 'DONE' }),
    ]);
    await retry();
    await run(store);
    const { state } = await bulkState(store, batchId);
    expect(state).toMatchObject({ attempt: 2 });
    expect(await results()).toHaveLength(3);
    const extended = await Promise.all(roster.map(({ unitId }) => typesOf(unitId)));
    expect(extended.flat().filter((type) => type === 'UnitDeadlineExtended')).toHaveLength(2);
  });

  it('goes on where it was cut off, takes no step twice, and reports every unit', async () => {
    const { store, roster, order, results, typesOf } = await ordered({ kind: 'REMIND' }, 120);
    await order();
    let left = 70;
    const cutOff: EventStore = {
      ...store,
      async append(request) {
        if (left === 0) throw new Error('the connection was lost');
        left -= 1;
        return store.append(request);
      },
    };
    await expect(run(cutOff)).rejects.toThrow('the connection was lost');
    expect(await results()).toHaveLength(50);
    await run(store);
    expect(await results()).toEqual(roster.map(({ unitId }) => ({ unitId, outcome: 'DONE' })));
    const reminders = await Promise.all(roster.map(({ unitId }) => typesOf(unitId)));
    expect(reminders.flat().filter((type) => type === 'ReminderSent')).toHaveLength(120);
    const head = await store.head();
    await run(store);
    expect(await store.head()).toBe(head);
  });

  it('is refused without a reason, without units, to a unit, and as a retry while it runs', async () => {
    const { store, order, retry } = await ordered({ kind: 'REMIND' });
    await order();
    await expect(retry()).rejects.toMatchObject({ code: 'bulk-running', details: { waiting: 3 } });
    await run(store);
    expect((await retry()).position).toBeNull();
    const none = await ordered({ kind: 'REMIND' }, 1, { id: 'u', role: 'UNIT', unitId: 'x' });
    await expect(none.order()).rejects.toMatchObject({ code: 'forbidden-role' });
  });

  it('holds every rule for the orderer: nobody steps in for their own unit (R-05)', async () => {
    const own = await ordered({ kind: 'EXEMPT', basis: { ref: '3-QĐ/TU' } }, 2);
    const mine = own.roster[0]?.unitId ?? '';
    const office: ActorRef = { ...ADMIN, unitId: mine };
    await handleBulkCommand(own.store, {
      batchId,
      commandId: 'order',
      command: {
        type: 'OrderBulk',
        at: ISSUED_AT,
        actor: office,
        data: {
          batchId,
          campaignId: own.campaign.campaignId,
          operation: { kind: 'EXEMPT', basis: { ref: '3-QĐ/TU' } },
          filter: {},
          reason: 'Bất khả kháng',
          units: own.roster.map(({ unitId, code }) => ({ unitId, code, version: null })),
        },
      },
    });
    await run(own.store);
    expect(await own.results()).toEqual([
      expect.objectContaining({ unitId: mine, outcome: 'REFUSED', code: 'own-record' }),
      expect.objectContaining({ outcome: 'DONE' }),
    ]);
  });
});
