import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

const NOTICE = '0b6f2f0e-7f0e-4c55-9a1c-1889c0de0009';
const PATH = '/v1/notice-templates/CampaignPaused/vi';
const OWN = { subject: 'Tạm dừng: {{campaign}}', body: 'Tạm dừng “{{campaign}}”.\nLý do: {{reason}}' };

let api: TestApi;
let administrator: Person;
beforeAll(async () => {
  api = await startTestApi();
  const facts = { campaign: { title: '<b>Năm 2026</b>', directive: null, deadlines: {} }, reason: 'bão' };
  api.ports.views.noticeFacts = async (id) => (id === NOTICE ? { kind: 'CampaignPaused', facts } : null);
  administrator = await api.person('ADMINISTRATOR');
});
afterAll(() => api.close());

const rowOf = async () => {
  const { body } = await api.get('/v1/notice-templates?language=vi', administrator);
  return (body.items as { kind: string }[]).find(({ kind }) => kind === 'CampaignPaused');
};
const errorsOf = ({ body }: { body: { errors?: { path: string; message: string }[] } }) =>
  (body.errors ?? []).map(({ path, message }) => `${path} ${message}`);

describe('A template', () => {
  it('is read with the built-in text and what it may and must name', async () => {
    const { status, body } = await api.get(PATH, administrator);
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 0, isBuiltIn: true, history: [] });
    expect(body.builtIn).toEqual({ subject: body.subject, body: body.body });
    expect(body.placeholders).toContainEqual({
      name: 'campaign',
      isCondition: false,
      mustSay: true,
      example: 'Kiểm điểm tập thể, cá nhân năm 2026',
    });
  });

  it('of a kind or language that there is not is refused by its name', async () => {
    const kind = await api.get('/v1/notice-templates/Constructor/vi', administrator);
    expect([kind.status, kind.body.code]).toEqual([404, 'unknown-template']);
    expect((await api.get('/v1/notice-templates/CampaignPaused/fr', administrator)).status).toBe(400);
  });

  it('is edited in versions that say who changed what, and reset to the built-in text', async () => {
    const edited = await api.post(PATH, administrator, OWN);
    expect([edited.status, edited.body.version]).toEqual([200, 1]);
    expect((await api.post(PATH, administrator, OWN)).body.position).toBeNull();
    expect(await rowOf()).toMatchObject({ version: 1, isBuiltIn: false, subject: OWN.subject });
    const stale = await api.post(
      PATH,
      administrator,
      { ...OWN, body: '{{campaign}}' },
      { 'if-match': '"0"' },
    );
    expect(stale.status).toBe(412);

    expect((await api.post(`${PATH}/reset`, administrator)).body.version).toBe(2);
    const { body } = await api.get(PATH, administrator);
    expect(body).toMatchObject({ version: 2, isBuiltIn: true });
    expect(body.history).toMatchObject([
      { version: 1, by: administrator.accountId, ...OWN },
      { version: 2, by: administrator.accountId, subject: null, body: null },
    ]);
  });

  it('that names what the notice does not know, or leaves out what it must say, is refused by that name', async () => {
    const unknown = await api.post(PATH, administrator, { ...OWN, body: '{{campaign}} {{reson}}' });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'template-invalid']);
    expect(errorsOf(unknown)).toEqual([expect.stringMatching(/^\/body names \{\{reson\}\}.*reason/)]);
    const silent = await api.post(PATH, administrator, { subject: 'Tạm dừng', body: '{{reason}}' });
    expect(errorsOf(silent)).toEqual([expect.stringContaining('/body must say {{campaign}}')]);
    expect((await rowOf()) ?? {}).toMatchObject({ isBuiltIn: true });
  });

  it('with a second line in its subject is refused', async () => {
    const answer = await api.post(PATH, administrator, {
      ...OWN,
      subject: '{{campaign}}\r\nBcc: x@example.vn',
    });
    expect([answer.status, errorsOf(answer)]).toEqual([
      422,
      [expect.stringContaining('/subject must be one line')],
    ]);
  });
});

describe('A preview', () => {
  it('shows a draft with an example, as the inbox and the mail would', async () => {
    const { body } = await api.post(`${PATH}/preview`, administrator, { body: 'Nghỉ: {{campaign}} <i>' });
    expect(body).toMatchObject({ isDraft: true, shownWith: 'example 1 of 1' });
    expect(body.notice.body).toBe('Nghỉ: Kiểm điểm tập thể, cá nhân năm 2026 <i>');
    expect(body.mail.text).toMatch(/^Nghỉ: [^]*---\nPaused: [^]*https:\/\/dondoc\.example\//);
    expect(body.mail.html).toContain('năm 2026 &lt;i&gt;</p>');
  });

  it('shows the text in force with a notice that was sent', async () => {
    const { body } = await api.post(`${PATH}/preview`, administrator, { noticeId: NOTICE });
    expect(body).toMatchObject({ isDraft: false, shownWith: NOTICE });
    expect(body.notice.subject).toBe('Tạm dừng: <b>Năm 2026</b>');
    expect(body.mail.html).not.toContain('<b>');
  });

  it('of a draft that could not be put in force, or with a notice of another kind, is refused', async () => {
    expect((await api.post(`${PATH}/preview`, administrator, { body: '{{no}}' })).status).toBe(422);
    const other = await api.post('/v1/notice-templates/CampaignClosed/vi/preview', administrator, {
      noticeId: NOTICE,
    });
    expect([other.status, other.body.code]).toEqual([404, 'unknown-notice']);
  });
});
