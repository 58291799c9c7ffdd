import { randomUUID } from 'node:crypto';
import { ConcurrencyError, type AppendRequest, type EventStore, type NewEvent } from '../event-store.ts';

export const ADMINISTRATOR = { id: 'a1', role: 'ADMINISTRATOR' } as const;
export const noted = (text: string): NewEvent => ({ type: 'Noted', data: { text } });

export function request(streamId: string, over: Partial<AppendRequest> = {}): AppendRequest {
  return {
    streamId,
    category: 'test',
    expectedVersion: 0,
    previousHash: '',
    events: [noted('một')],
    commandId: randomUUID(),
    actor: ADMINISTRATOR,
    at: '2026-03-02T01:00:00.000Z',
    correlationId: 'c1',
    ...over,
  };
}

/** Appends one event at the stream's end, again and again until the race is won: what handleCommand does. */
export async function appendAtEnd(store: EventStore, streamId: string, event: NewEvent): Promise<number> {
  for (let lost = 0; ; lost += 1) {
    const { version, headHash } = await store.readStream(streamId, {
      afterVersion: await store.streamVersion(streamId),
    });
    try {
      await store.append(
        request(streamId, { expectedVersion: version, previousHash: headHash, events: [event] }),
      );
      return lost;
    } catch (error) {
      if (!(error instanceof ConcurrencyError)) throw error;
    }
  }
}
