import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { eventStoreContract } from './event-store.contract.ts';
import { request } from './testing/requests.ts';
import { createInMemoryEventStore } from './in-memory-event-store.ts';

eventStoreContract('in memory', () => {
  const store = createInMemoryEventStore({ sealingKey: randomBytes(32) });
  return Promise.resolve({
    store,
    shredKey: (streamId: string) => store.shredKey(streamId),
    close: () => Promise.resolve(),
  });
});

describe('createInMemoryEventStore', () => {
  it('never lets committedAt fall, even when the clock does', async () => {
    const clock = ['2026-03-02T01:00:00.000Z', '2026-03-02T00:00:00.000Z', '2026-03-02T02:00:00.000Z'];
    const store = createInMemoryEventStore({ now: () => clock.shift() ?? '' });
    for (let n = 0; n < 3; n += 1) await store.append(request(randomUUID()));
    expect((await store.readAll({ after: 0 })).map((event) => event.committedAt)).toEqual([
      '2026-03-02T01:00:00.000Z',
      '2026-03-02T01:00:00.000Z',
      '2026-03-02T02:00:00.000Z',
    ]);
  });
});
