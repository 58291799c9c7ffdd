import { randomBytes } from 'node:crypto';
import { createAssigner } from '@dondoc/worker/assigner.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { issuedCampaign } from '@dondoc/testing/campaign-fixture.ts';

// The clock is the machine's own, so the campaign's days are a year away from whatever day it is.
const year = new Date().getUTCFullYear() + 1;
const NEXT_YEAR = {
  due: { ACKNOWLEDGE: `${year}-03-03`, REVIEW: `${year}-03-12`, PLAN: `${year}-03-26` },
  cutOffOn: `${year}-05-28`,
};
export const now = () => new Date().toISOString();
export const SEALING_KEY = randomBytes(32);

export const openStore = (connectionString: string): Promise<PostgresEventStore> =>
  openPostgresEventStore({ connectionString, sealingKey: SEALING_KEY });

export const issued = (store: EventStore, units: number) =>
  issuedCampaign({ store, now, units, ...NEXT_YEAR });

export type Campaign = Awaited<ReturnType<typeof issued>>;

/** A campaign whose units all have their assignment, written by the product's own assigner; nothing follows the log. */
export async function assigned(store: EventStore, units: number): Promise<Campaign> {
  const before = await store.head();
  const campaign = await issued(store, units);
  const assigner = createAssigner({ store, now });
  const events = await store.readAll({ after: before, limit: 10_000 });
  await assigner.handle(
    events.filter(({ type }) => type === 'CampaignIssued'),
    { query: () => Promise.resolve([]) },
  );
  return campaign;
}
