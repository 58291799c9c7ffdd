import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Decider } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '../event-store.ts';
import { handleCommand } from './handle-command.ts';
import { createInMemoryEventStore } from '../in-memory-event-store.ts';

type Add = { amount: number; at: string; actor: ActorRef };
type Added = { type: 'Added'; data: { amount: number } };

// The smallest decider with a rule: amounts add up to 10 at most, and 0 is nothing.
const counter: Decider<Add, number, Added> = {
  category: 'counter',
  initialState: 0,
  evolve: (sum, event) => sum + event.data.amount,
  decide({ amount }, sum) {
    if (sum + amount > 10) throw new DomainError('too-much', 'Add less.', { sum });
    return amount === 0 ? [] : [{ type: 'Added', data: { amount } }];
  },
};

describe('handleCommand', () => {
  let store: EventStore;
  let streamId: string;

  beforeEach(() => {
    store = createInMemoryEventStore();
    streamId = randomUUID();
  });

  const add = (
    amount: number,
    over: { commandId?: string; expectedVersion?: number; store?: EventStore } = {},
  ) => {
    const { store: other = store, commandId = randomUUID(), ...rest } = over;
    const command = { amount, at: '2026-03-02T01:00:00.000Z', actor: { id: 'a1', role: 'SYSTEM' } as const };
    return handleCommand(other, counter, {
      streamId,
      commandId,
      correlationId: 'c1',
      command,
      context: () => Promise.resolve(),
      ...rest,
    });
  };

  it('decides on the stream as it is and appends', async () => {
    expect(await add(4)).toEqual({ streamId, version: 1, position: 1, duplicate: false });
    expect(await add(6)).toEqual({ streamId, version: 2, position: 2, duplicate: false });
    await expect(add(1)).rejects.toMatchObject({ code: 'too-much', details: { sum: 10 } });
    expect(await store.streamVersion(streamId)).toBe(2);
  });

  it('answers a repeated command with its first result, before any rule or version is looked at', async () => {
    const first = await add(10, { commandId: 'k' });
    expect(await add(10, { commandId: 'k', expectedVersion: 99 })).toEqual({ ...first, duplicate: true });
  });

  it('says that nothing happened when nothing was decided', async () => {
    expect(await add(0)).toEqual({ streamId, version: 0, position: null, duplicate: false });
  });

  it('decides again on fresh state when it loses a race', async () => {
    const results = await Promise.all([add(2), add(3), add(4)]);
    expect(new Set(results.map((result) => result.version))).toEqual(new Set([1, 2, 3]));
    await expect(add(2)).rejects.toMatchObject({ code: 'too-much', details: { sum: 9 } });
  });

  it('refuses a version the caller has not seen, without another try', async () => {
    await add(1);
    await expect(add(1, { expectedVersion: 0 })).rejects.toMatchObject({
      name: 'ConcurrencyError',
      expectedVersion: 0,
    });
    expect(await add(1, { expectedVersion: 1 })).toMatchObject({ version: 2 });
  });

  it('gives up after losing five times', async () => {
    let tries = 0;
    const unlucky: EventStore = {
      ...store,
      async append(request) {
        tries += 1;
        await add(1);
        return store.append(request);
      },
    };
    await expect(add(1, { store: unlucky })).rejects.toMatchObject({ name: 'ConcurrencyError' });
    expect(tries).toBe(5);
  });
});
