import { Client } from 'pg';
import type { Position } from '../event-store.ts';
import { createHintSender } from './hint-sender.ts';

const CHANNEL = 'es';
const POLL_EVERY_MS = 250;
const RECONNECT_AFTER_MS = 500;

/**
 * Wakes followers early. NOTIFY is only a hint (it is sent beside the append, at most every 5 ms, because inside it would
 * cost the log its speed); the head of the log, asked every 250 ms while somebody waits, is the truth.
 */
export type AppendSignal = {
  announce: (position: Position) => void;
  /** Tells every process to forget the key of this stream. */
  announceShredded: (streamId: string) => Promise<void>;
  wait: (position: Position, timeoutMs: number, signal?: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
};

export async function openAppendSignal(options: {
  connectionString: string;
  head: () => Promise<Position>;
  /** A stream's key was destroyed; without a name: hints were missed, so any may have been. */
  onShredded: (streamId?: string) => void;
  onFault: (error: unknown) => void;
}): Promise<AppendSignal> {
  let latest: Position = 0;
  let client: Client | null = null;
  let isClosed = false;
  let poll: NodeJS.Timeout | null = null;
  let reconnect: NodeJS.Timeout | null = null;
  const waiting = new Set<{ position: Position; wake(): void }>();

  function seen(position: Position): void {
    latest = Math.max(latest, position);
    for (const waiter of waiting) if (waiter.position < latest) waiter.wake();
  }

  async function listen(): Promise<void> {
    const fresh = new Client({
      connectionString: options.connectionString,
      application_name: 'dondoc signal',
      keepAlive: true,
    });
    fresh.on('error', (error) => lost(fresh, error));
    fresh.on('notification', ({ payload = '' }) => {
      if (payload.startsWith('shredded:')) options.onShredded(payload.slice('shredded:'.length));
      else seen(Number(payload));
    });
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
    client = fresh;
    options.onShredded();
  }

  function lost(old: Client, error: unknown): void {
    if (isClosed || reconnect) return;
    if (client === old) client = null;
    options.onFault(error);
    reconnect = setTimeout(() => {
      reconnect = null;
      listen().catch((fault: unknown) => lost(old, fault));
    }, RECONNECT_AFTER_MS);
  }

  const hints = createHintSender(async (payload) => {
    await client?.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
  }, options.onFault);

  function ask(): void {
    // A database out of reach is told by whoever reads or writes; here it only means no hint.
    options.head().then(seen, () => undefined);
  }

  await listen();
  return {
    announce(position) {
      seen(position);
      hints.announce(position);
    },

    announceShredded: (streamId) => hints.send(`shredded:${streamId}`),

    wait(position, timeoutMs, signal) {
      if (latest > position || isClosed || signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const waiter = { position, wake };
        const timer = setTimeout(wake, timeoutMs);
        function wake() {
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          waiting.delete(waiter);
          if (waiting.size === 0 && poll) {
            clearInterval(poll);
            poll = null;
          }
          resolve();
        }
        signal?.addEventListener('abort', wake, { once: true });
        waiting.add(waiter);
        poll ??= setInterval(ask, POLL_EVERY_MS);
      });
    },

    async close() {
      isClosed = true;
      hints.close();
      if (reconnect) clearTimeout(reconnect);
      for (const waiter of waiting) waiter.wake();
      await client?.end();
    },
  };
}
