import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { DEFAULT_CADENCE } from '../escalation/cadence.ts';
import { campaignDecider } from './campaign.decider.ts';
import {
  addressee,
  at,
  BASIS,
  campaignId,
  command,
  deadline,
  deadlineSet,
  draft,
  drafted,
  expanded,
  issued,
  requirement,
  WEEKDAYS,
} from './test-campaigns.ts';
import type { CampaignEvent } from './campaign.events.ts';
import type { DataOf } from './campaign-step.ts';

const given = (...history: CampaignEvent[]) =>
  specificationFor(campaignDecider)({ calendar: WEEKDAYS }, ...history);
const [rung] = DEFAULT_CADENCE.rungs;
const cadence = (more: object) => ({ cadence: { ...DEFAULT_CADENCE, ...more } });

describe('Draft a campaign', () => {
  it('writes the terms down', () => {
    given()
      .when(command('DraftCampaign', draft()))
      .then(...drafted());
  });

  it('refuses a second draft under the same id', () => {
    given(...drafted())
      .when(command('DraftCampaign', draft()))
      .thenRefuses('campaign-exists', { campaignId });
  });

  it.each<[string, Partial<DataOf<'DraftCampaign'>>]>([
    ['/campaignId', { campaignId: '' }],
    ['/directiveId', { directiveId: ' ' }],
    ['/title', { title: '' }],
    ['/reviewYear', { reviewYear: 1999 }],
    ['/monitoringYear', { monitoringYear: 2025 }],
    ['/cutOffOn', { cutOffOn: '2026-02-30' }],
    ['/requirements', { requirements: [] }],
    ['/requirements/1/no', { requirements: [requirement('1'), requirement('1')] }],
    ['/requirements/0/no', { requirements: [requirement(' ')] }],
    ['/requirements/0/text', { requirements: [requirement('1', { text: ' ' })] }],
    ['/cadence/reminderOffsets', cadence({ reminderOffsets: [-1, -1] })],
    ['/cadence/reminderOffsets', cadence({ reminderOffsets: [-0.5] })],
    ['/cadence/deliverAt', cadence({ deliverAt: '25:00' })],
    ['/cadence/resubmitWorkingDays', cadence({ resubmitWorkingDays: 0 })],
    ['/cadence/planMinWorkingDays', cadence({ planMinWorkingDays: 0 })],
    ['/cadence/extensionGraceDays', cadence({ extensionGraceDays: -1 })],
    ['/cadence/rungs/0/step', cadence({ rungs: [{ ...rung, step: 0 }] })],
    ['/cadence/rungs/1/step', cadence({ rungs: [rung, { ...rung, afterWorkingDays: 3 }] })],
    ['/cadence/rungs/1/afterWorkingDays', cadence({ rungs: [rung, { ...rung, step: 2 }] })],
    ['/cadence/rungs/0/to', cadence({ rungs: [{ ...rung, to: [] }] })],
    ['/cadence/rungs/0/to', cadence({ rungs: [{ ...rung, to: ['UNIT', 'UNIT'] }] })],
    ['/cadence/rungs/0/to', cadence({ rungs: [{ ...rung, to: ['HEAD'] }] })],
    ['/cadence/rungs/0/level', cadence({ rungs: [{ ...rung, level: 'CHECK' }] })],
    [
      '/cadence/rungs/1/level',
      cadence({ rungs: [rung, { ...rung, step: 2, afterWorkingDays: 3, level: 'MONITOR' }] }),
    ],
    ['/cadence/rungs/0/channels', cadence({ rungs: [{ ...rung, channels: ['MAIL'] }] })],
    ['/cadence/rungs/0/channels', cadence({ rungs: [{ ...rung, channels: ['INBOX', 'INBOX'] }] })],
    ['/cadence/reminderChannels', cadence({ reminderChannels: ['MAIL'] })],
    ['/cadence/quietHours/to', cadence({ quietHours: { from: '20:00', to: '24:00', daysOff: true } })],
    ['/cadence/quietHours/to', cadence({ quietHours: { from: '20:00', to: '20:00', daysOff: true } })],
    ['/cadence/deliverAt', cadence({ quietHours: { from: '18:00', to: '08:30', daysOff: true } })],
    ['/cadence/deliverAt', cadence({ quietHours: { from: '07:00', to: '09:00', daysOff: true } })],
  ])('refuses terms that are wrong at %s', (path, more) => {
    given()
      .when(command('DraftCampaign', draft(more)))
      .thenRefuses('campaign-invalid', {
        errors: expect.arrayContaining([expect.objectContaining({ path })]),
      });
  });

  it('refuses a time zone and a policy that do not exist', () => {
    given()
      .when(command('DraftCampaign', draft({ zone: 'Asia/Atlantis' })))
      .thenRefuses('unknown-zone');
    given()
      .when(command('DraftCampaign', draft({ policy: { code: 'VN-PROCEDURE', version: 99 } })))
      .thenRefuses('unknown-policy');
  });

  it('refuses a unit account and an auditor', () => {
    for (const role of ['UNIT', 'AUDITOR'] as const) {
      given()
        .when(
          command('DraftCampaign', draft(), at('2026-03-02'), { id: 'someone', role, unitId: 'unit-A01' }),
        )
        .thenRefuses('forbidden-role', { role });
    }
  });
});

describe('Set a deadline', () => {
  it('states the deadline with its basis, and replaces it while the campaign is a draft', () => {
    given(...drafted())
      .when(command('SetDeadline', { deadline: deadline('REVIEW') }))
      .then(deadlineSet('REVIEW'));
    given(...drafted(), deadlineSet('REVIEW'))
      .when(command('SetDeadline', { deadline: deadline('REVIEW', '2026-03-27') }))
      .then(deadlineSet('REVIEW', '2026-03-27'));
  });

  it('refuses a deadline without its basis', () => {
    given(...drafted())
      .when(command('SetDeadline', { deadline: deadline('REVIEW', undefined, { basis: { ref: ' ' } }) }))
      .thenRefuses('basis-missing', { path: '/deadline/basis/ref' });
  });

  it('refuses a day that does not exist, and an end that is not the end of that day', () => {
    given(...drafted())
      .when(command('SetDeadline', { deadline: deadline('REVIEW', undefined, { on: '2026-02-30' }) }))
      .thenRefuses('deadline-invalid');
    given(...drafted())
      .when(command('SetDeadline', { deadline: deadline('REVIEW', undefined, { endsAt: at('2026-04-01') }) }))
      .thenRefuses('deadline-invalid');
  });

  it('refuses a deadline whose ladder leaves the days the calendar knows', () => {
    const calendar = { ...WEEKDAYS, covers: { from: '2026-01-01', to: '2026-03-31' } };
    specificationFor(campaignDecider)({ calendar }, ...drafted())
      .when(command('SetDeadline', { deadline: deadline('REVIEW', '2026-03-30') }))
      .thenRefuses('calendar-not-known');
  });

  it('refuses an unknown campaign and one that was issued', () => {
    given()
      .when(command('SetDeadline', { deadline: deadline('PLAN') }))
      .thenRefuses('unknown-campaign');
    given(...issued())
      .when(command('SetDeadline', { deadline: deadline('PLAN') }))
      .thenRefuses('already-issued');
  });
});

describe('Expand the addressees (R-01)', () => {
  const expand = (units: ReturnType<typeof addressee>[]) =>
    command('ExpandAddressees', { units, basis: BASIS });

  it('freezes the list as it stands', () => {
    given(...drafted())
      .when(expand([addressee('A01'), addressee('A02')]))
      .then(expanded('A01', 'A02'));
  });

  it('writes at most 400 units an event, none lost and none doubled', () => {
    const units = Array.from({ length: 801 }, (_, index) => addressee(`B${index}`));
    const pages = given(...drafted())
      .when(expand(units))
      .events();
    expect(pages.map(({ data }) => 'units' in data && [data.page, data.units.length])).toEqual([
      [1, 400],
      [2, 400],
      [3, 1],
    ]);
    expect(pages.flatMap(({ data }) => ('units' in data ? data.units : []))).toEqual(units);
  });

  it('numbers the pages of a second list after those of the first', () => {
    const [page] = given(...drafted(), expanded('A01'))
      .when(expand([addressee('A02')]))
      .events();
    expect(page).toMatchObject({ data: { page: 2 } });
  });

  it('refuses an empty list', () => {
    given(...drafted())
      .when(expand([]))
      .thenRefuses('no-addressees', { path: '/units' });
  });

  it('refuses a unit listed twice and names its code, in one list and across lists', () => {
    const twice = [addressee('A01'), addressee('A02'), addressee('A01')];
    given(...drafted())
      .when(expand(twice))
      .thenRefuses('unit-listed-twice', { codes: ['A01'] });
    given(...drafted(), expanded('A01'))
      .when(expand([addressee('A01')]))
      .thenRefuses('unit-listed-twice', { codes: ['A01'] });
    given(...drafted())
      .when(expand([addressee('A01'), { ...addressee('A01'), code: 'A09' }]))
      .thenRefuses('unit-listed-twice', { codes: ['A01', 'A09'] });
  });

  it('refuses a list without a basis, and any list after the issue', () => {
    given(...drafted())
      .when(command('ExpandAddressees', { units: [addressee('A01')], basis: { ref: '' } }))
      .thenRefuses('basis-missing');
    given(...issued())
      .when(expand([addressee('A03')]))
      .thenRefuses('already-issued');
  });
});
