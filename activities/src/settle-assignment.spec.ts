import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import {
  handleAssignmentCommand,
  handleCampaignCommand,
} from '@dondoc/event-store/write-path/campaign-context.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { ASSIGNER_ACTOR } from './clock.ts';
import { settleAssignment } from './settle-assignment.ts';

/** It acknowledges nothing by Wednesday 2027-03-03, so its first rung is due on Thursday at 08:00 in Hà Nội, 01:00 UTC. */
async function silentUnit() {
  const store = createInMemoryEventStore();
  let at: Instant = ISSUED_AT;
  const campaign = await issuedCampaign({ store, now: () => at });
  const { campaignId, roster } = campaign;
  const [unit] = roster;
  if (unit === undefined) throw new Error('nobody is addressed');
  const ids = { campaignId, unitId: unit.unitId };
  const data = { ...unit, campaignId, directiveId: 'd', lateJoin: null };
  const assign = { type: 'AssignUnit', at, actor: ASSIGNER_ACTOR, data } as const;
  await handleAssignmentCommand(store, { ...ids, commandId: 'assign', command: assign });
  const open = { type: 'OpenReviewing', at, actor: ASSIGNER_ACTOR, data: { assigned: 1 } } as const;
  await handleCampaignCommand(store, { campaignId, commandId: 'open', command: open });
  return {
    acknowledge: campaign.unit(unit.unitId).acknowledge,
    pause: async (then: Instant) => {
      at = then;
      await campaign.pause();
    },
    /** When it looks again. `meanwhile` comes once, when the log is read and the step is not taken yet. */
    look: async (then: Instant, meanwhile?: () => Promise<unknown>): Promise<Instant> => {
      at = then;
      let left = meanwhile;
      const now = async () => {
        const act = left;
        left = undefined;
        await act?.();
        return at;
      };
      const { waitMs } = await settleAssignment({ store, now }, ids);
      return new Date(Date.parse(at) + (waitMs ?? Number.NaN)).toISOString();
    },
  };
}

describe('A unit that wakes while its campaign is paused', () => {
  it('looks again this morning when the hour is still to come: a pause that is over by then makes no rung late', async () => {
    const { look, pause } = await silentUnit();
    await pause('2027-03-04T00:10:00.000Z');
    expect(await look('2027-03-04T00:20:00.000Z')).toBe('2027-03-04T01:00:00.000Z');
  });

  it('looks again on the next working morning when the hour has passed', async () => {
    const { look, pause } = await silentUnit();
    await pause('2027-03-05T00:59:00.000Z');
    expect(await look('2027-03-05T01:00:00.000Z')).toBe('2027-03-08T01:00:00.000Z');
  });
});

describe('A unit that acts between the look at it and the step that is due', () => {
  it('is looked at again at once, and waits for what it still owes', async () => {
    const { look, acknowledge } = await silentUnit();
    // The review is due on Friday the 12th; its first rung comes on Monday.
    expect(await look('2027-03-04T01:00:00.000Z', acknowledge)).toBe('2027-03-15T01:00:00.000Z');
  });
});
