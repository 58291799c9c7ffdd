import type { DraftCampaignRequest } from '@dondoc/contracts/campaign-requests.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import { refuse } from '../http/problem.ts';
import { findUnit, type KnownUnit } from '../units/find-unit.ts';
import type { Views } from '../views.ts';

const DIRECTORY_WAIT_MS = 5_000;

/**
 * The units a campaign addresses: those of whole categories from the directory, then those named one by one, in that order.
 * A unit that comes up both ways is left for the decider to refuse. Throws 'unknown-units' naming every one of them.
 */
export async function addresseesOf(
  { store, views }: { store: EventStore; views: Views },
  { categories = [], units = [] }: DraftCampaignRequest['addressees'],
  at: string,
): Promise<Addressee[]> {
  const listed =
    categories.length === 0 ? [] : await inCategories({ store, views }, categories, dayOf(at, DEFAULT_ZONE));
  return [...listed, ...(await namedUnits(store, units, '/addressees/units'))];
}

/** Freezing a list that misses the units imported a second ago would be wrong for good. Refuses with 503. */
export async function requireDirectory({ store, views }: { store: EventStore; views: Views }): Promise<void> {
  const head = await store.head();
  if ((await views.waitFor('units', head, DIRECTORY_WAIT_MS)) < head) {
    throw refuse(503, 'directory-behind', 'The unit directory is catching up. Try again.', {
      retryAfterSeconds: 5,
    });
  }
}

async function inCategories(
  { store, views }: { store: EventStore; views: Views },
  categories: readonly string[],
  on: string,
) {
  await requireDirectory({ store, views });
  const rows = await views.unitsIn(categories, on);
  const empty = categories.filter((category) => !rows.some((row) => row.addresseeCategory === category));
  if (empty.length > 0) {
    throw new DomainError('category-without-units', `No unit is registered under: ${empty.join(', ')}.`, {
      path: '/addressees/categories',
      categories: empty,
    });
  }
  return rows.map(({ unitId, code, addresseeCategory, peerGroup }) => ({
    unitId,
    code,
    category: addresseeCategory,
    peerGroup,
  }));
}

/** Throws 'unknown-units' naming every one at `path`. */
export async function namedUnits(
  store: EventStore,
  references: readonly string[],
  path: string,
): Promise<Addressee[]> {
  const found: Addressee[] = [];
  const unknown: string[] = [];
  for (const reference of references) {
    const unit = await findUnit(store, reference);
    if (unit?.status === 'REGISTERED') found.push(addresseeOf(unit));
    else unknown.push(reference);
  }
  if (unknown.length === 0) return found;
  throw new DomainError('unknown-units', `Not in the directory, or dissolved: ${unknown.join(', ')}.`, {
    path,
    units: unknown,
  });
}

export const addresseeOf = ({ unitId, profile }: KnownUnit): Addressee => ({
  unitId,
  code: profile.code,
  category: profile.addresseeCategory,
  peerGroup: profile.peerGroup,
});
