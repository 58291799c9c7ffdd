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
    expect(stdout).toMatch(
      /^WED 2026-11-18 08:00 +reminder -1 +ACKNOWLEDGE +2026-11-19 +UNIT +INBOX, MAIL$/m,
    );
    expect(stdout).toMatch(/^FRI 2026-11-20 00:00 +late from here +ACKNOWLEDGE +2026-11-19$/m);
    expect(stdout).toMatch(/^FRI 2026-11-20 08:00 +URGE 1 +ACKNOWLEDGE +2026-11-19 +UNIT +INBOX, MAIL$/m);
    expect(stdout).toMatch(/^WARNS +Peer groups of fewer than 5.*\n +DISTRICT \(2\)$/m);
    expect(stdout).toMatch(/^TELLS +Days off .*\n +2026-11-24 .*, 2027-01-01/m);
  });

  it('shows the ladder that a launch file states, and the draft keeps it', async () => {
    const cadence = {
      reminders: { workingDaysBefore: [2], channels: ['INBOX'] },
      rungs: [
        { afterWorkingDays: 1, level: 'MONITOR', to: ['SUPERIOR'] },
        { afterWorkingDays: 3, level: 'URGE', to: ['UNIT', 'HEAD'] },
      ],
      deliverAt: '07:30',
      quietHours: { from: '18:00', to: '07:00' },
    };
    const file = join(office.folder, 'own-ladder.json');
    const write = (more: object) =>
      writeFileSync(file, JSON.stringify({ ...launch, cadence: { ...cadence, ...more } }));
    write({});
    const tried = await office.run(['campaign', 'dry-run', file, '--directive', directive]);
    expect(tried.stdout).toMatch(
      /^TUE 2026-11-17 07:30 +reminder -2 +ACKNOWLEDGE +2026-11-19 +UNIT +INBOX$/m,
    );
    expect(tried.stdout).toMatch(
      /^FRI 2026-11-20 07:30 +MONITOR 1 +ACKNOWLEDGE +2026-11-19 +SUPERIOR +INBOX, MAIL$/m,
    );
    expect(tried.stdout).toMatch(/^WED 2026-11-25 07:30 +URGE 2 +ACKNOWLEDGE +2026-11-19 +UNIT, HEAD/m);
    expect(tried.stdout).toContain('no mail from 18:00 to 07:00 and on days off');

    const drafted = await office.run(['campaign', 'draft', file, '--directive', directive]);
    const campaign = /^campaign (\S+)$/m.exec(drafted.stdout)?.[1] ?? '';
    const { stdout } = await office.run(['campaign', 'ladder', campaign]);
    expect(stdout).toMatch(/^-2 +reminder +UNIT +INBOX$/m);
    expect(stdout).toMatch(/^\+3 +URGE 2 +UNIT, HEAD +every channel$/m);

    write({ rungs: [{ afterWorkingDays: 2, level: 'CHECK', to: ['HEAD'] }] });
    const refused = await office.run(['campaign', 'dry-run', file, '--directive', directive]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('/cadence/rungs/0/level must not be CHECK before an URGE');
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
