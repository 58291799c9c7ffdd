import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import type { SimulationReport } from '@dondoc/worker/simulation/report.ts';

const DONDOC = join(import.meta.dirname, '../../apps/cli/bin/dondoc.mjs');
// Jest's own options would make every child a virtual-module one.
const { NODE_OPTIONS: _, ...env } = process.env;

// The time-skipping server may keep its clock locked (ADR 0014); the simulation then ends with a fault that says what it waits
// for. It is played once more, and what it said is printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

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

const SHOWN_RULES = '01 02 03 04 05 06 07 08 09 10 11 12 16 18 20 21 23 24 25 29'
  .split(' ')
  .map((number) => `R-${number}`);

function fail(): never {
  throw new Error('The report has no year.');
}

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

  it('goes on through the monitored year, shows each rule at work, and is told again the same', async () => {
    const year = ['simulate', '--seed', '7', '--units', '12', '--months', '14', '--json'] as const;
    // At once, so that each finds the machine differently busy: the report must not show it.
    const [first, second] = await Promise.all([dondoc(...year), dondoc(...year)]);
    expect(first).toMatchObject({ code: 0 });
    expect(second.stdout).toBe(first.stdout);
    const report = JSON.parse(first.stdout) as SimulationReport;
    expect(report).toMatchObject({ campaign: { status: 'CLOSED' }, log: { ok: true } });

    // A unit that never answers is looked at every week, and stays far from where its history would be begun anew.
    expect(report.temporal).toMatchObject({ continuesAsNewBeyond: 1_000, isWithinOneHistory: true });
    expect(first.stderr).toContain('the longest history');

    const { findings, suggestions, amendments, actions, checkIns, evidence, ...rest } = report.year ?? fail();
    expect(findings.repeats).toBe(1);
    expect(findings.byStatus).toMatchObject({ SPLIT: 1 });
    expect(Object.keys(findings.bySource).length).toBeGreaterThan(2);
    expect(suggestions).toMatchObject({ issued: expect.any(Number), reopening: expect.any(Number) });
    expect(suggestions.reopening).toBeGreaterThan(0);
    expect(amendments).toMatchObject([{ added: ['4'], acknowledged: expect.any(Number) }]);
    expect(amendments[0]?.waitingFor.length).toBeGreaterThan(0);
    // the swap moved the day of the plans for everybody, and nothing that was over by then.
    const { adopted, moved, unmoved } = rest.calendar;
    const [swap] = adopted;
    const [forAll] = moved;
    expect(forAll).toMatchObject({ unit: null, phase: 'PLAN', from: swap?.off[0] });
    expect(forAll?.basis).toContain(swap?.version ?? fail());
    expect(unmoved.map(({ phase, why }) => `${phase} ${why}`)).toEqual([
      'ACKNOWLEDGE closed',
      'REVIEW closed',
    ]);
    // Whatever was planned is verified or goes on in the next year: nothing is left hanging.
    expect(sum(Object.values(actions.byState))).toBe(actions.planned);
    expect(Object.keys(actions.byState).sort()).toEqual(['CARRIED_OVER', 'VERIFIED']);
    expect(rest.carriedOver).toBe(actions.byState.CARRIED_OVER);
    expect(checkIns.missed).toBeGreaterThan(0);
    expect(evidence.whole).toBe(evidence.files);

    const rules = new Map(rest.rules.map((rule) => [rule.rule, rule]));
    for (const rule of SHOWN_RULES) {
      expect([rule, rules.get(rule)?.violations]).toEqual([rule, 0]);
      expect([rule, rules.get(rule)?.example]).toEqual([
        rule,
        expect.objectContaining({ at: expect.any(String) }),
      ]);
    }
    expect(rest.replay).toMatchObject({ readModels: { different: [] }, frozenPeriods: { different: 0 } });
    expect(rest.replay.frozenPeriods.same).toBe(checkIns.frozen);

    const { rating } = rest;
    expect(rating).toMatchObject({ petitions: [{ outcome: 'SUPERSEDED', level: 'GOOD' }] });
    expect(sum(Object.values(rating?.byLevel ?? {}))).toBe(rating?.decided);
    expect(sum((rating?.groups ?? []).map(({ units }) => units))).toBe(rating?.decided);
    // Everybody's result once after the cut-off, once after the appraisal, and once more for the petition.
    expect(rest.replay.ratings).toEqual({
      same: report.events.byType.ProvisionalLevelComputed,
      different: 0,
    });
  }, 600_000);

  it('refuses what is no seed, no number of units or months and no day, by name', async () => {
    for (const [option, value] of [
      ['--seed', 'seven'],
      ['--units', '0'],
      ['--months', '3'],
      ['--from', '2026-02-30'],
    ] as const) {
      const { code, stdout, stderr } = await dondoc('simulate', option, value);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(option);
    }
  }, 60_000);
});
