import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { choosePort } from '@dondoc/infra/local/supervisor/ports.ts';
import { cloneRepository } from './clone.ts';
import type { Clone } from './clone.ts';
import { allGone, npmStart, partsOf, supervisorOf } from './running-start.ts';
import type { RunningStart } from './running-start.ts';

const NEW_PASSWORD = 'mot mat khau rat dai 2026';
const RUNNING = 'Stop ';

let clone: Clone;
let data = '';
let url = '';
let args: string[] = [];
let start: RunningStart | null = null;
let administrator = '';

beforeAll(async () => {
  clone = cloneRepository();
  data = join(clone.path, '.dondoc');
  const port = await choosePort(undefined, clone.path, new Set());
  url = `http://127.0.0.1:${port}`;
  args = ['--port', String(port)];
});
afterAll(async () => {
  start?.kill();
  await allGone(partsOf(data), 10_000);
  clone.remove();
});

type Json = Record<string, unknown>;

async function call(method: string, path: string, token: string, body?: Json): Promise<Json> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { ...(text === '' ? {} : (JSON.parse(text) as Json)), status: response.status };
}

/** The pair that the closing box prints for `who`. */
function credentials(output: string, who: string): { login: string; password: string } {
  const found = new RegExp(`${who} +login (\\S+) +one-time password (\\S+)`).exec(output);
  return { login: found?.[1] ?? '', password: found?.[2] ?? '' };
}

// In order: each goes on with the data directory that the one before left.
describe('npm start', () => {
  it('brings everything up and launches the example to 86 units', async () => {
    start = npmStart(clone.path, args);
    const output = await start.said(RUNNING);
    expect(output).toContain('86 units');
    expect(output).toContain('states no deadline');
    expect(await call('GET', '/health/ready', '')).toMatchObject({ status: 200 });
  }, 180_000);

  it('hands out log-ins for the three roles, each to be changed at the first use', async () => {
    const output = start?.output() ?? '';
    for (const [who, role] of [
      ['Administrator', 'ADMINISTRATOR'],
      ['Unit SNV', 'UNIT'],
      ['Auditor', 'AUDITOR'],
    ] as const) {
      const session = await call('POST', '/v1/session', '', credentials(output, who));
      expect(session).toMatchObject({ role, mustChangePassword: true });
      if (role === 'ADMINISTRATOR') administrator = String(session['token']);
    }
    const { password } = credentials(output, 'Administrator');
    const change = { current: password, next: NEW_PASSWORD };
    expect(
      Number((await call('POST', '/v1/session/password', administrator, change))['status']),
    ).toBeLessThan(300);
  });

  it('stops everything in order and soon at Ctrl-C', async () => {
    const parts = partsOf(data);
    const began = Date.now();
    start?.signal('SIGINT');
    await start?.exited;
    expect(Date.now() - began).toBeLessThan(40_000);
    expect(start?.output()).toContain('PostgreSQL stopped');
    expect(parts).toHaveLength(4);
    expect(await allGone(parts, 1_000)).toBe(true);
  });

  it('resumes the same data soon and prints no password', async () => {
    const began = Date.now();
    start = npmStart(clone.path, args);
    const output = await start.said(RUNNING);
    // 15 s is the promise on a machine of its own (5 s seen); a test gates on what no neighbour can spoil.
    expect(Date.now() - began).toBeLessThan(60_000);
    expect(output).not.toContain('one-time password');
    expect(output).toContain('first-logins.txt');
    const campaigns = await call('GET', '/v1/campaigns', administrator);
    expect(campaigns['items']).toMatchObject([{ unitCount: 86 }]);
  }, 60_000);

  it('leaves nothing behind when it is killed without warning', async () => {
    const parts = partsOf(data);
    process.kill(supervisorOf(data), 'SIGKILL');
    expect(await allGone(parts, 10_000)).toBe(true);
  });

  it('comes up again after that, and tells a second start who holds the data', async () => {
    start = npmStart(clone.path, args);
    await start.said(RUNNING);
    const second = npmStart(clone.path, args);
    expect(await second.exited).not.toBe(0);
    expect(second.output()).toContain(`in use by another start (pid ${supervisorOf(data)})`);
    process.kill(supervisorOf(data), 'SIGTERM');
    expect(await start.exited).toBe(0);
  }, 60_000);

  it('ends with the npm that started it, also when that was killed', async () => {
    start = npmStart(clone.path, args);
    await start.said(RUNNING);
    const parts = partsOf(data);
    start.kill();
    expect(await allGone(parts, 10_000)).toBe(true);
  }, 60_000);
});
