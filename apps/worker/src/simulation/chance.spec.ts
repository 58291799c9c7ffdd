import { describe, expect, it } from '@jest/globals';
import { chanceFrom } from './chance.ts';

describe('The chance of a simulation', () => {
  it('draws the same for the same seed', () => {
    const draw = (seed: number) => {
      const chance = chanceFrom(seed);
      return Array.from({ length: 50 }, () => chance.between(0, 1_000));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('draws by weight and never what weighs nothing', () => {
    const chance = chanceFrom(7);
    const drawn = Array.from({ length: 300 }, () => chance.weighted({ often: 9, seldom: 1, never: 0 }));
    expect(drawn).not.toContain('never');
    expect(drawn.filter((key) => key === 'often').length).toBeGreaterThan(
      drawn.filter((key) => key === 'seldom').length,
    );
  });
});
