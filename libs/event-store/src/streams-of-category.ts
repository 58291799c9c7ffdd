import type { FollowerTransaction } from './follower-session.ts';

/** Ids of all streams of a category, as committed now. Reads the whole index of streams: for once in a process, not for each event. */
export async function streamsOfCategory(tx: FollowerTransaction, category: string): Promise<string[]> {
  const rows = await tx.query<{ stream_id: string }>('SELECT stream_id FROM es.stream WHERE category = $1', [
    category,
  ]);
  return rows.map((row) => row.stream_id);
}
