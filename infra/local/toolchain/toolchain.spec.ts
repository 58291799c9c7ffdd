import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { Refusal } from '../refusal.ts';
import { PLATFORM, toolNamed } from './pins.ts';
import { obtainTool } from './toolchain.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dondoc-tools-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const quiet = (): void => {};

describe('a pinned tool', () => {
  it('is refused when the cached file holds other bytes, and the sentence says which file', async () => {
    const cached = join(folder, `temporal-${toolNamed('temporal').version}-${PLATFORM}`);
    writeFileSync(cached, 'something else');
    const asked = obtainTool('temporal', { DONDOC_CACHE: folder, PATH: '' }, quiet);
    await expect(asked).rejects.toThrow(Refusal);
    await expect(asked).rejects.toThrow(`wrong checksum: ${cached}`);
  });

  it('is not taken from PATH by its name alone', async () => {
    writeFileSync(join(folder, 'temporal'), 'another program of that name', { mode: 0o755 });
    writeFileSync(join(folder, `temporal-${toolNamed('temporal').version}-${PLATFORM}`), 'something else');
    await expect(obtainTool('temporal', { DONDOC_CACHE: folder, PATH: folder }, quiet)).rejects.toThrow(
      'wrong checksum',
    );
  });

  it('names a version, a checksum and an address for each platform', () => {
    for (const name of ['temporal', 'temporal-test-server', 'seaweedfs'] as const) {
      for (const pin of Object.values(toolNamed(name).platforms)) {
        expect(pin.sha256).toMatch(/^[0-9a-f]{64}$/);
        if (name !== 'seaweedfs') expect(pin.release).toContain(`/v${toolNamed(name).version}/`);
        expect(pin.size).toBeGreaterThan(1e6);
      }
    }
  });
});
