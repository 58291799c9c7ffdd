import { describe, expect, it } from '@jest/globals';
import { createCoalescer, type Lane, type Outcome } from './coalescer.ts';
import { LogBusyError } from './event-store.ts';
import type { EncodedAppend } from './recorded-event.ts';

function encoded(streamId: string, events = 1, bytes = 100): EncodedAppend {
  const event = { eventId: 'e', type: 'Noted', version: 1, envelope: '', leafHash: '' };
  return {
    streamId,
    category: 'test',
    expectedVersion: 0,
    previousHash: '',
    bytes,
    events: Array.from({ length: events }, () => event),
  };
}

/** A lane that writes when told to, and remembers its batches by stream id. */
function heldLane(
  answer: (request: EncodedAppend) => Outcome = () => ({ position: 1, version: 1, eventIds: [] }),
) {
  const batches: string[][] = [];
  const gates: (() => void)[] = [];
  let isOpen = false;
  const lane: Lane = {
    async write(batch) {
      batches.push(batch.map((request) => request.streamId));
      if (!isOpen) await new Promise<void>((resolve) => gates.push(resolve));
      return batch.map(answer);
    },
  };
  return {
    lane,
    batches,
    release() {
      isOpen = true;
      for (const open of gates.splice(0)) open();
    },
  };
}

const limits = { batchEvents: 3, batchBytes: 1_000, queuedEvents: 5 };
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('createCoalescer', () => {
  it('writes what arrived together in one batch, up to its limits', async () => {
    const held = heldLane();
    const coalescer = createCoalescer([held.lane], limits);
    const all = ['a', 'b', 'c', 'd'].map((streamId) => coalescer.submit(encoded(streamId)));
    held.release();
    await Promise.all(all);
    expect(held.batches).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('keeps a batch under its bytes, yet takes a request that is larger all by itself', async () => {
    const held = heldLane();
    const coalescer = createCoalescer([held.lane], limits);
    held.release();
    await Promise.all([
      coalescer.submit(encoded('large', 1, 5_000)),
      coalescer.submit(encoded('a', 1, 600)),
      coalescer.submit(encoded('b', 1, 600)),
    ]);
    expect(held.batches).toEqual([['large'], ['a'], ['b']]);
  });

  it('halves a large batch over two lanes, and does not split it further', async () => {
    const [one, other] = [heldLane(), heldLane()];
    const coalescer = createCoalescer([one.lane, other.lane]);
    const all = Array.from({ length: 101 }, (_, n) => coalescer.submit(encoded(`s${n}`)));
    await turn();
    await turn();
    expect([...other.batches, ...one.batches].map(({ length }) => length)).toEqual([50, 51]);
    const small = coalescer.submit(encoded('late'));
    one.release();
    other.release();
    await Promise.all([...all, small]);
    expect([...one.batches, ...other.batches]).toHaveLength(3);
  });

  it('leaves a small batch whole: half of it is not worth another flush', async () => {
    const [one, other] = [heldLane(), heldLane()];
    const coalescer = createCoalescer([one.lane, other.lane]);
    const all = Array.from({ length: 63 }, (_, n) => coalescer.submit(encoded(`s${n}`)));
    one.release();
    other.release();
    await Promise.all(all);
    expect([...one.batches, ...other.batches].map(({ length }) => length)).toEqual([63]);
  });

  it('names a stream once a batch, and keeps the order of its requests', async () => {
    const written: EncodedAppend[] = [];
    const held = heldLane((request) => {
      written.push(request);
      return 'lost';
    });
    const coalescer = createCoalescer([held.lane], limits);
    const requests = [encoded('a'), encoded('a'), encoded('b'), encoded('a')];
    held.release();
    await Promise.all(requests.map((request) => coalescer.submit(request)));
    expect(held.batches).toEqual([['a', 'b'], ['a'], ['a']]);
    expect(written.filter((request) => request.streamId === 'a')).toEqual([
      requests[0],
      requests[1],
      requests[3],
    ]);
  });

  it('works on as many batches at once as it has lanes', async () => {
    const one = heldLane();
    const two = heldLane();
    const coalescer = createCoalescer([one.lane, two.lane], limits);
    const first = coalescer.submit(encoded('a'));
    await turn();
    const second = coalescer.submit(encoded('b'));
    await turn();
    expect([...one.batches, ...two.batches]).toHaveLength(2);
    one.release();
    two.release();
    await Promise.all([first, second]);
  });

  it('holds back a batch smaller than the one under way, until that one is done', async () => {
    const one = heldLane();
    const two = heldLane();
    const coalescer = createCoalescer([one.lane, two.lane], limits);
    const all = ['a', 'b'].map((streamId) => coalescer.submit(encoded(streamId)));
    await turn();
    all.push(coalescer.submit(encoded('c')));
    await turn();
    expect([...one.batches, ...two.batches]).toEqual([['a', 'b']]);
    all.push(coalescer.submit(encoded('d')));
    await turn();
    expect([...one.batches, ...two.batches]).toEqual(
      expect.arrayContaining([
        ['a', 'b'],
        ['c', 'd'],
      ]),
    );
    one.release();
    two.release();
    await Promise.all(all);
  });

  it('gives each caller its own outcome', async () => {
    const refused = new Error('refused');
    const held = heldLane((request) => (request.streamId === 'bad' ? refused : 'lost'));
    const coalescer = createCoalescer([held.lane], limits);
    held.release();
    const settled = await Promise.allSettled([
      coalescer.submit(encoded('bad')),
      coalescer.submit(encoded('good')),
    ]);
    expect(settled).toEqual([
      { status: 'rejected', reason: refused },
      { status: 'fulfilled', value: 'lost' },
    ]);
  });

  it('refuses at once when too much is waiting, and recovers', async () => {
    const held = heldLane();
    const coalescer = createCoalescer([held.lane], limits);
    const waiting = ['a', 'b', 'c', 'd', 'e', 'f'].map((streamId) => coalescer.submit(encoded(streamId)));
    await expect(coalescer.submit(encoded('g'))).rejects.toBeInstanceOf(LogBusyError);
    held.release();
    await Promise.all(waiting);
    await expect(coalescer.submit(encoded('g'))).resolves.toMatchObject({ version: 1 });
  });

  it('survives a lane that throws', async () => {
    let isBroken = true;
    const lane: Lane = {
      write: (batch) => {
        if (isBroken) return Promise.reject(new Error('broken'));
        return Promise.resolve(batch.map(() => 'lost' as const));
      },
    };
    const coalescer = createCoalescer([lane], limits);
    await expect(coalescer.submit(encoded('a'))).rejects.toThrow('broken');
    isBroken = false;
    await expect(coalescer.submit(encoded('a'))).resolves.toBe('lost');
  });

  it('is drained when everything has its outcome', async () => {
    const held = heldLane();
    const coalescer = createCoalescer([held.lane], limits);
    await coalescer.drained();
    let isDrained = false;
    const submitted = coalescer.submit(encoded('a'));
    const drained = coalescer.drained().then(() => (isDrained = true));
    await turn();
    expect(isDrained).toBe(false);
    held.release();
    await Promise.all([submitted, drained]);
  });
});
