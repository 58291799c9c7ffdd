import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { PLATFORM, toolNamed } from '@dondoc/infra/local/toolchain/pins.ts';
import { cloneRepository } from './clone.ts';
import type { Clone } from './clone.ts';
import { npmStart } from './running-start.ts';

let clone: Clone;
let folder = '';
let busy: Server;
beforeAll(async () => {
  clone = cloneRepository();
  folder = mkdtempSync(join(tmpdir(), 'dondoc-e2e-data-'));
  busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  busy.close();
  clone.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** What a refused start said on its line, and its exit code. */
async function refused(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const start = npmStart(clone.path, args, env);
  const code = await start.exited;
  return { code, line: /^dondoc: .*$/m.exec(start.output())?.[0] ?? start.output() };
}

describe('npm start refuses with one sentence and a non-zero exit', () => {
  it('a port that is in use, by its number', async () => {
    const { port } = busy.address() as AddressInfo;
    const { code, line } = await refused(['--port', String(port), '--data-dir', join(folder, 'busy')]);
    expect(line).toContain(`port ${port} is in use`);
    expect(code).not.toBe(0);
  });

  it('a Temporal binary with a wrong checksum, by its file', async () => {
    const cached = join(folder, `temporal-${toolNamed('temporal').version}-${PLATFORM}`);
    writeFileSync(cached, 'not the pinned bytes');
    const data = join(folder, 'checksum');
    const { code, line } = await refused(['--port', '18480', '--data-dir', data], { DONDOC_CACHE: folder });
    expect(line).toContain(`wrong checksum: ${cached}`);
    expect(code).not.toBe(0);
  });

  it('a data directory that a newer version wrote', async () => {
    const data = join(folder, 'newer');
    mkdirSync(data);
    writeFileSync(join(data, 'format'), '99\n');
    const { code, line } = await refused(['--data-dir', data]);
    expect(line).toContain('written by a newer dondoc');
    expect(code).not.toBe(0);
  });

  it('a Kafka broker where there is no Java', async () => {
    const data = join(folder, 'kafka');
    const args = ['--kafka', '--port', '18482', '--data-dir', data];
    const { code, line } = await refused(args, { JAVA_HOME: join(folder, 'no-java') });
    expect(line).toContain('Kafka needs Java 17 or newer');
    expect(code).not.toBe(0);
  });

  it('an option that it does not know', async () => {
    const { code, line } = await refused(['--prot', '8081']);
    expect(line).toContain('--prot');
    expect(code).not.toBe(0);
  });
});
