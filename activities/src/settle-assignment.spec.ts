import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { handleAssignmentCommand, handleCampaignCommand } from '@dondoc/event-store/campaign-context.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { ASSIGNER_ACTOR } from './clock.ts';
import { settleAssignment } from './settle-assignment.ts';

/** It acknowledges nothing by Wednesday 2027-03-03, so its first rung is due on Thursday at 08:00 in Hà Nội, 01:00 UTC. */
async function silentUnit() {
  const store = createInMemoryEventStore();
  let at: Instant = ISSUED_AT;
  const { campaignId, roster, pause } = await issuedCampaign({ store, now: () => at });
  const [unit] = roster;
  if (unit === undefined) throw new Error('nobody is addressed');
  const ids = { campaignId, unitId: unit.unitId };
  const data = { ...unit, campaignId, directiveId: 'd', lateJoin: null };
  const assign = { type: 'AssignUnit', at, actor: ASSIGNER_ACTOR, data } as const;
  await handleAssignmentCommand(store, { ...ids, commandId: 'assign', command: assign });
  const open = { type: 'OpenReviewing', at, actor: ASSIGNER_ACTOR, data: { assigned: 1 } } as const;
  await handleCampaignCommand(store, { campaignId, commandId: 'open', command: open });
  return {
    pause: async (then: Instant) => {
      at = then;
      await pause();
    },
    /** When it looks again. */
    look: async (then: Instant): Promise<Instant> => {
      at = then;
      const { waitMs } = await settleAssignment({ store, now: () => at }, ids);
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
