import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The only randomness of a simulation: the same seed draws the same numbers on every machine. */
export type Chance = {
  /** A whole number, both ends included. */
  between: (from: number, to: number) => number;
  /** One key, drawn by its weight (whole numbers). */
  weighted: <Key extends string>(weights: Readonly<Record<Key, number>>) => Key;
};

export function chanceFrom(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  const between = (from: number, to: number) => uniformInt(generator, from, to);
  return {
    between,
    weighted: <Key extends string>(weights: Readonly<Record<Key, number>>): Key => {
      const entries = Object.entries(weights) as [Key, number][];
      let draw = between(
        1,
        entries.reduce((sum, [, weight]) => sum + weight, 0),
      );
      for (const [key, weight] of entries) {
        draw -= weight;
        if (draw <= 0) return key;
      }
      throw new RangeError('weighted() needs at least one positive weight');
    },
  };
}
