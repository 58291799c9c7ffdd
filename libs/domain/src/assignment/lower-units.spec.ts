import { describe, expect, it } from '@jest/globals';
import { requireLowerDecided } from './lower-units.ts';

describe('R-22: units below are decided first', () => {
  it('lets a decision pass when they all are', () => {
    expect(requireLowerDecided({ undecided: [], isOver: false }, 'BLOCK')).toEqual([]);
  });

  it('AC-28: blocks it while one is not, and names it', () => {
    expect(() => requireLowerDecided({ undecided: ['XA-1'], isOver: false }, 'BLOCK')).toThrow(
      expect.objectContaining({ code: 'lower-units-undecided', details: { rule: 'R-22', units: ['XA-1'] } }),
    );
  });

  it('AC-28: or warns where the campaign only warns, and names it for the record', () => {
    expect(requireLowerDecided({ undecided: ['XA-1'], isOver: false }, 'WARN')).toEqual(['XA-1']);
  });

  it('does not wait for ever for units of a cascade that is over', () => {
    expect(requireLowerDecided({ undecided: ['XA-1'], isOver: true }, 'BLOCK')).toEqual(['XA-1']);
  });

  it('is a fault, not a pass, where nobody looked', () => {
    expect(() => requireLowerDecided(null, 'WARN')).toThrow(TypeError);
  });
});
