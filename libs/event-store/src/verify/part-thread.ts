import { parentPort, workerData } from 'node:worker_threads';
import { Client } from 'pg';
import { buffersOf } from './log-part.ts';
import type { PartAsked, PartRead, Reading } from './part-reader.ts';
import { BY_INDEX, readPart } from './read-part.ts';

const { connectionString, snapshot } = workerData as Reading;
const client = new Client({ connectionString, application_name: 'dondoc verify' });
const ready = (async () => {
  await client.connect();
  await client.query(`BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY`);
  await client.query(`SET TRANSACTION SNAPSHOT '${snapshot}'`);
  await client.query(BY_INDEX);
})();
// Told with the first part that is asked for.
ready.catch(() => undefined);
client.on('error', () => undefined);

parentPort?.on('message', ({ after }: PartAsked) => {
  void answer(after);
});

async function answer(after: number): Promise<void> {
  try {
    await ready;
    const part = await readPart(client, after);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage({ after, part } satisfies PartRead, buffersOf(part));
  } catch (error) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage({ error: error as Error } satisfies PartRead);
  }
}
