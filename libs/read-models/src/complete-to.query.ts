import type { Position } from '@dondoc/event-store/event-store.ts';
import type { EntityManager } from 'typeorm';

export type ProjectionName =
  | 'campaigns'
  | 'assignments'
  | 'units'
  | 'directives'
  | 'conclusions'
  | 'findings'
  | 'remediation'
  | 'ratings';

/** The log position up to which all the named read models are complete. 0 when one of them has not begun. */
export async function completeTo(db: EntityManager, ...names: ProjectionName[]): Promise<Position> {
  const [row] = await db.query<{ position: number }[]>(
    `SELECT min(coalesce(c.position, 0))::float8 AS position
     FROM app.projection p LEFT JOIN es.cursor c ON c.name = 'projection:' || p.name AND c.version = p.generation
     WHERE p.status = 'live' AND p.name = ANY ($1)`,
    [names],
  );
  return row?.position ?? 0;
}

/** The cursors behind the named read models, for whoever waits until they have reached a position. */
export async function liveCursors(
  db: EntityManager,
  ...names: ProjectionName[]
): Promise<{ name: string; version: number }[]> {
  return db.query(
    `SELECT 'projection:' || name AS name, generation AS version
     FROM app.projection WHERE status = 'live' AND name = ANY ($1) ORDER BY name`,
    [names],
  );
}
