import type { RatingsQuery } from '@dondoc/contracts/rating-queries.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { periodDecider } from '@dondoc/domain/rating/process/period.decider.ts';
import type { PeriodEvent } from '@dondoc/domain/rating/process/period.events.ts';
import type { PeriodState } from '@dondoc/domain/rating/process/period-state.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import type { UnitEvent } from '@dondoc/domain/unit/unit.events.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { ratingIdOf, ratingPeriodIdOf } from '@dondoc/event-store/stream-ids.ts';
import { RATINGS_AT_ONCE } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { foldPage, type LoggedEvent } from '@dondoc/read-models/projection.ts';
import { listFolded } from '@dondoc/read-models/ratings/list-folded.ts';
import {
  NO_PERIOD,
  type RatingLine,
  type SharedTerms,
  type Viewer,
} from '@dondoc/read-models/ratings/rating-line.ts';
import { ratingsProjection } from '@dondoc/read-models/ratings/ratings.projection.ts';
import { campaignAsOf } from '../campaigns/read-campaign.ts';
import type { Page } from '../views.ts';

export const sharedTerms = (period: PeriodState | null): SharedTerms =>
  period === null || period.status === 'NONE'
    ? NO_PERIOD
    : { mergedInto: period.mergedInto, locked: period.lock !== null };

/**
 * The list as it stood at a position: the read model's own projection over the streams behind it, a few hundred ratings at a time.
 * Throws 'unknown-campaign', also for one that began later.
 */
export async function ratingsAsOf(
  store: EventStore,
  {
    position: upTo,
    ...asked
  }: Omit<RatingsQuery, 'asOf' | 'minPosition' | 'unit'> & {
    unitId?: string;
    campaignId: string;
    position: Position;
    viewer: Viewer;
  },
): Promise<Page<RatingLine>> {
  const { campaignId } = asked;
  await campaignAsOf(store, campaignId, upTo);
  const [campaign, period] = await Promise.all([
    store.readStream<LoggedEvent>(campaignId, { upTo }),
    store.readStream<PeriodEvent>(ratingPeriodIdOf(campaignId), { upTo }),
  ]);
  const listing = [...campaign.events, ...(period.events as readonly LoggedEvent[])];
  const rows = foldPage(ratingsProjection, new Map(), inOrder(listing));
  const names = new Map<string, string | null>();
  const all = [...rows.values()];
  for (let from = 0; from < all.length; from += RATINGS_AT_ONCE) {
    const page = all.slice(from, from + RATINGS_AT_ONCE);
    const streams = await Promise.all(
      page.map(({ subjectId }) => store.readStream<LoggedEvent>(ratingIdOf(campaignId, subjectId), { upTo })),
    );
    const stepped = foldPage(
      ratingsProjection,
      rows,
      streams.flatMap(({ events }) => events),
    );
    for (const [key, row] of stepped) {
      // A post may have been listed anew after its last step.
      const lastPosition = Math.max(row.lastPosition, rows.get(key)?.lastPosition ?? 0);
      rows.set(key, { ...row, lastPosition });
    }
    const units = page.filter(({ post }) => post === null);
    const named = await Promise.all(units.map(({ unitId }) => nameAsOf(store, unitId, upTo)));
    for (const [index, { unitId }] of units.entries()) names.set(unitId, named[index] ?? null);
  }
  const shared = sharedTerms(fold(periodDecider, period.events));
  return listFolded([...rows.values()], { ...asked, shared, names });
}

const inOrder = (events: readonly LoggedEvent[]) =>
  events.toSorted((one, other) => one.position - other.position);

async function nameAsOf(store: EventStore, unitId: string, upTo: Position): Promise<string | null> {
  const unit = fold(unitDecider, (await store.readStream<UnitEvent>(unitId, { upTo })).events);
  return unit.status === 'NONE' ? null : unit.profile.name;
}
