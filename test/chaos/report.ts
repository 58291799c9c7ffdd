// What a run comes to: the totals of its epochs, for people and as JSON (README.md describes the fields).
import { cpus, totalmem } from 'node:os';

import type { EpochResult } from './run-epoch.ts';

export type Totals = Readonly<{
  rounds: number;
  /** of them those whose fault was possible on this machine */
  struck: number;
  commands: number;
  requests: number;
  events: number;
  /** what a consumer got of Kafka, and how much of it not for the first time; null: there was no Kafka */
  delivered: number | null;
  deliveredAgain: number | null;
  tookMs: number;
  /** rounds of each fault */
  faults: Readonly<Record<string, number>>;
}>;

export function totalsOf(epochs: readonly EpochResult[]): Totals {
  const rounds = epochs.flatMap((epoch) => epoch.rounds);
  const sum = (of: (epoch: EpochResult) => number): number =>
    epochs.reduce((total, epoch) => total + of(epoch), 0);
  const hasKafka = epochs.some(({ kafka }) => kafka !== null);
  const faults: Record<string, number> = {};
  for (const { fault } of rounds) faults[fault] = (faults[fault] ?? 0) + 1;
  return {
    rounds: rounds.length,
    struck: rounds.filter(({ what }) => !what.startsWith('NOT DONE')).length,
    commands: sum(({ commands }) => commands),
    requests: sum(({ attempts }) => attempts),
    events: sum(({ eventsByType }) => Object.values(eventsByType).reduce((all, one) => all + one, 0)),
    delivered: hasKafka ? sum(({ kafka }) => kafka?.delivered ?? 0) : null,
    deliveredAgain: hasKafka ? sum(({ kafka }) => kafka?.again ?? 0) : null,
    tookMs: sum(({ tookMs }) => tookMs),
    faults,
  };
}

/** In one line. */
export function summary(epochs: readonly EpochResult[]): string {
  const { rounds, struck, commands, requests, events, delivered, deliveredAgain, tookMs } = totalsOf(epochs);
  return [
    `${rounds} rounds${struck < rounds ? ` (${rounds - struck} not possible here)` : ''}, ${commands} commands`,
    `${requests} requests, ${events} events`,
    delivered === null ? 'without Kafka' : `${delivered} deliveries by Kafka (${deliveredAgain} repeated)`,
    `${Math.round(tookMs / 1_000)} s`,
    epochs.every(({ failure }) => failure === null) ? 'nothing lost, nothing doubled' : 'FAILED',
  ].join(' | ');
}

export const machine = (): Readonly<Record<string, string | number>> => ({
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
  cores: cpus().length,
  memoryBytes: totalmem(),
});
