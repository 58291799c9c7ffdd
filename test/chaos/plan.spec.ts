import { describe, expect, it } from '@jest/globals';

import { FAULTS, planRounds } from './plan.ts';

const plan = (seed: number, first = 1, count = 50) =>
  planRounds({ seed, first, count, freezes: [2_500], faults: FAULTS });

describe('The plan of a run of faults', () => {
  it('is the same for the same seed: faults, moments and commands', () => {
    expect(plan(7)).toEqual(plan(7));
    expect(plan(7)).not.toEqual(plan(8));
  });

  it('does not depend on how many rounds are asked for', () => {
    expect(plan(7, 1, 20)).toEqual(plan(7).slice(0, 20));
  });

  it('deals every fault once before it deals one again, and has commands for every round', () => {
    const rounds = plan(3);
    const kinds = rounds.slice(0, FAULTS.length).map(({ fault }) => fault.kind);
    expect(new Set(kinds).size).toBe(FAULTS.length);
    for (const { commands } of rounds) expect(commands.length).toBeGreaterThan(0);
    const keys = rounds.flatMap(({ commands }) => commands.flat().map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
