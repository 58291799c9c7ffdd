import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import { cacheFolder } from '@dondoc/infra/local/toolchain/toolchain.ts';
import { clamdScanner } from '@dondoc/evidence/clamd-scanner.ts';
import { EICAR } from '@dondoc/evidence/test-files.ts';
import { Readable } from 'node:stream';
import { startGuarded, untilAnswering } from './guarded-process.ts';

const READY_MS = 60_000;
const GENTLE_MS = 3_000;

export type Clamd = Readonly<{ path: string; env: Readonly<Record<string, string>> }>;

/** A clamd that runs here, of PATH or of what get-clamd.sh fetched; null: there is none. */
export function findClamd(env: Readonly<Record<string, string | undefined>>): Clamd | null {
  const fetched = join(cacheFolder(env), 'clamav/usr');
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  const candidates = [
    ...folders.map((folder) => ({ path: join(folder, 'clamd'), env: {} })),
    { path: join(fetched, 'sbin/clamd'), env: { LD_LIBRARY_PATH: librariesBelow(join(fetched, 'lib')) } },
  ];
  const runs = ({ path, env: own }: Clamd): boolean => {
    try {
      return execFileSync(path, ['--help'], { encoding: 'utf8', env: own, stdio: 'pipe' }).includes(
        'Clam AntiVirus',
      );
    } catch {
      return false;
    }
  };
  return candidates.find(runs) ?? null;
}

function librariesBelow(folder: string): string {
  try {
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .join(delimiter);
  } catch {
    return '';
  }
}

/** A real clamd that knows one signature, of the file that every scanner must find. It ends with this process. */
export async function startTestClamd({ path, env }: Clamd) {
  const home = mkdtempSync(join(tmpdir(), 'dondoc-test-clamd-'));
  const port = await choosePort(undefined, home, new Set());
  mkdirSync(join(home, 'signatures'));
  const signature = `Dondoc.Eicar.Test:0:*:${Buffer.from(EICAR).toString('hex')}\n`;
  writeFileSync(join(home, 'signatures/test.ndb'), signature);
  const settings = ['Foreground yes', `DatabaseDirectory ${join(home, 'signatures')}`, 'TCPAddr 127.0.0.1'];
  const limits = [`TCPSocket ${port}`, 'StreamMaxLength 1M', 'MaxThreads 2'];
  writeFileSync(join(home, 'clamd.conf'), `${[...settings, ...limits].join('\n')}\n`);
  const server = startGuarded(path, ['--config-file', join(home, 'clamd.conf')], {
    home,
    env,
    gentleMs: GENTLE_MS,
  });
  const address = { host: '127.0.0.1', port };
  await untilAnswering(server, { name: 'clamd', readyMs: READY_MS, everyMs: 200 }, async () => {
    await clamdScanner(address).scan(Readable.from([Buffer.from('a')]));
  });
  return { address, stop: () => server.stop() };
}
