import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { SimulationReport } from '@dondoc/worker/simulation/report.ts';

const DONDOC = join(import.meta.dirname, '../../apps/cli/bin/dondoc.mjs');
// Jest's own options would make every child a virtual-module one.
const { NODE_OPTIONS: _, ...env } = process.env;

type Ended = { code: number | null; stdout: string; stderr: string };

function dondoc(...args: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [DONDOC, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text: Buffer) => (said.stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (said.stderr += text.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0);

describe('dondoc simulate', () => {
  it('plays a whole campaign and prints the same bytes for the same seed', async () => {
    const first = await dondoc('simulate', '--seed', '7', '--units', '12', '--json');
    expect(first).toMatchObject({ code: 0 });
    const report = JSON.parse(first.stdout) as SimulationReport;

    expect(report).toMatchObject({
      kind: 'dondoc-simulation/1',
      seed: 7,
      units: 12,
      campaign: { status: 'CLOSED' },
    });
    expect(sum(Object.values(report.behaviours))).toBe(12);
    expect(sum(Object.values(report.unitsByState))).toBe(12);
    expect(report.scores.scored).toBe(12);
    expect(report.campaign.pausedDays).toBeGreaterThan(0);
    expect(report.extensions.campaign).toBe(1);
    expect(report.log).toMatchObject({ ok: true, head: report.events.total });
    expect(report.temporal.eventsPerUnit.median).toBeLessThanOrEqual(40);
    // A unit is urged a second time only after a first: no step is raised more often than the one before it.
    for (const { phase, step, raised } of report.escalations) {
      const before = report.escalations.find((other) => other.phase === phase && other.step === step - 1);
      expect(before?.raised ?? (step === 1 ? raised : 0)).toBeGreaterThanOrEqual(raised);
    }

    const second = await dondoc('simulate', '--seed', '7', '--units', '12', '--json');
    expect(second.stdout).toBe(first.stdout);
  }, 180_000);

  it('refuses what is no seed, no number of units and no day, by name', async () => {
    for (const [option, value] of [
      ['--seed', 'seven'],
      ['--units', '0'],
      ['--from', '2026-02-30'],
    ] as const) {
      const { code, stdout, stderr } = await dondoc('simulate', option, value);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(option);
    }
  }, 60_000);
});
