import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isSameValue } from './same-value.ts';

/** As the log gives a value back: fields sorted, those that are undefined gone. */
function fromLog(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromLog);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.filter(([, field]) => field !== undefined).map(([name, field]) => [name, fromLog(field)]),
  );
}

describe('A value', () => {
  it('is the same after it came back from the log', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isSameValue(value, fromLog(value))));
    expect(isSameValue({ on: 1, text: undefined }, { on: 1 })).toBe(true);
  });

  it.each([
    [{ on: '2027-03-31' }, { on: '2027-04-01' }],
    [{ on: 1 }, { on: 1, to: 2 }],
    [{ on: 1 }, { to: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [null, {}],
    [1, '1'],
  ])('%j is another than %j', (one, other) => {
    expect(isSameValue(one, other)).toBe(false);
    expect(isSameValue(other, one)).toBe(false);
  });
});
