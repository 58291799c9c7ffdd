import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalText } from '../envelope.ts';
import { isSurelyCanonicalUpTo } from './canonical-scan.ts';

const isSure = (text: string) => {
  const bytes = Buffer.from(`{"a":${text},"b":0}`);
  return isSurelyCanonicalUpTo(bytes, 0, bytes.length - ',"b":0}'.length, 'b'.length);
};

/** What the log itself says of the text: read, written again, the same? */
function isCanonical(text: string): boolean {
  try {
    return canonicalText(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}

const EVENT =
  '{"at":"2026-03-02T01:00:00.000Z","by":{"id":"a1","role":"UNIT"},"data":{"list":[1,-20,[],{}],"none":null,' +
  '"note":"Đôn đốc \\"gấp\\"\\n","ok":true}}';

describe('isSurelyCanonicalUpTo', () => {
  it('is sure of an ordinary event', () => {
    expect(isCanonical(EVENT)).toBe(true);
    expect(isSure(EVENT)).toBe(true);
  });

  it('is sure of nothing that the log itself would not call canonical', () => {
    const value = fc.jsonValue({ depthSize: 'medium', stringUnit: 'binary' });
    fc.assert(
      fc.property(value, (tree) => {
        const text = JSON.stringify(tree);
        if (isSure(text)) expect(isCanonical(text)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is sure of no event with any of its bytes changed, added or removed, unless that is canonical too', () => {
    const piece = fc.constantFrom(
      '',
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '0',
      '-',
      'e',
      '.',
      ' ',
      '\u0001',
      'ế',
      '/',
    );
    fc.assert(
      fc.property(fc.nat(EVENT.length), fc.nat(2), piece, (where, removed, added) => {
        const text = EVENT.slice(0, where) + added + EVENT.slice(where + removed);
        if (isSure(text)) expect(isCanonical(text)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['keys out of order', '{"b":1,"a":2}'],
    ['a key twice', '{"a":1,"a":2}'],
    ['a key that begins the one before it', '{"ab":1,"a":2}'],
    ['a space', '{"a": 1}'],
    ['a fraction', '{"a":1.5}'],
    ['minus zero', '{"a":-0}'],
    ['a leading zero', '{"a":01}'],
    ['a number past 2^53', '{"a":9007199254740993}'],
    ['an escape that is not needed', '{"a":"\\/"}'],
    ['a raw control character', '{"a":"\t"}'],
    ['an object that does not end', '{"a":{"b":1}'],
    ['something after the end', '{"a":1}}'],
    ['nothing', ''],
  ])('is not sure of %s', (_, text) => {
    expect(isSure(text)).toBe(false);
  });

  it('wants the key behind the comma in order as well', () => {
    const upTo = (head: string, tail: string) =>
      isSurelyCanonicalUpTo(Buffer.from(head + tail), 0, head.length, 1);
    expect(upTo('{"a":1', ',"b":2}')).toBe(true);
    expect(upTo('{"b":1', ',"a":2}')).toBe(false);
    expect(upTo('{"b":1', ',"b":2}')).toBe(false);
  });

  it.each(['{"a":{"x":1', '{"a":"x', '{"a":[1'])(
    'knows that at the end of %s it stands inside a value',
    (head) => {
      for (const tail of [',"b":2}', ',"b":2}}', '","b":2}', ',"b":2}]}'])
        expect(isSurelyCanonicalUpTo(Buffer.from(head + tail), 0, head.length, 1)).toBe(false);
    },
  );
});
