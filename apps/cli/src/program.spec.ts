import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './testing/test-office.ts';
import type { Dondoc } from './testing/test-cli.ts';

const UNITS = fileURLToPath(new URL('../../../infra/local/example/units.csv', import.meta.url));

let open: Office;
let office: Dondoc;
beforeAll(async () => {
  open = await openOffice();
  ({ office } = open);
});
afterAll(() => open.close());

describe('A refusal', () => {
  it.each([
    [['campaign', 'status', '7b0c7d0c-8d55-4a52-9a57-0d9f5d8c8f11'], 'unknown-campaign'],
    [['campaign', 'status', 'nonsense'], 'invalid'],
    [['unit', 'import', 'no-such-file.csv'], 'refused'],
    [['campaign', 'draft', 'no-such-file.json', '--directive', 'x'], 'refused'],
    [['assignment', 'acknowledge', '7b0c7d0c-8d55-4a52-9a57-0d9f5d8c8f11'], 'refused'],
    [['inbox', 'read', '7b0c7d0c-8d55-4a52-9a57-0d9f5d8c8f11'], 'unknown-notice'],
    [['outbox', 'read', '7b0c7d0c-8d55-4a52-9a57-0d9f5d8c8f11'], 'unknown-notice'],
    [['assignment', 'return-plan', 'c', 'u', '--version', '1', '--reason', 'why'], 'usage'],
    [['assignment', 'meeting', 'c', '--held-on', 'd', '--summoned', 'many', '--present', '1'], 'usage'],
    [['temporal', 'rebuild', '--data-dir', 'no-such-folder'], 'refused'],
    [['nonsense'], 'usage'],
  ])('%j ends with exit code 2, on stderr as a sentence, on stdout as JSON', async (line, code) => {
    const { code: exit, stdout, stderr } = await office.run([...line, '--json']);
    expect(exit).toBe(2);
    const { error } = JSON.parse(stdout) as { error: { code: string } };
    expect(error.code).toContain(code);
    expect(stderr.trim()).not.toBe('');
    expect((await office.run(line)).stdout).toBe('');
  });

  it('names the role and writes nothing when an auditor tries to act', async () => {
    const { cli } = await open.person('AUDITOR');
    const before = await open.api.store.head();
    expect((await cli.run(['unit', 'import', UNITS])).stderr).toContain('[role-not-allowed]');
    expect(await open.api.store.head()).toBe(before);
  });

  it('of a file that is no UTF-8 or no JSON comes before anything is sent', async () => {
    const broken = join(office.folder, 'broken');
    writeFileSync(broken, Buffer.from([0x31, 0xff]));
    expect((await office.run(['directive', 'register', broken])).stderr).toContain('is not UTF-8 text');
    writeFileSync(broken, '{ "answers": ');
    expect((await office.run(['assignment', 'review', 'c', broken])).stderr).toContain('is no JSON');
  });
});

describe('A fault', () => {
  it('ends with exit code 1 and says where nobody answered', async () => {
    const lost = open.terminal({ DONDOC_URL: 'http://127.0.0.1:1', DONDOC_TOKEN: 'x' });
    const ended = await lost.run(['campaign', 'list']);
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain('No answer from http://127.0.0.1:1. Is the system running (npm start)?');
  });

  it('of the database is one sentence too, from the environment file of a data directory', async () => {
    const place = 'postgres://dondoc:s3cret@127.0.0.1:1/dondoc';
    const key = Buffer.alloc(32, 7).toString('base64');
    writeFileSync(
      join(office.folder, 'environment'),
      `DATABASE_URL='${place}'\nDATABASE_OWNER_URL='${place}'\nDATA_KEY='${key}'\n`,
    );
    const ended = await office.run(['temporal', 'rebuild', '--data-dir', office.folder]);
    expect(ended).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'PostgreSQL does not answer at 127.0.0.1:1. Is the system running (npm start)? (ECONNREFUSED)\n',
    });
  });
});

describe('Help', () => {
  it('is an answer when asked for, and a refusal when no command is named', async () => {
    const asked = await office.run(['campaign', '--help']);
    expect([asked.code, asked.stderr]).toEqual([0, '']);
    expect(asked.stdout).toContain('launch');
    const bare = await office.run([]);
    expect([bare.code, bare.stdout]).toEqual([2, '']);
    expect(bare.stderr).toContain('Usage: dondoc');
  });
});
