import type { Position } from '../event-store.ts';

const EVERY_MS = 5;

export type HintSender = {
  /** Tells the newest position: at once after a quiet moment, then what came meanwhile together. */
  announce(position: Position): void;
  /** One payload for certain, in its turn. Rejects with what `send` rejects with. */
  send(payload: string): Promise<void>;
  close(): void;
};

/**
 * Puts hints onto a connection one at a time: the next goes 5 ms after the last was answered at the earliest, so that a database that
 * is slow to answer is not asked more the slower it is.
 */
export function createHintSender(
  send: (payload: string) => Promise<void>,
  onFault: (error: unknown) => void,
): HintSender {
  let latest: Position = 0;
  let isTelling = false;
  let pause: NodeJS.Timeout | null = null;
  let isClosed = false;
  let turn: Promise<void> = Promise.resolve();

  function inTurn(payload: string): Promise<void> {
    const sent = turn.then(() => send(payload));
    turn = sent.catch(() => undefined);
    return sent;
  }

  async function tell(): Promise<void> {
    isTelling = true;
    const told = latest;
    await inTurn(String(told)).catch(onFault);
    if (isClosed) return;
    pause = setTimeout(() => {
      isTelling = false;
      if (latest > told) void tell();
    }, EVERY_MS);
  }

  return {
    announce(position) {
      latest = Math.max(latest, position);
      if (!isTelling && !isClosed) void tell();
    },
    send: inTurn,
    close() {
      isClosed = true;
      if (pause) clearTimeout(pause);
    },
  };
}
