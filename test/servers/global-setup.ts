// Once a Jest run with real servers: one PostgreSQL cluster, one Temporal server, the time-skipping server's binary, and what a
// Kafka broker is made of (the specs that need one start and kill their own).
import { explain } from '@dondoc/infra/local/refusal.ts';
import { builtClusterServer } from '@dondoc/infra/local/toolchain/cluster-server.ts';
import { obtainKafka } from '@dondoc/infra/local/toolchain/kafka.ts';
import { obtainTool } from '@dondoc/infra/local/toolchain/toolchain.ts';
import type { ToolName } from '@dondoc/infra/local/toolchain/pins.ts';

import { startTestPostgres } from '@dondoc/testing/servers/test-postgres.ts';
import { startTestCluster } from './test-cluster.ts';
import { startTestTemporal } from './test-temporal.ts';

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of globalThis, and Jest keeps no other memory for teardown
  var stopTestServers: (() => Promise<void>) | undefined;
}

/** A tool that cannot be had leaves its variable unset: specs that need it skip by name, and test-run.ts reports it. */
export default async function globalSetup(): Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  globalThis.stopTestServers = async () => {
    for (const stop of stops.toReversed()) await stop();
  };
  // The end-to-end specs start everything themselves.
  if (process.env['DONDOC_SUITE'] === 'e2e') return;
  try {
    const postgres = await startTestPostgres();
    stops.push(() => postgres.stop());
    process.env['TEST_PG_OWNER_URL'] = postgres.ownerUrl;
    if (process.env['DONDOC_SUITE'] === 'cluster') {
      const programs = builtClusterServer(process.env);
      if (programs === null)
        throw new Error('The Temporal server is not built: npm run test:cluster builds it.');
      const cluster = await startTestCluster(programs, postgres.ownerUrl);
      stops.push(() => cluster.stop());
      process.env['TEST_TEMPORAL_ADDRESS'] = cluster.address;
      return;
    }
    const kafka = await orSkipped('kafka', () => obtainKafka(process.env, () => {}));
    if (kafka !== null) process.env['TEST_KAFKA'] = JSON.stringify(kafka);
    const s3 = await pathOf('seaweedfs');
    if (s3 !== null) process.env['TEST_S3_BIN'] = s3;
    const skipping = await pathOf('temporal-test-server');
    if (skipping !== null) process.env['TEST_SKIPPING_BIN'] = skipping;
    const binary = await pathOf('temporal');
    if (binary === null) return;
    process.env['TEST_TEMPORAL_BIN'] = binary;
    const temporal = await startTestTemporal(binary);
    stops.push(() => temporal.stop());
    process.env['TEST_TEMPORAL_ADDRESS'] = temporal.address;
  } catch (error) {
    await globalThis.stopTestServers();
    throw error;
  }
}

async function pathOf(name: ToolName): Promise<string | null> {
  return orSkipped(name, async () => (await obtainTool(name, process.env, () => {})).path);
}

async function orSkipped<Result>(name: string, obtain: () => Promise<Result>): Promise<Result | null> {
  try {
    return await obtain();
  } catch (error) {
    process.stderr.write(`  - ${name}: ${explain(error)}\n`);
    return null;
  }
}
