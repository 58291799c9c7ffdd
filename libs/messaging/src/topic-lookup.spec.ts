import { describe, expect, it } from '@jest/globals';
import { decodeAnswer, requestFor } from './topic-lookup.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const id = Array.from({ length: 16 }, (_, nth) => nth);

// As the protocol writes it: lengths are one more than they count, 0 is null, tags end each part.
const answer = (errorCode: number) =>
  bytes(
    [0], // tags of the header
    [0, 0, 0, 0], // throttle time
    [3], // two brokers: one with a rack, one with a tag
    [0, 0, 0, 1, 10],
    'localhost',
    [0, 0, 35, 132, 3],
    'r1',
    [0],
    [0, 0, 0, 2, 10],
    'localhost',
    [0, 0, 35, 133, 0, 1, 7, 2, 1, 2],
    [4],
    'abc', // cluster
    [0, 0, 0, 1], // controller
    [2, 0, errorCode, 3], // one topic
    't1',
    id,
    [0, 7], // not internal, six partitions
  );

describe('The request for a topic', () => {
  it('asks by name and creates nothing', () => {
    const none = Array.from({ length: 16 }, () => 0);
    expect(requestFor('t1')).toEqual(bytes([0, 2], none, [3], 't1', [0, 0, 0, 0]));
  });

  it('may have the longest name that Kafka takes', () => {
    const request = requestFor('x'.repeat(249));
    expect(request.subarray(18, 20)).toEqual(Buffer.from([0xfa, 0x01]));
    expect(request).toHaveLength(2 + 16 + 2 + 249 + 1 + 3);
  });

  it('is answered by the id and the number of partitions, whatever brokers there are', () => {
    const expected = { errorCode: 0, id: Buffer.from(id).toString('base64url'), partitions: 6 };
    expect(decodeAnswer(answer(0))).toEqual(expected);
    expect(decodeAnswer(answer(3))).toMatchObject({ errorCode: 3 });
  });
});
