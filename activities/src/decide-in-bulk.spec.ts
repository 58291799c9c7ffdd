import { describe, expect, it } from '@jest/globals';
import {
  assignmentContext,
  handleAssignmentCommand,
} from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { CLOCK_ACTOR } from './clock.ts';
import { decideInBulk } from './decide-in-bulk.ts';

const now = () => ISSUED_AT;

async function issued(store: EventStore) {
  const { campaignId, roster } = await issuedCampaign({ store, now, units: 3 });
  const context = await assignmentContext(store, campaignId);
  const { directiveId } = context.terms;
  const stepFor = (unitId: string) => {
    const unit = roster.find((one) => one.unitId === unitId);
    if (!unit) return null;
    const data = { ...unit, campaignId, directiveId, lateJoin: null };
    const command = { type: 'AssignUnit', at: ISSUED_AT, actor: CLOCK_ACTOR, data } as const;
    return { commandId: `assign/${unitId}`, command };
  };
  const unitIds = roster.map(({ unitId }) => unitId);
  const versions = () =>
    Promise.all(unitIds.map((unitId) => store.streamVersion(assignmentIdOf(campaignId, unitId))));
  return { campaignId, context, stepFor, unitIds, versions };
}

describe('Deciding in bulk', () => {
  it('writes what one command after the other would have written, and only once', async () => {
    const store = createInMemoryEventStore();
    const { campaignId, context, stepFor, unitIds, versions } = await issued(store);
    const call = { campaignId, context, unitIds, stepOf: stepFor };
    expect(await decideInBulk(store, call)).toBe(3);
    expect(await decideInBulk(store, call)).toBe(0);
    expect(await versions()).toEqual([1, 1, 1]);
  });

  it('leaves alone a unit that has nothing to do, and one whose step is refused', async () => {
    const store = createInMemoryEventStore();
    const { campaignId, context, stepFor, unitIds, versions } = await issued(store);
    const stepOf = (unitId: string) => {
      if (unitId === unitIds[0]) return null;
      if (unitId !== unitIds[1]) return stepFor(unitId);
      const command = { type: 'Acknowledge', at: ISSUED_AT, actor: CLOCK_ACTOR, data: {} } as const;
      return { commandId: 'refused', command };
    };
    expect(await decideInBulk(store, { campaignId, context, unitIds, stepOf })).toBe(1);
    expect(await versions()).toEqual([0, 0, 1]);
  });

  it('decides again, on what is there now, for a unit that somebody else wrote to meanwhile', async () => {
    const store = createInMemoryEventStore();
    const { campaignId, context, stepFor, unitIds, versions } = await issued(store);
    const [raced = ''] = unitIds;
    const racing: EventStore = {
      ...store,
      async appendMany(requests) {
        const step = stepFor(raced);
        if (step) {
          await handleAssignmentCommand(store, { campaignId, unitId: raced, ...step, commandId: 'faster' });
        }
        return store.appendMany(requests);
      },
    };
    expect(await decideInBulk(racing, { campaignId, context, unitIds, stepOf: stepFor })).toBe(2);
    expect(await versions()).toEqual([1, 1, 1]);
  });
});
