import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { v5 as uuidv5 } from 'uuid';
import { assignmentIdOf, eventIdOf, unitIdOf } from './stream-ids.ts';

const NAMESPACE = '7f0c5d3e-6f2b-5c39-9a51-1889c0de2023';

describe('ids by name', () => {
  it('never change: the log of every installation holds them', () => {
    expect(unitIdOf('DV-00001')).toBe('ad1d4203-3f2d-520b-9056-ff2fb19ae9a6');
  });

  it('are version 5 of RFC 9562, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.nat(), (one, other, index) => {
        expect(unitIdOf(one)).toBe(uuidv5(`unit/${one}`, NAMESPACE));
        expect(assignmentIdOf(one, other)).toBe(uuidv5(`assignment/${one}/${other}`, NAMESPACE));
        expect(eventIdOf(one, index)).toBe(uuidv5(`${one}/${index}`, NAMESPACE));
      }),
    );
  });
});
