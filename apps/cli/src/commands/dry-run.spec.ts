import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LETTER } from '@dondoc/api/testing/directive-letter.ts';
import { draftOf } from '@dondoc/api/testing/running-campaign.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Dondoc } from '../testing/test-cli.ts';
import { openOffice, type Office } from '../testing/test-office.ts';

const SETTING_UP_MS = 60_000;
let open: Office;
let office: Dondoc;
let directive: string;
beforeAll(async () => {
  open = await openOffice();
  ({ office } = open);
  for (const code of ['SNV', 'STC']) await open.api.registerUnit(code, 'd');
  const { body } = await open.api.post('/v1/directives', open.officer, { text: LETTER });
  directive = (body as { directiveId: string }).directiveId;
}, SETTING_UP_MS);
afterAll(() => open.close());

const basis = { ref: '217-CV/TU' };
const launch = {
  kind: 'launch/1',
  title: 'Kiểm điểm năm 2026',
  reviewYear: 2026,
  monitoringYear: 2027,
  addressees: { categories: ['d'] },
  deadlines: [
    { phase: 'ACKNOWLEDGE', workingDaysFromToday: 3, basis },
    { phase: 'REVIEW', workingDaysFromToday: 15, basis },
    { phase: 'PLAN', workingDaysFromToday: 30, basis },
  ],
  cutOff: { daysAfterLastDeadline: 30 },
  requirementKinds: { '1': 'TOPIC_REVIEW' },
};

describe('campaign dry-run', () => {
  it('shows what a launch file would do, and what to look at before', async () => {
    const file = join(office.folder, 'launch.json');
    writeFileSync(file, JSON.stringify(launch));
    const { code, stdout } = await office.run(['campaign', 'dry-run', file, '--directive', directive]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Kiểm điểm năm 2026\nlaunched MON 2026-11-16 09:00: 2 units, 2 of them by mail/);
    expect(stdout).toMatch(/^WED 2026-11-18 08:00 +reminder -1 +ACKNOWLEDGE +2026-11-19 +UNIT$/m);
    expect(stdout).toMatch(/^FRI 2026-11-20 00:00 +late from here +ACKNOWLEDGE +2026-11-19$/m);
    expect(stdout).toMatch(/^FRI 2026-11-20 08:00 +URGE 1 +ACKNOWLEDGE +2026-11-19 +UNIT$/m);
    expect(stdout).toMatch(/^WARNS +Peer groups of fewer than 5.*\n +DISTRICT \(2\)$/m);
    expect(stdout).toMatch(/^TELLS +Days off .*\n +2026-11-24 .*, 2027-01-01/m);
  });

  it('needs the letter of a launch file', async () => {
    const { code, stderr } = await office.run(['campaign', 'dry-run', 'launch.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('--directive');
  });

  it('ends with 2 when the draft could not be launched then', async () => {
    const drafted = await open.api.post('/v1/campaigns', open.officer, draftOf(directive));
    const { campaignId } = drafted.body as { campaignId: string };
    const late = ['campaign', 'dry-run', campaignId, '--at', '2026-11-25T09:00:00+07:00'];
    const { code, stdout, stderr } = await office.run(late);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'The launch would be refused.\n' });
    expect(stdout).toMatch(/^STOPS +The deadline of ACKNOWLEDGE, 2026-11-20, has passed/m);
  });
});
