import { LETTER } from '@dondoc/api/testing/directive-letter.ts';
import { draftOf, openCampaign } from '@dondoc/api/testing/running-campaign.ts';
import { START, type Person } from '@dondoc/api/testing/test-api.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Dondoc } from './testing/test-cli.ts';
import { openOffice, type Office } from './testing/test-office.ts';

const SETTING_UP_MS = 60_000;
let open: Office;
let head: { cli: Dondoc; who: Person };
let vice: { cli: Dondoc; who: Person };
let campaign: string;
const loginOf = async ({ accountId }: Person) =>
  (await open.api.accounts.findByIds([accountId]))[0]?.login ?? '';

beforeAll(async () => {
  open = await openOffice();
  const { api, officer } = open;
  for (const code of ['SNV', 'STC']) await api.registerUnit(code, 'd');
  head = await open.person('UNIT', 'SNV');
  vice = await open.person('UNIT', 'STC');
  const { body } = await api.post('/v1/directives', officer, { text: LETTER });
  const { directiveId } = body as { directiveId: string };
  const drafted = await api.post('/v1/campaigns', officer, draftOf(directiveId));
  campaign = (drafted.body as { campaignId: string }).campaignId;
  await api.post(`/v1/campaigns/${campaign}/launch`, officer);
  await openCampaign(api.store, campaign, START);
}, SETTING_UP_MS);
afterAll(() => open.close());

const period = ['--from', '2026-11-16', '--until', '2026-11-20', '--reason', 'Đi công tác'];

describe('A deputy at the command line', () => {
  it('is named for the time of an absence, and acts with --on-behalf-of wherever it stands', async () => {
    const to = await loginOf(vice.who);
    const name = await loginOf(head.who);
    const granted = await head.cli.run(['delegation', 'grant', '--to', to, '--absence', ...period]);
    expect(granted.stdout).toMatch(/^delegation \S+: recorded at position \d+$/m);

    const acknowledge = ['assignment', 'acknowledge', campaign];
    const done = await vice.cli.run([...acknowledge, '--on-behalf-of', name]);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const asWhom = await vice.cli.run([`--on-behalf-of=${name}`, 'whoami']);
    expect(asWhom.stdout).toBe(`${to} on behalf of ${name} (UNIT, SNV)\n`);

    const history = await open.office.run(['assignment', 'history', campaign, 'snv']);
    expect(history.stdout).toMatch(
      new RegExp(`${to} on behalf of ${name} \\(UNIT\\) +AcknowledgementRecorded`),
    );
  });

  it('is listed, is given back, and then stands in no more', async () => {
    const list = await vice.cli.run(['delegation', 'list', '--holding']);
    const id = /^(\S+) +HOLDS, absent +/m.exec(list.stdout)?.[1] ?? '';
    const revoked = await vice.cli.run(['delegation', 'revoke', id, '--reason', 'Về sớm']);
    expect(revoked.stdout).toMatch(/^revoke: recorded at position \d+$/m);
    const refused = await vice.cli.run(['whoami', '--on-behalf-of', await loginOf(head.who)]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('[delegation-revoked]') });
    expect((await vice.cli.run(['delegation', 'list', '--holding'])).stdout).not.toContain(id);
  });

  it('needs a name after --on-behalf-of', async () => {
    for (const line of [
      ['whoami', '--on-behalf-of'],
      ['--on-behalf-of', '--json', 'whoami'],
    ]) {
      expect(await vice.cli.run(line)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('needs the login'),
      });
    }
  });
});
