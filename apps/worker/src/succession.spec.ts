import { describe, expect, it } from '@jest/globals';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { content } from '@dondoc/domain/finding/test-findings.ts';
import type { Allotment } from '@dondoc/domain/unit/open-item.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import type { UnitCommand } from '@dondoc/domain/unit/unit.commands.ts';
import { campaignRoster } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { findingsOf, handleFindingCommand } from '@dondoc/event-store/write-path/finding-context.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { assignmentIdOf, unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { openItemsOf } from '@dondoc/event-store/write-path/unit-context.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { createAssigner } from './assigner.ts';
import { createSuccession } from './succession.ts';

const now = () => ISSUED_AT;
const tx = { query: () => Promise.resolve([]) };
const ADMIN: ActorRef = { id: 'admin', role: 'ADMINISTRATOR' };
const basis = { ref: '1677/NQ-UBTVQH15' };

/** Follows the whole log from its beginning, as often as it takes until nothing new comes of it. */
async function follow(store: EventStore): Promise<void> {
  for (let before = -1; before !== (await store.head());) {
    before = await store.head();
    await createAssigner({ store, now }).handle(await store.readAll({ after: 0, limit: 5_000 }), tx);
    await createSuccession({ store, now }).handle(await store.readAll({ after: 0, limit: 5_000 }), tx);
  }
}

/** A campaign with two units, registered like their two possible successors; two findings are against the first. */
async function twoUnits(items: readonly string[] = ['1', '2']) {
  const store = createInMemoryEventStore();
  const campaign = await issuedCampaign({ store, now, units: 2 });
  const [old, other] = campaign.roster.map(({ unitId }) => unitId);
  if (old === undefined || other === undefined) throw new Error('the campaign has two units');
  const codes = [...campaign.roster.map(({ code }) => code), 'MOI-1', 'MOI-2'];
  for (const code of codes) {
    await send(store, unitIdOf(code), {
      type: 'RegisterUnit',
      at: ISSUED_AT,
      actor: ADMIN,
      data: {
        unitId: unitIdOf(code),
        validFrom: '2020-01-01',
        validTo: null,
        code,
        name: code,
        kind: 'DISTRICT_COMMITTEE',
        addresseeCategory: 'a',
        peerGroup: 'district',
        parentCode: null,
        mail: null,
      },
    });
  }
  if (items.length > 0) await register(store, old, items);
  await follow(store);
  const first = { unitId: unitIdOf('MOI-1'), code: 'MOI-1' };
  const second = { unitId: unitIdOf('MOI-2'), code: 'MOI-2' };
  const { campaignId } = campaign;
  const state = async (unitId: string) => {
    const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
    return fold(assignmentDecider, events);
  };
  const succeed = (successors: (typeof first)[], allocation: Allotment[] = []) =>
    send(store, old, {
      type: 'SucceedUnit',
      at: ISSUED_AT,
      actor: ADMIN,
      data: {
        unitId: old,
        kind: successors.length === 1 ? 'MERGER' : 'SPLIT',
        on: '2027-03-01',
        basis,
        successors,
        campaigns: [campaignId],
        allocation,
      },
    });
  return { store, campaign, campaignId, old, other, first, second, state, succeed };
}

const send = (store: EventStore, unitId: string, command: UnitCommand) =>
  handleCommand(store, unitDecider, {
    streamId: unitId,
    commandId: `${command.type}/${unitId}`,
    correlationId: unitId,
    command,
    context: async () => {
      if (command.type !== 'SucceedUnit') return undefined;
      const { campaigns } = command.data;
      return { openItems: await openItemsOf(store, { unitId, campaigns }, ISSUED_AT) };
    },
  });

const register = (store: EventStore, unitId: string, items: readonly string[]) =>
  handleFindingCommand(store, {
    unitId,
    commandId: `register/${items.join('+')}`,
    command: {
      type: 'RegisterFindings',
      at: ISSUED_AT,
      actor: ADMIN,
      data: { unitId, findings: items.map((item) => content(item)) },
    },
  });

const registerOf = async (store: EventStore, unitId: string) =>
  (await findingsOf(store, unitId)).findings.map(({ findingId, no, status, from }) => ({
    findingId,
    no,
    status,
    from: from?.no,
  }));

describe('A succession of units', () => {
  it('moves the step owed and every open finding to the one successor, which joins the campaign for it', async () => {
    const { store, campaign, campaignId, old, first, state, succeed } = await twoUnits();
    await campaign.unit(old).acknowledge();
    await succeed([first]);
    await follow(store);

    expect(await state(old)).toMatchObject({
      status: 'TRANSFERRED',
      transferred: { on: '2027-03-01', step: 'ACKNOWLEDGED', to: [first.unitId] },
    });
    expect(await state(first.unitId)).toMatchObject({
      status: 'ASSIGNED',
      lateJoin: basis,
      inherited: [
        {
          from: { unitId: old },
          step: { status: 'ACKNOWLEDGED', since: ISSUED_AT, dueOn: '2027-03-12' },
          actions: [],
        },
      ],
    });
    expect((await campaignRoster(store, campaignId)).map(({ code }) => code)).toContain('MOI-1');
    expect(await registerOf(store, old)).toMatchObject([
      { status: 'TRANSFERRED' },
      { status: 'TRANSFERRED' },
    ]);
    expect(await registerOf(store, first.unitId)).toEqual([
      { findingId: 'finding-1', no: '1', status: 'OPEN', from: '1' },
      { findingId: 'finding-2', no: '2', status: 'OPEN', from: '2' },
    ]);
  });

  it('refuses a split that leaves an item with nobody or with two, and names the items', async () => {
    const { campaignId, first, second, succeed } = await twoUnits();
    const all = [`step/${campaignId}`, 'finding/finding-1', 'finding/finding-2'];
    await expect(succeed([first, second])).rejects.toMatchObject({
      code: 'allocation-invalid',
      details: { rule: 'R-12', unallocated: all },
    });
    const twice = [...all, all[0] ?? ''].map((item) => ({ item, toUnitId: first.unitId }));
    await expect(succeed([first, second], twice)).rejects.toMatchObject({
      code: 'allocation-invalid',
      details: { unallocated: [], doubled: [all[0]] },
    });
  });

  it('gives each item of a split to the one successor it was allocated to', async () => {
    const { store, campaign, campaignId, old, first, second, state, succeed } = await twoUnits([]);
    await finishCycle(campaign.unit(old));
    await register(store, old, ['1', '2']);
    await succeed(
      [first, second],
      [
        { item: `action/${campaignId}/A1`, toUnitId: second.unitId },
        { item: 'finding/finding-1', toUnitId: first.unitId },
        { item: 'finding/finding-2', toUnitId: second.unitId },
      ],
    );
    await follow(store);
    expect((await registerOf(store, first.unitId)).map(({ findingId }) => findingId)).toEqual(['finding-1']);
    expect((await registerOf(store, second.unitId)).map(({ findingId }) => findingId)).toEqual(['finding-2']);
    expect((await state(first.unitId)).status).toBe('NONE');
    expect(await state(second.unitId)).toMatchObject({
      status: 'PLAN_APPROVED',
      inherited: [{ step: null, actions: [{ originalId: 'A1', action: { id: 'DV-00001.A1' } }] }],
    });
  });

  it('goes on where it was cut off, however often, and does nothing twice', async () => {
    const { store, campaign, old, first, succeed } = await twoUnits();
    await campaign.unit(old).acknowledge();
    await succeed([first]);
    let allowed = 0;
    const cutOff: EventStore = {
      ...store,
      async append(request) {
        if (allowed === 0) throw new Error('the connection was lost');
        allowed -= 1;
        return store.append(request);
      },
    };
    for (let attempt = 0, done = false; !done; attempt += 1) {
      if (attempt > 20) throw new Error('it never ended');
      allowed = 1;
      const before = await store.head();
      try {
        const events = await store.readAll({ after: 0, limit: 5_000 });
        await createSuccession({ store: cutOff, now }).handle(events, tx);
        done = before === (await store.head());
      } catch (error) {
        expect(error).toMatchObject({ message: 'the connection was lost' });
      }
    }
    const types = (await store.readAll({ after: 0, limit: 5_000 })).map(({ type }) => type);
    const count = (type: string) => types.filter((one) => one === type).length;
    expect(count('ItemsTransferred')).toBe(1);
    expect(count('ItemsInherited')).toBe(1);
    expect(count('FindingTransferred')).toBe(2);
    expect(count('FindingInherited')).toBe(2);
    const head = await store.head();
    await follow(store);
    expect(await store.head()).toBe(head);
  });

  it('sends what is found at the old unit afterwards to its successor too', async () => {
    const { store, old, first, succeed } = await twoUnits();
    await succeed([first]);
    await follow(store);
    await register(store, old, ['3']);
    await follow(store);
    expect(await registerOf(store, first.unitId)).toContainEqual({
      findingId: 'finding-3',
      no: '3',
      status: 'OPEN',
      from: '3',
    });
  });
});

/** Up to the approved plan, with one action. */
async function finishCycle(unit: ReturnType<Awaited<ReturnType<typeof issuedCampaign>>['unit']>) {
  await unit.acknowledge();
  await unit.submitReview('2027-03-01');
  await unit.acceptReview();
  await unit.submitPlan('2027-09-30');
  await unit.approvePlan();
}
