import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { StreamEnds, uuidAt } from './stream-ends.ts';

/** More than three times what the tables begin with. */
const STREAMS = 20_000;
const words = (bytes: Buffer) => new Uint32Array(Uint8Array.from(bytes).buffer);

it('keeps the last end of every stream, however often its tables grow', () => {
  const ends = new StreamEnds();
  const [ids, leaves] = [words(randomBytes(STREAMS * 16)), words(randomBytes(STREAMS * 32))];
  for (const version of [1, 2]) {
    for (let n = 0; n < STREAMS; n += 1)
      ends.put(ids, n * 4, { version, position: version * 100_000 + n }, leaves, n * 8);
  }
  expect(ends.size).toBe(STREAMS);
  for (let n = 0; n < STREAMS; n += 1) {
    const slot = ends.find(ids, n * 4);
    if (ends.version(slot) !== 2 || ends.position(slot) !== 200_000 + n || !ends.hasLeaf(slot, leaves, n * 8))
      throw new Error(`stream ${n} is not what was put`);
  }
  expect(ends.find(words(randomBytes(16)), 0)).toBe(-1);
});

it('tells which streams were not named', () => {
  const ends = new StreamEnds();
  const [ids, leaves] = [words(randomBytes(3 * 16)), words(randomBytes(32))];
  for (let n = 0; n < 3; n += 1) ends.put(ids, n * 4, { version: 1, position: n + 1 }, leaves, 0);
  for (const n of [0, 2]) ends.name(ends.find(ids, n * 4));
  expect([...ends.unnamed()]).toEqual([{ id: uuidAt(ids, 4), position: 2 }]);
});
