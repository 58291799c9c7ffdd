import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { canonicalEnvelope, canonicalText, leafHashOf, type Envelope } from './envelope.ts';

const envelope: Envelope = {
  v: 1,
  type: 'Noted',
  sv: 1,
  sid: 's',
  prev: '',
  id: 'e',
  data: { z: 1, a: [{ y: 1, x: 2 }] },
  corr: 'c',
  by: { role: 'ADMINISTRATOR', id: 'a1' },
  at: '2026-03-02T01:00:00.000Z',
};

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

describe('canonicalEnvelope', () => {
  it('writes the keys in their order at every depth, whatever order they came in', () => {
    expect(canonicalEnvelope(envelope)).toBe(
      '{"at":"2026-03-02T01:00:00.000Z","by":{"id":"a1","role":"ADMINISTRATOR"},"corr":"c",' +
        '"data":{"a":[{"x":2,"y":1}],"z":1},"id":"e","prev":"","sid":"s","sv":1,"type":"Noted","v":1}',
    );
  });

  it('leaves absent fields out', () => {
    expect(canonicalEnvelope({ ...envelope, data: { a: undefined, b: null } })).toContain(
      '"data":{"b":null}',
    );
  });

  it('takes 65,535 bytes and not one more, counted in UTF-8', () => {
    const empty = Buffer.byteLength(canonicalEnvelope({ ...envelope, data: { t: '' } }));
    const filled = (bytes: number) => ({ ...envelope, data: { t: `ế${'x'.repeat(bytes - empty - 3)}` } });
    expect(Buffer.byteLength(canonicalEnvelope(filled(65_535)))).toBe(65_535);
    expect(() => canonicalEnvelope(filled(65_536))).toThrow(
      expect.objectContaining({ code: 'event-too-large' }),
    );
  });
});

describe('canonicalText', () => {
  it('is the same text on the fast path and by the book', () => {
    fc.assert(fc.property(json, (value) => canonicalText(value) === canonicalize(value)));
  });

  it('comes out the same after a round trip', () => {
    fc.assert(
      fc.property(json, (value) => canonicalText(JSON.parse(canonicalText(value))) === canonicalText(value)),
    );
  });

  it.each([
    ['a bad value behind keys in order', { a: 1, b: 0.5 }, '/b'],
    ['a bad value behind keys out of order', { b: 1, a: { c: 2 ** 53 } }, '/a/c'],
    ['an undefined item', [1, undefined], '/1'],
    ['a big integer', { a: 1n }, '/a'],
    ['a map', { a: new Map() }, '/a'],
    ['a key with half of a surrogate pair', { '\udc00': 1 }, '/'],
  ])('refuses %s and names the place', (_, value, path) => {
    expect(() => canonicalText(value)).toThrow(
      expect.objectContaining({ code: 'not-canonical', details: { path } }),
    );
  });
});

describe('leafHashOf', () => {
  it('is the RFC 6962 hash of the bytes', () => {
    // SHA-256 of 0x00 alone, and of 0x00 || "Đ".
    expect(leafHashOf('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(leafHashOf('Đ')).toMatch(/^[0-9a-f]{64}$/);
  });
});
