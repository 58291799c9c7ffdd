import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LogPart } from './log-part.ts';

/** What a thread is told at its start, … */
export type Reading = { connectionString: string; snapshot: string };
/** … asked, and answers. */
export type PartAsked = { after: number };
export type PartRead = { after: number; part: LogPart } | { error: Error };

/** Reads parts in a thread of its own, over a connection of its own that sees the log at the moment of the snapshot. */
export function startPartReader(reading: Reading) {
  const thread = new Worker(new URL('part-thread.mjs', import.meta.url), { workerData: reading });
  // Whoever waits for a part is told; a thread that falls when nobody does is missed by the next who asks.
  thread.on('error', () => undefined);
  return {
    async read(after: number): Promise<LogPart> {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      thread.postMessage({ after } satisfies PartAsked);
      const [answer] = (await once(thread, 'message')) as [PartRead];
      if ('error' in answer) throw answer.error;
      return answer.part;
    },
    stop: async () => void (await thread.terminate()),
  };
}
