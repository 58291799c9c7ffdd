import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openDataDirectory } from './data-directory.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dondoc-data-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the data directory', () => {
  it('belongs to one start at a time, and the second is told which process holds it', async () => {
    const first = await openDataDirectory(folder);
    await expect(openDataDirectory(folder)).rejects.toThrow(`in use by another start (pid ${process.pid})`);
    await first.release();
    await (await openDataDirectory(folder)).release();
  });

  it('is taken over from a process that is gone, also when its pid was given to another since', async () => {
    writeFileSync(join(folder, 'lock'), `${process.pid} another-start-time\n`);
    await (await openDataDirectory(folder)).release();
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('is left alone when a newer version wrote it', async () => {
    writeFileSync(join(folder, 'format'), '99\n');
    await expect(openDataDirectory(folder)).rejects.toThrow('written by a newer dondoc (format 99');
    expect(existsSync(join(folder, 'secrets.json'))).toBe(false);
  });

  it('keeps its secrets for its owner, and the same ones at every start', async () => {
    const first = await openDataDirectory(folder);
    await first.release();
    const second = await openDataDirectory(folder);
    await second.release();
    expect(second.secrets).toEqual(first.secrets);
    expect(Buffer.from(first.secrets.dataKey, 'base64')).toHaveLength(32);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o077).toBe(0);
  });

  it('must be a folder', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(openDataDirectory(file)).rejects.toThrow('is not a folder');
  });
});
