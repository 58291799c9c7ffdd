import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from '../testing/test-office.ts';
import type { Dondoc } from '../testing/test-cli.ts';

let open: Office;
let office: Dondoc;
beforeAll(async () => {
  open = await openOffice();
  ({ office } = open);
});
afterAll(() => open.close());

describe('A person who logs in', () => {
  it('with the one-time password sets one of their own, and ends the session in the end', async () => {
    const account = await office.json(['user', 'add', '--login', 'kiem-tra', '--role', 'auditor']);
    const { oneTimePassword } = account as { oneTimePassword: string };
    const auditor = open.terminal({ DONDOC_URL: open.url });

    const refused = await auditor.run(['login', '--login', 'kiem-tra'], ['not-it']);
    expect(refused).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Login or password is wrong. [wrong-credentials]\n',
    });
    const opened = await auditor.run(['login', '--login', 'kiem-tra'], [oneTimePassword]);
    expect(opened.stdout).toBe(
      'Logged in as kiem-tra (AUDITOR).\nThis password works once: set your own with npx dondoc password\n',
    );
    expect((await auditor.run(['campaign', 'list'])).code).toBe(2);
    expect((await auditor.run(['password'], [oneTimePassword, 'a long password of mine'])).code).toBe(0);
    expect((await auditor.run(['campaign', 'list'])).code).toBe(0);
    expect(await auditor.json(['whoami'])).toMatchObject({ login: 'kiem-tra', role: 'AUDITOR' });

    const token = auditor.session()?.token ?? '';
    expect((await auditor.run(['logout'])).stdout).toBe('Logged out.\n');
    expect(auditor.session()).toBeNull();
    const stale = open.terminal({ DONDOC_URL: open.url, DONDOC_TOKEN: token });
    expect((await stale.run(['whoami'])).stderr).toContain('Here: npx dondoc login [not-signed-in]');
  });

  it('is reset, disabled and enabled by an administrator', async () => {
    await office.run(['user', 'add', '--login', 'van-thu', '--role', 'ADMINISTRATOR', '--name', 'Văn thư']);
    expect((await office.run(['user', 'reset', 'van-thu'])).stdout).toMatch(/one-time password \S+/);
    expect((await office.run(['user', 'disable', 'van-thu'])).stdout).toBe('van-thu may log in no more.\n');
    expect((await office.run(['user', 'list'])).stdout).toMatch(/van-thu +ADMINISTRATOR +Văn thư +disabled/);
    expect((await office.run(['user', 'enable', 'van-thu'])).code).toBe(0);
  });
});
