import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { ratingOf, ratingPeriod } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { ratingIdOf } from '@dondoc/event-store/stream-ids.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import { adoptPolicy, petitioned, publishedLevel } from '@dondoc/testing/rating-fixture.ts';
import { ratePage } from './rate-units.ts';
import { settlePetition } from './settle-petition.ts';

let at: Instant = ISSUED_AT;
const store = createInMemoryEventStore();
const now = () => Promise.resolve(at);
let campaign: Awaited<ReturnType<typeof issuedCampaign>>;
beforeAll(async () => {
  await adoptPolicy(store, at);
  campaign = await issuedCampaign({ store, now: () => at, units: 3 });
});

describe('The provisional ratings of a campaign', () => {
  const rate = (offset: number) =>
    ratePage(
      { store, now, heartbeat: () => undefined },
      { campaignId: campaign.campaignId, offset, limit: 2 },
    );

  it('come page by page, and a run again writes nothing', async () => {
    expect(await rate(0)).toEqual({ next: 2, rated: 2 });
    expect(await rate(2)).toEqual({ next: null, rated: 1 });
    expect(await rate(0)).toEqual({ next: 2, rated: 0 });
  });

  it('are made by a snapshot that was taken once (AC-53)', async () => {
    const period = await ratingPeriod(store, campaign.campaignId);
    expect(period).toMatchObject({ year: 2027, unitPolicy: { document: { version: 2 } } });
  });
});

describe('The clock of a petition (R-24)', () => {
  it('waits for the instant, tells of it once, and is over when it is answered or told', async () => {
    const [unit] = campaign.units;
    const ids = { campaignId: campaign.campaignId, subjectId: unit?.unitId ?? '' };
    const of = { campaignId: ids.campaignId, unitId: ids.subjectId, at };
    expect(await settlePetition({ store, now }, ids)).toMatchObject({ done: true });
    await publishedLevel(store, of);
    const lateFrom = await petitioned(store, of);
    const { done, waitMs } = await settlePetition({ store, now }, ids);
    expect(done).toBe(false);
    expect(new Date(Date.parse(at) + waitMs).toISOString()).toBe(lateFrom);

    at = lateFrom;
    expect(await settlePetition({ store, now }, ids)).toMatchObject({ done: true });
    expect(await settlePetition({ store, now }, ids)).toMatchObject({ done: true });
    expect((await ratingOf(store, ids)).state.petition).toMatchObject({ overdue: true });
    const { events } = await store.readStream(ratingIdOf(ids.campaignId, ids.subjectId));
    expect(events.filter(({ type }) => type === 'PetitionOverdue')).toHaveLength(1);
  });
});
