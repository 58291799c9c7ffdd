import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '@dondoc/domain/calendar/day.ts';

export type Pump = { stop(): Promise<void> };

/**
 * Sends what is due, again and again, until it is stopped; what is under way then is finished. `sendDue` answers how many deliveries
 * were tried: after none the pump rests for `idleMs`. What it throws goes to `onError`, and the pump goes on.
 */
export function startPump({
  sendDue,
  idleMs = 500,
  onError,
}: {
  sendDue: () => Promise<number>;
  idleMs?: number | undefined;
  onError: (error: unknown) => void;
}): Pump {
  const stopping = new AbortController();
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const tried = await sendDue().catch((error: unknown) => {
        onError(error);
        return 0;
      });
      if (tried === 0) await delay(idleMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Waits for every attempt; one that failed by a fault goes to `onError` and holds up no other. */
export async function settleAll(
  attempts: readonly Promise<void>[],
  onError: (error: unknown) => void,
): Promise<void> {
  for (const outcome of await Promise.allSettled(attempts)) {
    if (outcome.status === 'rejected') onError(outcome.reason);
  }
}

export const later = (instant: Instant, ms: number): Instant =>
  new Date(Date.parse(instant) + ms).toISOString();
