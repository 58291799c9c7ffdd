import { describe, expect, it } from '@jest/globals';
import { nextCalendar } from '@dondoc/domain/calendar/calendar-version.ts';
import { VN_2026_11 } from '@dondoc/domain/calendar/vn-calendar.ts';
import { handleCampaignCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { issuedCampaign } from '@dondoc/testing/campaign-fixture.ts';
import { createAssigner } from './assigner.ts';
import { createRecounter } from './recounter.ts';

const tx = { query: () => Promise.resolve([]) };
const ADMIN = { id: 'admin-1', role: 'ADMINISTRATOR' } as const;

describe('The recounter', () => {
  it('moves the counted deadline of the one unit that has one, and nothing when it has to begin again', async () => {
    const store = createInMemoryEventStore();
    let at = '2027-03-01T02:00:00.000Z';
    const now = () => at;
    const { campaignId, roster, unit } = await issuedCampaign({ store, now, units: 2 });
    await createAssigner({ store, now }).handle(await store.readAll({ after: 0, limit: 100 }), tx);
    const first = unit(roster[0]?.unitId ?? '');
    await first.acknowledge();
    at = '2027-03-11T02:00:00.000Z';
    await first.submitReview('2027-03-10');
    await first.returnReview(1);

    // Thursday the 11th and three working days is Tuesday the 16th; Monday the 15th is now off.
    const off = [{ on: '2027-03-15', name: 'Nghỉ' }];
    const addition = { version: 'b', adopted: [{ on: '2027-03-11', basis: 'Công điện', off, worked: [] }] };
    const calendar = nextCalendar(addition, VN_2026_11);
    const data = { calendar, basis: { ref: 'Công điện' } };
    await handleCampaignCommand(store, {
      campaignId,
      commandId: 'adopt',
      command: { type: 'AdoptCalendar', at, actor: ADMIN, data },
    });
    const recount = async () =>
      createRecounter({ store, now }).handle(await store.readAll({ after: 0, limit: 100 }), tx);
    await recount();
    const head = await store.head();
    const { events } = await store.readStream(assignmentIdOf(campaignId, first.unitId));
    expect(events.at(-1)).toMatchObject({
      type: 'UnitDeadlineRecomputed',
      data: { from: { on: '2027-03-16' }, to: { on: '2027-03-17' } },
    });
    expect(await store.streamVersion(assignmentIdOf(campaignId, roster[1]?.unitId ?? ''))).toBe(1);
    await recount();
    expect(await store.head()).toBe(head);
  });
});
