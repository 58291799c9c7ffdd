import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { S3Access } from '@dondoc/evidence/s3-store.ts';
import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import { AwsClient } from 'aws4fetch';
import { startGuarded, untilAnswering } from './guarded-process.ts';

export type TestS3 = {
  /** Of its one bucket. */
  access: S3Access;
  stop(): Promise<void>;
};

const READY_MS = 60_000;
const GENTLE_MS = 3_000;
const REGION = 'us-east-1';
const USER = { accessKeyId: 'dondoc', secretAccessKey: 'the secret of this run' };
const PORTS = ['master.port', 'volume.port', 'filer.port', 's3.port'] as const;

/** A real S3 server (SeaweedFS) with one user and one bucket. It ends with this process, however this process ends. */
export async function startTestS3(binary: string): Promise<TestS3> {
  const home = mkdtempSync(join(tmpdir(), 'dondoc-test-s3-'));
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'users.json'), JSON.stringify({ identities: [identity()] }));
  const taken = new Set<number>();
  const port = async () => {
    const chosen = await choosePort(undefined, home, taken);
    taken.add(chosen);
    return chosen;
  };
  const ports = new Map<string, number>();
  for (const name of PORTS.flatMap((of) => [of, `${of}.grpc`])) ports.set(name, await port());
  const args = [
    'server',
    '-ip=127.0.0.1',
    `-dir=${join(home, 'data')}`,
    '-volume.max=5',
    '-master.volumeSizeLimitMB=64',
    '-s3',
    '-s3.iam=false',
    `-s3.config=${join(home, 'users.json')}`,
    '-s3.port.iceberg=0',
    '-s3.port.lance=0',
    ...[...ports].map(([name, number]) => `-${name}=${number}`),
  ];
  const server = startGuarded(binary, args, { home, gentleMs: GENTLE_MS });
  const url = `http://127.0.0.1:${ports.get('s3.port')}/evidence`;
  const client = new AwsClient({ ...USER, region: REGION, service: 's3', retries: 0 });
  await untilAnswering(server, { name: 'the S3 server', readyMs: READY_MS, everyMs: 200 }, async () => {
    const made = await client.fetch(url, { method: 'PUT' });
    if (!made.ok && made.status !== 409) throw new Error(`the bucket was not made: ${made.status}`);
  });
  return { access: { url, region: REGION, ...USER }, stop: () => server.stop() };
}

function identity() {
  const { accessKeyId: accessKey, secretAccessKey: secretKey } = USER;
  return {
    name: 'dondoc',
    credentials: [{ accessKey, secretKey }],
    actions: ['Admin', 'Read', 'Write', 'List'],
  };
}
