import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCampaign } from '@dondoc/api/testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '@dondoc/api/testing/test-api.ts';
import { inMemoryViews } from '@dondoc/api/testing/in-memory-views.ts';
import type { AccountRole } from '@dondoc/contracts/session.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createDondoc, type Dondoc } from './testing/test-cli.ts';

jest.setTimeout(20_000);

const example = (name: string) =>
  fileURLToPath(new URL(`../../../infra/local/example/${name}`, import.meta.url));

let api: TestApi;
let url: string;
const people: Dondoc[] = [];
/** What the lists were asked to be complete to. */
const waitedFor: [view: string, position: number][] = [];

async function person(role: AccountRole, unitCode?: string): Promise<{ cli: Dondoc; who: Person }> {
  const who = await api.person(role, unitCode);
  const cli = createDondoc({ session: { url, token: who.token, login: role }, now: START });
  people.push(cli);
  return { cli, who };
}

let office: Dondoc;
let officer: Person;
beforeAll(async () => {
  const store = createInMemoryEventStore({ now: () => START });
  const views = inMemoryViews(store);
  api = await startTestApi({
    store,
    views: {
      ...views,
      waitFor(view, position, timeoutMs) {
        waitedFor.push([view, position]);
        return views.waitFor(view, position, timeoutMs);
      },
    },
  });
  url = await api.app.getUrl();
  ({ cli: office, who: officer } = await person('ADMINISTRATOR'));
});
afterAll(async () => {
  for (const cli of people) cli.leave();
  await api.close();
});

describe('A person who logs in', () => {
  it('with the one-time password sets one of their own, and ends the session in the end', async () => {
    const account = await office.json(['user', 'add', '--login', 'kiem-tra', '--role', 'auditor']);
    const { oneTimePassword } = account as { oneTimePassword: string };
    const auditor = createDondoc({ env: { DONDOC_URL: url } });
    people.push(auditor);

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
    const stale = createDondoc({ env: { DONDOC_URL: url, DONDOC_TOKEN: token } });
    people.push(stale);
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

describe('From the letter to the approved plan, with the command line alone', () => {
  let campaign: string;
  let unit: Dondoc;
  const write = (name: string, value: unknown) => {
    const file = join(office.folder, name);
    writeFileSync(file, JSON.stringify(value));
    return file;
  };

  it('an administrator imports, registers, drafts and launches', async () => {
    const imported = await office.run(['unit', 'import', example('units.csv')]);
    expect(imported.stdout).toBe('86 units: 86 new, 0 corrected, 0 as they were\n');
    waitedFor.length = 0;
    expect((await office.run(['unit', 'list'])).stdout).toContain('86 units\n');
    // The list is complete to what this person has just written.
    expect(waitedFor).toEqual([['units', 86]]);

    const registered = await office.run([
      'directive',
      'register',
      example('directive.txt'),
      '--term',
      '2020-2025',
    ]);
    expect(registered.stdout).toMatch(
      /^1889-CV\/TU: recorded at position 87\ndirective \S+\nnot stated: deadlines/,
    );
    const directive = /^directive (\S+)$/m.exec(registered.stdout)?.[1] ?? '';
    expect((await office.run(['directive', 'list'])).stdout).toContain(`${directive}  1889-CV/TU`);

    const drafted = await office.run(['campaign', 'draft', example('launch.json'), '--directive', directive]);
    expect(drafted).toMatchObject({ code: 0, stderr: '' });
    expect(drafted.stdout).toMatch(/^REVIEW +2026-12-08 +launch\.json của ví dụ$/m);
    const next = /^next: npx dondoc (campaign launch (\S+))$/m.exec(drafted.stdout);
    campaign = next?.[2] ?? '';
    expect((await office.run((next?.[1] ?? '').split(' '))).stdout).toMatch(
      /^launch: recorded at position \d+\n$/,
    );
    await openCampaign(api.store, campaign, START);
    const { stdout } = await office.run(['campaign', 'status', campaign]);
    expect(stdout).toContain('REVIEWING, 86 units');
  });

  it('a unit finds its assignment and goes through it with files made from templates', async () => {
    ({ cli: unit } = await person('UNIT', 'SNV'));
    expect((await unit.run(['assignment', 'list'])).stdout).toContain(`${campaign}  ASSIGNED`);
    expect((await unit.run(['assignment', 'acknowledge', campaign])).stdout).toMatch(
      /^acknowledged: recorded/,
    );
    const meeting = ['--held-on', '2026-11-16', '--summoned', '12', '--present', '11'];
    expect((await unit.run(['assignment', 'meeting', campaign, ...meeting])).code).toBe(0);

    const blank = await unit.run(['assignment', 'template', 'review', campaign]);
    const review = JSON.parse(blank.stdout) as { answers: { text: string }[]; limitations: object[] };
    expect(review.answers).toHaveLength(3);
    const refused = await unit.run(['assignment', 'review', campaign, write('review.json', review)]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/\[review-incomplete\]|\[invalid/);
    for (const answer of review.answers) answer.text = 'Đã rà soát.';
    review.limitations = [{ no: '1', text: 'Chậm ban hành kế hoạch.', cause: 'Thiếu nhân sự.' }];
    const sent = await unit.run(['assignment', 'review', campaign, write('review.json', review)]);
    expect(sent).toMatchObject({ code: 0, stderr: '' });
  });

  it('the committee returns it with reasons, then accepts; the plan follows', async () => {
    const reason = ['--version', '1', '--reason', '1=Nêu rõ số liệu = bảng.'];
    expect((await office.run(['assignment', 'return-review', campaign, 'SNV', ...reason])).code).toBe(0);
    expect(
      (await unit.run(['assignment', 'review', campaign, join(office.folder, 'review.json')])).code,
    ).toBe(0);
    const stale = await office.run(['assignment', 'accept-review', campaign, 'SNV', '--version', '1']);
    expect(stale.code).toBe(2);
    expect((await office.run(['assignment', 'accept-review', campaign, 'SNV', '--version', '2'])).code).toBe(
      0,
    );

    const blank = await unit.run(['assignment', 'template', 'plan', campaign]);
    const plan = JSON.parse(blank.stdout) as { actions: Record<string, string>[] };
    expect(plan.actions).toMatchObject([{ limitationNo: '1', limitation: 'Chậm ban hành kế hoạch.' }]);
    Object.assign(plan.actions[0] ?? {}, {
      measure: 'Giao một đồng chí phụ trách.',
      lead: 'Văn phòng',
      due: 'CONTINUOUS',
      deliverable: 'Kế hoạch được ban hành',
    });
    expect((await unit.run(['assignment', 'plan', campaign, write('plan.json', plan)])).code).toBe(0);
    expect((await office.run(['assignment', 'approve-plan', campaign, 'SNV', '--version', '1'])).code).toBe(
      0,
    );
    expect((await unit.run(['assignment', 'show', campaign])).stdout).toMatch(
      /^SNV: PLAN_APPROVED, version 9,/,
    );
    const history = (await office.run(['assignment', 'history', campaign, 'SNV'])).stdout
      .trimEnd()
      .split('\n');
    expect(history).toHaveLength(10);
    expect(history[5]).toMatch(/^\d+ +5 +2026-11-16 09:00 +ADMINISTRATOR +SelfReviewReturned +[0-9a-f]{12}$/);
  });

  it('the committee extends, exempts, pauses, resumes and amends', async () => {
    const basis = ['--reason', 'Bão', '--basis', '300-CV/TU', '--basis-text', 'mục 2'];
    const later = ['--phase', 'review', '--to', '2026-12-20', ...basis];
    expect((await office.run(['assignment', 'extend', campaign, 'SXD', ...later])).stderr).toBe('');
    expect((await office.run(['assignment', 'show', campaign, 'SXD'])).stdout).toMatch(
      /^REVIEW +2026-12-20 +moved from 2026-12-08 +open +300-CV\/TU$/m,
    );
    expect((await office.run(['assignment', 'exempt', campaign, 'SXD', ...basis])).stderr).toBe('');
    for (const line of [
      ['pause', campaign, '--reason', 'Bão'],
      ['resume', campaign],
      ['extend', campaign, ...later],
    ])
      expect(await office.run(['campaign', ...line])).toMatchObject({ code: 0, stderr: '' });
    expect((await office.run(['campaign', 'list'])).stdout).toContain('REVIEWING  86');
    const board = await office.run(['campaign', 'board', campaign, '--sort', 'status']);
    expect(board.stdout).toMatch(/^SXD +EXEMPTED/m);
    expect((await office.run(['campaign', 'scores', campaign])).code).toBe(0);
  });

  it('prints with --json what the API answers, unchanged', async () => {
    const answers = [
      [['campaign', 'list'], '/v1/campaigns'],
      [['campaign', 'status', campaign], `/v1/campaigns/${campaign}`],
      [['campaign', 'board', campaign], `/v1/campaigns/${campaign}/assignments`],
      [['campaign', 'scores', campaign], `/v1/campaigns/${campaign}/scores`],
      [['campaign', 'history', campaign], `/v1/campaigns/${campaign}/history`],
      [['directive', 'list'], '/v1/directives'],
      [['unit', 'list', '--category', 'A'], '/v1/units?category=A'],
      [['user', 'list'], '/v1/accounts'],
      [['assignment', 'show', campaign, 'SNV'], `/v1/campaigns/${campaign}/assignments/SNV`],
      [['assignment', 'history', campaign, 'SNV'], `/v1/campaigns/${campaign}/assignments/SNV/history`],
      [
        ['assignment', 'show', campaign, 'SNV', '--as-of', '180'],
        `/v1/campaigns/${campaign}/assignments/SNV?asOf=180`,
      ],
      [['inbox'], '/v1/inbox'],
      [['outbox'], '/v1/outbox'],
      [['whoami'], '/v1/session'],
    ] as const;
    for (const [line, path] of answers) {
      const { body } = await api.get(path, officer);
      expect({ line, printed: await office.json(line) }).toEqual({ line, printed: body });
    }
    const resumed = await office.json(['campaign', 'pause', campaign, '--reason', 'Bão']);
    expect(Object.keys(resumed as object)).toEqual(['streamId', 'version', 'position', 'duplicate']);
  });
});

describe('A refusal', () => {
  it.each([
    [['campaign', 'status', '7b0c7d0c-8d55-4a52-9a57-0d9f5d8c8f11'], 'unknown-campaign'],
    [['campaign', 'status', 'nonsense'], 'invalid'],
    [['unit', 'import', 'no-such-file.csv'], 'refused'],
    [['campaign', 'draft', 'no-such-file.json', '--directive', 'x'], 'refused'],
    [['assignment', 'acknowledge', '7b0c7d0c-8d55-4a52-9a57-0d9f5d8c8f11'], 'refused'],
    [['inbox', 'read', '7b0c7d0c-8d55-4a52-9a57-0d9f5d8c8f11'], 'unknown-notice'],
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
    const { cli } = await person('AUDITOR');
    const before = await api.store.head();
    expect((await cli.run(['unit', 'import', example('units.csv')])).stderr).toContain('[role-not-allowed]');
    expect(await api.store.head()).toBe(before);
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
    const lost = createDondoc({ env: { DONDOC_URL: 'http://127.0.0.1:1', DONDOC_TOKEN: 'x' } });
    people.push(lost);
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
