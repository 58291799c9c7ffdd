import { execFileSync } from 'node:child_process';
import { obtainTool } from '@dondoc/infra/local/toolchain/toolchain.ts';
import { startTestPostgres, type TestDatabase } from '@dondoc/testing/servers/test-postgres.ts';
import { startTestTemporal } from '../servers/test-temporal.ts';

/** The real servers of one run. Temporal starts when a bench first asks for it. */
export type BenchServers = {
  newDatabase(): Promise<TestDatabase>;
  temporalAddress(): Promise<string>;
  /** Path of Temporal's time-skipping server. */
  skippingServer(): Promise<string>;
  readonly temporalVersion: string | null;
  stop(): Promise<void>;
};

export type BenchOptions = {
  servers: BenchServers;
  /** Absent: each bench's own measure. */
  units?: number;
  seconds?: number;
  rounds: number;
  say: (text: string) => void;
};

/** PostgreSQL that flushes to disk what it acknowledges, and Temporal on a file, both as `npm start` runs them. */
export async function startBenchServers(say: (text: string) => void): Promise<BenchServers> {
  const postgres = await startTestPostgres({ durable: true });
  let temporal: ReturnType<typeof startTemporal> | undefined;
  let temporalVersion: string | null = null;
  const startTemporal = async () => {
    const { path } = await obtainTool('temporal', process.env, say);
    temporalVersion = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
    return startTestTemporal(path, { onFile: true });
  };
  return {
    newDatabase: () => postgres.newDatabase(),
    async temporalAddress() {
      temporal ??= startTemporal();
      return (await temporal).address;
    },
    skippingServer: async () => (await obtainTool('temporal-test-server', process.env, say)).path,
    get temporalVersion() {
      return temporalVersion;
    },
    async stop() {
      await (await temporal)?.stop();
      await postgres.stop();
    },
  };
}
