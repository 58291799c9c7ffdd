import type { DirectiveRow } from '@dondoc/contracts/directives.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { directivesProjection } from '@dondoc/read-models/directives/directives.projection.ts';
import type { LoggedEvent } from '@dondoc/read-models/projection.ts';
import type { Views } from '../views.ts';

const ALL_CAMPAIGNS = 500;

/** Ids of the directives a unit was addressed by: it sees these letters and no others. */
export async function directiveIdsOf(views: Views, unitId: string, at: string): Promise<ReadonlySet<string>> {
  const { items } = await views.campaigns({ limit: ALL_CAMPAIGNS, sort: '-draftedAt', ofUnit: unitId, at });
  return new Set(items.map(({ directiveId }) => directiveId));
}

/** The same letters as rows of the register, the newest first. A few a year: never more than one page. */
export async function directivesOfUnit(
  { store, views }: { store: EventStore; views: Views },
  unitId: string,
  at: string,
): Promise<DirectiveRow[]> {
  const rows: DirectiveRow[] = [];
  for (const directiveId of await directiveIdsOf(views, unitId, at)) {
    const { events } = await store.readStream<LoggedEvent>(directiveId);
    const row = events[0] ? directivesProjection.evolve(null, events[0], 0) : null;
    if (row) rows.push(row);
  }
  return rows.sort((a, b) => (a.issuedOn < b.issuedOn ? 1 : -1));
}
