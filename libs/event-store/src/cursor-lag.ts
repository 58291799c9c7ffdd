import type { Position } from './event-store.ts';
import type { Queryable } from './cursors.ts';

export type CursorLag = {
  name: string;
  version: number;
  position: Position;
  /** Positions between the cursor and the head of the log. */
  behind: number;
  /** Seconds since the oldest event it has not handled was committed; 0 at the head. */
  lagSeconds: number;
  /** Seconds since it moved, was claimed or was reset: a cursor at the head rests, one behind it must not. */
  stillSeconds: number;
  /** Streams set aside because an event of theirs cannot be handled. */
  parkedStreams: number;
};

/** Where every follower stands against the head of the log, by name; those of retired generations are left out. */
export async function cursorLags(db: Queryable): Promise<CursorLag[]> {
  const { rows } = await db.query<CursorLag>(
    `SELECT c.name, c.version, c.position::float8 AS position,
       greatest(h.head - c.position, 0)::float8 AS behind,
       coalesce(greatest(extract(epoch FROM clock_timestamp() - e.committed_at), 0), 0)::float8 AS "lagSeconds",
       greatest(extract(epoch FROM clock_timestamp() - c.updated_at), 0)::float8 AS "stillSeconds",
       (SELECT count(DISTINCT p.stream_id) FROM es.parked p
        WHERE p.cursor_name = c.name AND p.cursor_version = c.version)::int AS "parkedStreams"
     FROM es.cursor c
     CROSS JOIN (SELECT coalesce(max(position), 0) AS head FROM es.event) h
     LEFT JOIN es.event e ON e.position = c.position + 1
     WHERE c.status <> 'retired' ORDER BY c.name, c.version`,
  );
  return rows;
}

/** Behind the head and not moving: a slow rebuild goes on, a stuck follower does not. */
export const standsStill = ({ lagSeconds, stillSeconds }: CursorLag, afterSeconds: number): boolean =>
  lagSeconds > afterSeconds && stillSeconds > afterSeconds;
