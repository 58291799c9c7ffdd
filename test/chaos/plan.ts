// What happens in a run, from its seed alone: which fault in which round, and which commands. When they meet is chance.
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

import type { Chance, Command } from './command.ts';
import { createScript } from './script.ts';

export const FAULTS = [
  'kill-api',
  'kill-worker',
  'kill-postgres-backend',
  'kill-postgres',
  'kill-temporal',
  'kill-kafka',
  'freeze-api',
  'freeze-worker',
  'freeze-postgres-backend',
  'freeze-temporal',
  'freeze-kafka',
  'cut-postgres',
  'cut-temporal',
  'cut-kafka',
  'stall-postgres',
  'disk-full',
  'clock-api',
  'clock-worker',
  'same-cursor',
  'lose-temporal',
] as const;
export type FaultKind = (typeof FAULTS)[number];

export type Fault = Readonly<{
  kind: FaultKind;
  /** milliseconds after the round's first command */
  after: number;
  /** how long it lasts, milliseconds; for a clock: how far it jumps */
  span: number;
  /** which of several (workers, backends): any number, taken modulo how many there are */
  which: number;
}>;
export type Round = Readonly<{ number: number; fault: Fault; commands: readonly (readonly Command[])[] }>;

const HOUR = 3_600_000;
const JUMPS = [-26 * HOUR, -HOUR, 90_000, 5 * HOUR, 30 * HOUR];

function chanceOf(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  return (from, to) => uniformInt(generator, from, to);
}

/**
 * Rounds `first` … `first + count - 1`, on a stack that begins anew with `first`. `freezes` (how long a freeze may last,
 * milliseconds) and `faults` are part of what makes a run the same.
 */
export function planRounds(of: {
  seed: number;
  first: number;
  count: number;
  freezes: readonly number[];
  faults: readonly FaultKind[];
}): Round[] {
  const { seed, first, count, freezes, faults } = of;
  const chance = chanceOf(seed * 1_000_003 + first);
  const script = createScript(chance, first);
  let deck: FaultKind[] = [];
  return Array.from({ length: count }, (_, index) => {
    // Dealt from a shuffled deck: every kind comes before one comes again.
    if (deck.length === 0) deck = shuffled(faults, chance);
    const kind = deck.pop() ?? 'kill-api';
    const fault = { kind, after: chance(0, 400), span: spanOf(kind, chance, freezes), which: chance(0, 99) };
    // A pause's instants are facts of it: under a wrong clock they would say nothing about the rungs that it held back.
    return { number: first + index, fault, commands: script.next(kind !== 'clock-api') };
  });
}

function spanOf(kind: FaultKind, chance: Chance, freezes: readonly number[]): number {
  if (kind.startsWith('clock-')) return JUMPS[chance(0, JUMPS.length - 1)] ?? HOUR;
  if (kind.startsWith('freeze-')) return freezes[chance(0, freezes.length - 1)] ?? 2_500;
  return chance(200, 1_200);
}

function shuffled<Item>(items: readonly Item[], chance: Chance): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(chance(0, left.length - 1), 1));
}
