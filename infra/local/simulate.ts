// A whole campaign on real parts of its own: a throw-away PostgreSQL and Temporal's time-skipping server.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { v5 as uuidv5 } from 'uuid';
import { simulate } from '@dondoc/worker/simulation/simulate.ts';
import { faultsIn } from '@dondoc/worker/simulation/year/year-report.ts';
import { reportText } from '@dondoc/worker/simulation/report-text.ts';
import { readUnitList } from '@dondoc/documents/unit-list/unit-list.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import { startTestPostgres } from '@dondoc/testing/servers/test-postgres.ts';
import { Refusal } from './refusal.ts';
import { obtainTool } from './toolchain/toolchain.ts';

const EXAMPLE = join(import.meta.dirname, 'example', 'units.csv');

try {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      units: { type: 'string' },
      months: { type: 'string' },
      from: { type: 'string', default: '2026-11-16' },
      json: { type: 'boolean', default: false },
    },
  });
  await run({
    ...values,
    seed: Number(values.seed),
    units: values.units === undefined ? null : Number(values.units),
    months: values.months === undefined ? null : Number(values.months),
  });
} catch (error) {
  // A day no calendar knows, for one, is the caller's to put right; a part that cannot be had is not.
  const isInput = error instanceof DomainError;
  if (!isInput && !(error instanceof Refusal)) throw error;
  process.stderr.write(`dondoc: ${error.message}\n`);
  process.exitCode = isInput ? 2 : 1;
}

async function run({
  seed,
  units,
  months,
  from,
  json,
}: {
  seed: number;
  units: number | null;
  months: number | null;
  from: string;
  json: boolean;
}) {
  const started = performance.now();
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const { path: testServer } = await obtainTool('temporal-test-server', process.env, say);
  const postgres = await startTestPostgres();
  const cacheDir = mkdtempSync(join(tmpdir(), 'dondoc-simulation-'));
  try {
    const database = await postgres.newDatabase();
    const report = await simulate({
      ...database,
      testServer,
      cacheDir,
      sealingKey: randomBytes(32),
      seed,
      from,
      units: addressees(units),
      // The same seed is the same campaign, down to its ids.
      campaignId: uuidv5(
        `simulation/${seed}/${from}/${units ?? 'example'}${months === null ? '' : `/${months}`}`,
        unitIdOf('simulation'),
      ),
      year: months === null ? null : { months, evidenceFolder: join(cacheDir, 'evidence') },
      onProgress: progressOf(say),
      onLongestHistory: (events) => say(`the longest history of a unit's workflow: ${events} events`),
    });
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
    for (const fault of report.year ? faultsIn(report.year) : []) {
      say(`NOT AS IT MUST BE: ${fault}`);
      process.exitCode = 1;
    }
    say(`wall time ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } finally {
    await postgres.stop();
    rmSync(cacheDir, { recursive: true, force: true });
  }
}

/** The example's units, or as many as asked for: the example's over and over, each with a number of its own. */
function addressees(count: number | null): Addressee[] {
  const profiles = readUnitList(readFileSync(EXAMPLE, 'utf8'));
  return Array.from({ length: count ?? profiles.length }, (_, index) => {
    const profile = profiles[index % profiles.length];
    if (!profile) throw new Refusal('the example names no unit');
    const round = Math.floor(index / profiles.length);
    const code = round === 0 ? profile.code : `${profile.code}-${round + 1}`;
    return {
      unitId: unitIdOf(code),
      code,
      category: profile.addresseeCategory,
      peerGroup: profile.peerGroup,
    };
  });
}

function progressOf(say: (text: string) => void) {
  let month = '';
  return (at: string) => {
    if (at.slice(0, 7) === month) return;
    month = at.slice(0, 7);
    say(`  … ${month}`);
  };
}
