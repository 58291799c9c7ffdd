import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const CHAOS = join(import.meta.dirname, 'chaos.mjs');
const ROUNDS = 50;
// Jest's own options would make every child a virtual-module one.
const { NODE_OPTIONS: _, ...env } = process.env;

type Report = {
  failure: unknown;
  totals: { events: number; delivered: number | null; deliveredAgain: number | null };
  epochs: { rounds: { fault: string }[]; commands: number; eventsByType: Record<string, number> }[];
};

/** What it said on its way is in the message when it fails: seed, round, fault, findings, and where the data is kept. */
function chaos(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHAOS, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text: Buffer) => (said.stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (said.stderr += text.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

describe('The product under faults', () => {
  it(`loses nothing and doubles nothing in ${ROUNDS} rounds`, async () => {
    const args = ['--rounds', String(ROUNDS), '--seed', '1', '--freeze', '2500', '--settle-every', '5'];
    const { code, stdout, stderr } = await chaos([...args, '--json']);
    if (code !== 0) throw new Error(stderr);
    const { failure, totals, epochs } = JSON.parse(stdout) as Report;
    const rounds = epochs.flatMap((epoch) => epoch.rounds);
    expect(failure).toBeNull();
    expect(rounds).toHaveLength(ROUNDS);
    expect(new Set(rounds.map(({ fault }) => fault)).size).toBeGreaterThanOrEqual(20);
    // Deadlines fell due in the middle of it: otherwise nothing was said about rungs and timers.
    for (const type of ['EscalationRaised', 'CampaignResumed', 'UnitExempted', 'UnitDeadlineExtended'])
      expect(epochs[0]?.eventsByType[type] ?? 0).toBeGreaterThan(0);
    // Without Java there is no Kafka, and the suite says so.
    const { events, delivered, deliveredAgain } = totals;
    if (delivered !== null) expect(delivered - (deliveredAgain ?? 0)).toBeGreaterThanOrEqual(events);
  }, 900_000);
});
