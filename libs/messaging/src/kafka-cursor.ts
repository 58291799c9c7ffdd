import {
  listCursors,
  listParked,
  resetCursor,
  unpark,
  type Cursor,
  type Queryable,
} from '@dondoc/event-store/cursors.ts';
import type { Topic } from './event-publisher.ts';

const PREFIX = 'kafka/';

/** Another topic, a topic made anew and a topic with other partitions are each published to from the beginning. */
export const kafkaCursorName = (name: string, { id, partitions }: Topic) =>
  `${PREFIX}${name}/${id}/${partitions}`;

export type Publication = {
  cursor: string;
  /** All up to here is acknowledged by the broker. */
  position: number;
  updatedAt: string;
  /** Streams that wait for a person; none of their later events is published either. */
  parked: { streamId: string; events: number; reason: string }[];
};

/** Every topic that was ever published to, the newest first. */
export async function listPublications(db: Queryable): Promise<Publication[]> {
  const parked = await listParked(db);
  const cursors = await kafkaCursors(db);
  return cursors
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
    .map(({ name, version, position, updatedAt }) => {
      const own = parked.filter((each) => each.name === name && each.version === version);
      const streams = [...new Set(own.map(({ streamId }) => streamId))].map((streamId) => {
        const events = own.filter((each) => each.streamId === streamId);
        return { streamId, events: events.length, reason: events[0]?.reason ?? '' };
      });
      return { cursor: name, position, updatedAt, parked: streams };
    });
}

/** Publishes the whole log again; consumers recognise what they have. Answers the cursors set back. */
export async function republish(db: Queryable): Promise<string[]> {
  const cursors = await kafkaCursors(db);
  for (const { name, version } of cursors) await resetCursor(db, name, version, 0);
  return cursors.map(({ name }) => name);
}

/** Has every stream that was set aside published again from where it stopped. Answers how many events that is. */
export async function retryParked(db: Queryable): Promise<number> {
  const streams = new Map(
    (await listParked(db))
      .filter(({ name }) => name.startsWith(PREFIX))
      .map((each) => [`${each.name} ${each.version} ${each.streamId}`, each]),
  );
  let events = 0;
  for (const { name, version, streamId } of streams.values())
    events += await unpark(db, name, version, streamId);
  return events;
}

async function kafkaCursors(db: Queryable): Promise<Cursor[]> {
  return (await listCursors(db)).filter(({ name }) => name.startsWith(PREFIX));
}
