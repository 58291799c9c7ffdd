import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import { PoisonEvent, type FollowerDefinition } from '@dondoc/event-store/follower.ts';
import { foldPage, keysIn, UnreadableEventError, type LoggedEvent, type Projection } from './projection.ts';
import { selectRowsSql, upsertRowsSql } from './table.ts';

/** The cursor of a projection; its version is the generation of the tables it fills. */
export const cursorName = (projectionName: string) => `projection:${projectionName}`;

/**
 * Follows the log into one generation of a projection. A page costs one SELECT and one upsert, in the transaction that also
 * moves the cursor: an event is in the tables exactly once, whenever the process is killed.
 */
export function projectionFollower<Row extends object>(
  projection: Projection<Row>,
  generation: number,
  batchSize = 1_000,
): FollowerDefinition {
  return {
    name: cursorName(projection.name),
    version: generation,
    batchSize,
    concerns: (event) => projection.keysOf(event as LoggedEvent).length > 0,
    // What is in the log was written by our own deciders, so its types are the domain's.
    handle: (events, tx) => writePage(projection, generation, events as readonly LoggedEvent[], tx),
  };
}

async function writePage<Row extends object>(
  projection: Projection<Row>,
  generation: number,
  events: readonly LoggedEvent[],
  tx: FollowerTransaction,
): Promise<void> {
  const keys = keysIn(projection, events);
  if (keys.length === 0) return;
  const stored = await tx.query<Row>(selectRowsSql(projection, generation), [keys]);
  const before = new Map(stored.map((row) => [String(row[projection.key]), row]));
  const changed = [...foldOrPark(projection, before, events).values()];
  if (changed.length === 0) return;
  await tx.query(upsertRowsSql(projection, generation), [JSON.stringify(changed)], 'upsert-rows');
}

function foldOrPark<Row extends object>(
  projection: Projection<Row>,
  before: ReadonlyMap<string, Row>,
  events: readonly LoggedEvent[],
): Map<string, Row> {
  try {
    return foldPage(projection, before, events);
  } catch (error) {
    if (error instanceof UnreadableEventError) throw new PoisonEvent(error.message, { cause: error });
    throw error;
  }
}
