import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { CLOCK_ACTOR } from '@dondoc/activities/clock.ts';
import { handleAssignmentCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import { folderEvidenceStore } from '@dondoc/evidence/folder-store.ts';
import { EICAR, PDF, PNG, PROGRAM } from '@dondoc/evidence/test-files.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { LETTER } from '../testing/directive-letter.ts';
import { draftOf, openCampaign, UNIT_STEPS } from '../testing/running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'dondoc-api-evidence-'));
let api: TestApi;
let administrator: Person;
let auditor: Person;
let unit: Person;
let other: Person;
let campaignId: string;
let path: string;

beforeAll(async () => {
  api = await startTestApi({
    evidence: {
      store: folderEvidenceStore(join(folder, 'kept')),
      spoolFolder: join(folder, 'spool'),
      maxBytes: 1_000,
      scanner: {
        scan: async (content: Readable) =>
          (await buffer(content)).includes(EICAR) ? 'Eicar-Test-Signature' : null,
      },
    },
  });
  [administrator, auditor] = [await api.person('ADMINISTRATOR'), await api.person('AUDITOR')];
  [unit, other] = [await api.person('UNIT', 'HU-A'), await api.person('UNIT', 'HU-B')];
  for (const code of ['HU-A', 'HU-B']) await api.registerUnit(code);
  const { body: directive } = await api.post('/v1/directives', administrator, { text: LETTER });
  const { body: drafted } = await api.post('/v1/campaigns', administrator, draftOf(directive.directiveId));
  ({ campaignId } = drafted);
  await api.post(`/v1/campaigns/${campaignId}/launch`, administrator);
  await openCampaign(api.store, campaignId, START);
  path = `/v1/campaigns/${campaignId}/assignments/HU-A`;
  for (const [step, body] of [
    ['acknowledge', {}],
    ['review-meeting', UNIT_STEPS.meeting],
    ['review', UNIT_STEPS.review],
  ] as const)
    await send(unit, step, body);
  await send(administrator, 'review/accept', { version: 1 });
  await send(unit, 'plan', UNIT_STEPS.plan);
}, 60_000);
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

/** The clock moves on by months, and whoever was signed in signs in again. */
async function goTo(instant: string): Promise<void> {
  api.setClock(instant);
  [administrator, auditor] = [await api.person('ADMINISTRATOR'), await api.person('AUDITOR')];
  [unit, other] = [await api.person('UNIT', 'HU-A'), await api.person('UNIT', 'HU-B')];
}
const send = async (who: Person, name: string, body: object = {}) => {
  const { status, body: answer } = await api.post(`${path}/${name}`, who, body);
  return [status, answer.code] as const;
};
const show = async (who: Person = administrator, query = '') =>
  (await api.get(`${path}/remediation${query}`, who)).body;
const list = async (who: Person, query = '') =>
  (await api.get(`/v1/campaigns/${campaignId}/actions${query}`, who)).body.items;
const upload = (files: readonly (readonly [Buffer, string])[], who = unit, query = '') => {
  const sent = request(api.app.getHttpServer() as never)
    .post(`${path}/actions/A1/evidence${query}`)
    .set('authorization', `Bearer ${who.token}`);
  return files.reduce((test, [bytes, filename]) => test.attach('file', bytes, { filename }), sent);
};
/** For supertest, which reads what it knows as text. */
function bytesOf(response: unknown, done: (error: Error | null, bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as Readable;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const left = () => {
  try {
    return readdirSync(join(folder, 'spool'));
  } catch {
    return [];
  }
};

describe('An approval', () => {
  it('is given to the plan that was read, and shows the hash it is bound to', async () => {
    const { plan } = await show();
    expect(plan.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await send(administrator, 'plan/approve', { version: 1, hash: '0'.repeat(64) })).toEqual([
      409,
      'stale-content',
    ]);
    expect(await send(administrator, 'plan/approve', { version: 1, hash: plan.hash })).toEqual([
      200,
      undefined,
    ]);
    expect((await show()).approval).toMatchObject({ version: 1, hash: plan.hash });
  });

  it('falls with an edit, and the new one is bound to the new plan (R-20)', async () => {
    const [action] = UNIT_STEPS.plan.actions;
    const actions = [{ ...action, directedBy: 'Phó Bí thư', severity: 'HIGH' }];
    expect(await send(unit, 'plan/amend', { actions, reason: 'Rõ người chỉ đạo.' })).toEqual([
      200,
      undefined,
    ]);
    expect(await show()).toMatchObject({ status: 'PLAN_SUBMITTED', approval: null, plan: { version: 2 } });
    expect(await send(unit, 'actions/A1/progress', { percent: 10, text: 'x' })).toEqual([
      409,
      'plan-not-approved',
    ]);
    expect(await send(administrator, 'plan/approve', { version: 2 })).toEqual([200, undefined]);
  });
});

describe('Evidence', () => {
  it('is taken many at once, kept by hash, and comes out as it was sent', async () => {
    const { status, body } = await upload([
      [PDF, 'Quyết định số 5.pdf'],
      [PNG, '../../etc/ảnh.png'],
    ]);
    expect([
      status,
      body.files.map(({ title, mediaType }: Record<string, string>) => [title, mediaType]),
    ]).toEqual([
      200,
      [
        ['Quyết định số 5.pdf', 'application/pdf'],
        ['ảnh.png', 'image/png'],
      ],
    ]);
    const got = await api
      .get(`${path}/actions/A1/evidence/${sha256(PDF)}`, auditor)
      .buffer(true)
      .parse(bytesOf);
    expect(got.body).toEqual(PDF);
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
    });
    expect(got.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''Quy%E1/);
    expect(left()).toEqual([]);
  });

  it('the same file again is nothing', async () => {
    expect((await upload([[PDF, 'lần nữa.pdf']])).body).toMatchObject({ position: null });
  });

  it('is refused as a whole, naming each file that is wrong, and leaves nothing behind', async () => {
    const { status, body } = await upload([
      [Buffer.from('Tốt.'), 'tot.txt'],
      [PROGRAM, 'bao-cao.pdf'],
      [Buffer.alloc(1_001, 'a'), 'lon.txt'],
    ]);
    expect([status, body.code]).toEqual([422, 'evidence-type-refused']);
    expect(body.errors.map(({ path: at, rule }: Record<string, string>) => [at, rule])).toEqual([
      ['/files/1', 'evidence-type-refused'],
      ['/files/2', 'evidence-too-large'],
    ]);
    expect(left()).toEqual([]);
    expect((await show()).actions[0].evidence).toHaveLength(2);
  });

  it('that is infected, empty, too many, or no file at all is refused', async () => {
    expect((await upload([[Buffer.from(EICAR), 'a.txt']])).body.code).toBe('evidence-infected');
    expect((await upload([[Buffer.alloc(0), 'a.txt']])).body.code).toBe('evidence-empty');
    const many = Array.from({ length: 21 }, (_, n) => [Buffer.from(`tệp ${n}`), `${n}.txt`] as const);
    expect((await upload(many)).body.code).toBe('too-many-files');
    expect((await upload([])).status).toBeGreaterThanOrEqual(400);
    expect((await api.post(`${path}/actions/A1/evidence`, unit, {})).body.code).toBe(
      'unsupported-media-type',
    );
    expect(left()).toEqual([]);
  });

  it('cut off half-way leaves nothing behind', async () => {
    const before = (await show()).actions[0].evidence.length;
    const { port, hostname } = new URL(await api.app.getUrl());
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => {
        socket.write(
          `POST ${path}/actions/A1/evidence HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${unit.token}\r\n` +
            'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 900\r\n\r\n' +
            '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nmột nửa',
          () => setTimeout(() => socket.destroy(), 50),
        );
      });
      socket.on('close', () => resolve());
      socket.on('error', () => undefined);
    });
    const deadline = Date.now() + 10_000;
    while (left().length > 0 && Date.now() < deadline) await new Promise((done) => setTimeout(done, 20));
    expect(left()).toEqual([]);
    expect((await show()).actions[0].evidence).toHaveLength(before);
  });

  it('is nobody else’s to send or to see; withdrawn, it stays for the auditor', async () => {
    expect((await upload([[PDF, 'a.pdf']], other)).status).toBe(404);
    expect((await upload([[PDF, 'a.pdf']], administrator)).status).toBe(403);
    const file = `${path}/actions/A1/evidence/${sha256(PNG)}`;
    expect((await api.get(file, other)).status).toBe(404);
    expect((await api.get(`${path}/actions/A1/evidence/${'0'.repeat(64)}`, unit)).body.code).toBe(
      'unknown-evidence',
    );
    expect(await send(unit, `actions/A1/evidence/${sha256(PNG)}/withdraw`, { reason: 'Nhầm.' })).toEqual([
      200,
      undefined,
    ]);
    expect((await api.get(file, auditor)).status).toBe(200);
    const report = { evidence: [{ sha256: sha256(PNG), title: 'x' }], note: '' };
    expect(await send(unit, 'actions/A1/report-done', report)).toEqual([422, 'evidence-invalid']);
  });

  it('may take the place of another', async () => {
    const better = Buffer.from('%PDF-1.7\n% bản 2\n%%EOF\n');
    const { status } = await upload([[better, 'bản 2.pdf']], unit, `?supersedes=${sha256(PDF)}`);
    expect(status).toBe(200);
    const { evidence } = (await show()).actions[0];
    expect(evidence.filter(({ stands }: { stands: boolean }) => stands)).toMatchObject([
      { sha256: sha256(better) },
    ]);
  });
});

describe('The year of monitoring', () => {
  it('AC-49: an extension is asked for in time, decided above, and leaves the first day on record', async () => {
    expect(await send(unit, 'actions/A1/extension', { to: '2027-04-30', reason: 'Chờ.' })).toEqual([
      200,
      undefined,
    ]);
    expect((await list(administrator))[0]).toMatchObject({
      extensionPending: true,
      lamp: { reasons: ['EXTENSION_PENDING'] },
    });
    const basis = { ref: '9-TB/TU' };
    const grant = { request: 1, reason: 'Khách quan.', basis };
    expect(await send(unit, 'actions/A1/extension/grant', grant)).toEqual([403, 'role-not-allowed']);
    expect(await send(administrator, 'actions/A1/extension/grant', grant)).toEqual([200, undefined]);
    expect((await show()).actions[0]).toMatchObject({
      due: '2027-04-30',
      originalDue: '2027-03-31',
      granted: { count: 1, days: 30 },
    });
    await goTo('2027-05-01T01:00:00.000Z');
    expect(await send(unit, 'actions/A1/extension', { to: '2027-05-30', reason: 'Chờ.' })).toEqual([
      409,
      'extension-too-late',
    ]);
  });

  it('shows what is overdue, in red and with its reason, as of the instant that is asked about', async () => {
    expect(await list(administrator, '?overdue=true')).toMatchObject([
      { code: 'HU-A', actionId: 'A1', overdue: true, lamp: { colour: 'RED', reasons: ['OVERDUE'] } },
    ]);
    expect(await list(unit)).toHaveLength(1);
    expect(await list(other)).toEqual([]);
    expect(await list(auditor, '?state=VERIFIED')).toEqual([]);
  });

  it('takes the report for a period the clock has asked for, and no other', async () => {
    const period = { summary: '', lines: [{ actionId: 'A1', percent: 60, text: 'Đang làm.' }] };
    expect(await send(unit, 'check-ins/2027-Q1', period)).toEqual([409, 'check-in-not-open']);
    expect(await send(unit, 'check-ins/2027-Q5', period)).toEqual([400, 'invalid-request']);
    await handleAssignmentCommand(api.store, {
      campaignId,
      unitId: unit.unitId ?? '',
      commandId: 'the-clock',
      command: { type: 'SettleMonitoring', at: '2027-05-04T01:00:00.000Z', actor: CLOCK_ACTOR, data: {} },
    });
    await goTo('2027-05-05T01:00:00.000Z');
    expect(await send(unit, 'check-ins/2027-Q1', { ...period, lines: [] })).toEqual([
      422,
      'check-in-incomplete',
    ]);
    expect(await send(unit, 'check-ins/2027-Q1', period)).toEqual([200, undefined]);
    expect(await show()).toMatchObject({
      actions: [{ percent: 60, state: 'IN_PROGRESS' }],
      checkIns: expect.arrayContaining([expect.objectContaining({ period: '2027-Q1', isLate: false })]),
    });
  });

  it('ends with a verdict, and the effect of it is looked at later', async () => {
    const evidence = [{ sha256: 'a'.repeat(64), title: 'Báo cáo giấy' }];
    expect(await send(unit, 'actions/A1/report-done', { evidence, note: '' })).toEqual([200, undefined]);
    const partial = { version: 1, verdict: 'PARTIAL', note: 'Thiếu phụ lục.', percent: 80 };
    expect(await send(administrator, 'actions/A1/verify', partial)).toEqual([200, undefined]);
    expect(await send(unit, 'actions/A1/report-done', { evidence, note: '' })).toEqual([200, undefined]);
    expect(
      await send(administrator, 'actions/A1/verify', { version: 2, verdict: 'ACCEPTED', note: '' }),
    ).toEqual([200, undefined]);
    expect(await send(administrator, 'actions/A1/carry-over', { toYear: 2028, reason: 'x' })).toEqual([
      409,
      'action-closed',
    ]);
    const effect = { on: '2027-05-05', isEffective: false, note: 'Tái diễn.' };
    expect(await send(administrator, 'actions/A1/effectiveness', effect)).toEqual([200, undefined]);
    expect((await list(administrator))[0]).toMatchObject({ state: 'VERIFIED', lamp: { colour: 'GREEN' } });
  });
});
