import { Client } from 'pg';
import type { Position } from './event-store.ts';
import { createLogChecker, type LogReport, type LogRow } from './log-checker.ts';
import { logTypes, selectRows } from './postgres/log-types.ts';

const PAGE = 5_000;

/**
 * Reads the whole log and checks all that the log can prove by itself: positions without a gap, bytes against leaf hashes,
 * each stream's versions and chain, columns against bytes, time never falling, and each stream's head row. Needs no keys.
 * What it cannot see takes a signed checkpoint: a log rewritten from some point to its end, its tables cut back together, or
 * events of different streams that changed places within one instant.
 */
export async function verifyLog(options: {
  connectionString: string;
  onProgress?(events: number): void;
}): Promise<LogReport> {
  const client = new Client({ connectionString: options.connectionString, types: logTypes });
  await client.connect();
  try {
    // One snapshot: events appended meanwhile are no difference between the two tables.
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const checker = createLogChecker();
    for (let page = await readPage(client, 0); page.length > 0;) {
      // The next page is on its way while this one is checked.
      const next = readPage(client, page.at(-1)?.[0] ?? 0);
      for (const row of page) checker.check(row);
      options.onProgress?.(checker.events());
      page = await next;
    }
    const heads = await selectRows<[string, number, string]>(
      client,
      'verify-heads',
      'SELECT stream_id, version, head_hash FROM es.stream ORDER BY stream_id',
      [],
    );
    return checker.finish(heads);
  } finally {
    await client.end();
  }
}

function readPage(client: Client, after: Position): Promise<LogRow[]> {
  return selectRows<LogRow>(
    client,
    'verify-read',
    `SELECT position, stream_id, version, event_id, type, committed_at, envelope, leaf_hash
     FROM es.event WHERE position > $1 ORDER BY position LIMIT ${PAGE}`,
    [after],
  );
}
