import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { fold } from '../decider.ts';
import { DEFAULT_CADENCE } from '../escalation/cadence.ts';
import { campaignDecider } from './campaign.decider.ts';
import {
  addressee,
  at,
  BASIS,
  campaignId,
  command,
  deadline,
  issued,
  paused,
  prepared,
  rating,
  requirement,
  reviewing,
  WEEKDAYS,
} from './campaign.builders.ts';
import type { CampaignEvent } from './campaign.events.ts';
import { rosterOf, termsOf } from './campaign-state.ts';
import { requirementsOn } from './campaign-terms.ts';
import type { DataOf } from './campaign-step.ts';

const given = (...history: CampaignEvent[]) =>
  specificationFor(campaignDecider)({ calendar: WEEKDAYS }, ...history);

describe('Amend a campaign', () => {
  const list = [requirement('1'), requirement('2', { kind: 'FINDINGS_LINKED' }), requirement('3')];
  const data = { requirements: list, effectiveOn: '2026-03-10', basis: BASIS };
  const amend = (more: Partial<DataOf<'AmendCampaign'>> = {}) =>
    command('AmendCampaign', { ...data, ...more }, at('2026-03-09'));
  const amended: CampaignEvent = { type: 'CampaignAmended', data: { campaignId, ...data } };

  it('replaces the list of requirements from its effective day on', () => {
    given(...reviewing())
      .when(amend())
      .then(amended);
    const terms = termsOf(fold(campaignDecider, [...reviewing(), amended]));
    expect(requirementsOn(terms, '2026-03-09').map(({ no }) => no)).toEqual(['1', '2']);
    expect(requirementsOn(terms, '2026-03-10').map(({ no }) => no)).toEqual(['1', '2', '3']);
  });

  it('does nothing when the same amendment comes again', () => {
    given(...reviewing(), amended)
      .when(amend())
      .thenNothingHappens();
  });

  it('refuses an effective day in the past, before the last amendment, or not of the calendar', () => {
    const wrong = { errors: expect.arrayContaining([expect.objectContaining({ path: '/effectiveOn' })]) };
    given(...reviewing())
      .when(amend({ effectiveOn: '2026-03-08' }))
      .thenRefuses('amendment-invalid', wrong);
    given(...reviewing())
      .when(amend({ effectiveOn: '10/03/2026' }))
      .thenRefuses('amendment-invalid', wrong);
    given(...reviewing(), amended)
      .when(amend({ effectiveOn: '2026-03-09' }))
      .thenRefuses('amendment-invalid', wrong);
  });

  it('refuses an empty list and a missing basis', () => {
    given(...reviewing())
      .when(amend({ requirements: [] }))
      .thenRefuses('amendment-invalid');
    given(...reviewing())
      .when(amend({ basis: { ref: ' ' } }))
      .thenRefuses('basis-missing');
  });

  it('refuses a number that stood for another text, also one that was taken out', () => {
    const other = requirement('1', { text: 'Một yêu cầu khác' });
    given(...reviewing())
      .when(amend({ requirements: [other] }))
      .thenRefuses('requirement-number-reused', { numbers: ['1'] });
    given(...reviewing(), amended, {
      type: 'CampaignAmended',
      data: { campaignId, ...data, requirements: [requirement('2')] },
    })
      .when(amend({ requirements: [requirement('2'), other] }))
      .thenRefuses('requirement-number-reused', { numbers: ['1'] });
  });

  it('takes a number back with the text it stood for, however its letters are composed', () => {
    const decomposed = requirement('1', { text: requirement('1').text.normalize('NFD') });
    expect(
      given(...reviewing())
        .when(amend({ requirements: [decomposed] }))
        .events(),
    ).toHaveLength(1);
  });

  it('refuses a draft and a campaign whose reviewing is over', () => {
    given(...prepared())
      .when(amend())
      .thenRefuses('wrong-step');
    given(...rating())
      .when(amend())
      .thenRefuses('wrong-step');
  });
});

describe('Extend a deadline of the whole campaign (R-08)', () => {
  const data = {
    phase: 'REVIEW' as const,
    to: '2026-03-27',
    reason: 'Bão số 9.',
    basis: { ref: '1901-CV/TU' },
  };
  const extend = (more: Partial<DataOf<'ExtendDeadline'>> = {}, when = at('2026-03-20', '23:59:59')) =>
    command('ExtendDeadline', { ...data, ...more }, when);
  const to = deadline('REVIEW', '2026-03-27', { basis: { ref: '1901-CV/TU' } });
  const extended: CampaignEvent = {
    type: 'DeadlineExtended',
    data: { campaignId, phase: 'REVIEW', from: deadline('REVIEW'), to, reason: 'Bão số 9.' },
  };

  it('moves the deadline in its last second and keeps the first on record', () => {
    given(...reviewing())
      .when(extend())
      .then(extended);
    expect(termsOf(fold(campaignDecider, [...reviewing(), extended])).deadlines.REVIEW).toEqual({
      current: to,
      original: deadline('REVIEW'),
      version: 2,
    });
  });

  it('refuses an extension requested after the due day (AC-49)', () => {
    given(...reviewing())
      .when(extend({}, at('2026-03-21', '00:00')))
      .thenRefuses('extension-too-late', { rule: 'R-08', dueOn: '2026-03-20' });
  });

  it('counts the grace days of the cadence after the due day', () => {
    const cadence = { ...DEFAULT_CADENCE, extensionGraceDays: 2 };
    given(...reviewing({ cadence }))
      .when(extend({}, at('2026-03-22', '23:59:59')))
      .then(extended);
    given(...reviewing({ cadence }))
      .when(extend({}, at('2026-03-23', '00:00')))
      .thenRefuses('extension-too-late');
  });

  it('goes forward only, to a day of the calendar, up to the cut-off', () => {
    given(...reviewing())
      .when(extend({ to: '2026-03-20' }))
      .thenRefuses('extension-not-later', { path: '/to' });
    given(...reviewing())
      .when(extend({ to: '2026-03-32' }))
      .thenRefuses('extension-invalid');
    given(...reviewing())
      .when(extend({ phase: 'PLAN', to: '2026-12-15' }))
      .thenRefuses('deadline-after-cut-off');
  });

  it('refuses to move a phase behind the one after it', () => {
    given(...reviewing())
      .when(extend({ to: '2026-04-06' }))
      .thenRefuses('deadlines-out-of-order');
  });

  it('needs a reason and a basis', () => {
    given(...reviewing())
      .when(extend({ reason: ' ' }))
      .thenRefuses('reason-missing');
    given(...reviewing())
      .when(extend({ basis: { ref: '' } }))
      .thenRefuses('basis-missing');
  });

  it('waits for the end of a pause', () => {
    given(...reviewing(), paused(at('2026-03-10')))
      .when(extend())
      .thenRefuses('campaign-paused');
  });

  it('refuses a draft: there the deadline is set anew', () => {
    given(...prepared())
      .when(extend())
      .thenRefuses('wrong-step');
  });
});

describe('Add an addressee (R-01)', () => {
  const add = (code: string, ref = '1910-CV/TU') =>
    command('AddAddressee', { unit: addressee(code), basis: { ref } });
  const added: CampaignEvent = {
    type: 'AddresseeAdded',
    data: { campaignId, unit: addressee('A03'), basis: { ref: '1910-CV/TU' } },
  };

  it('adds a late joiner with its basis at the end of the list', () => {
    given(...reviewing())
      .when(add('A03'))
      .then(added);
    expect(rosterOf(fold(campaignDecider, [...issued(), added])).map(({ code }) => code)).toEqual([
      'A01',
      'A02',
      'A03',
    ]);
  });

  it('does nothing when the unit is on the list', () => {
    given(...reviewing(), added)
      .when(add('A03'))
      .thenNothingHappens();
  });

  it('refuses another unit under a code that is on the list', () => {
    given(...reviewing())
      .when(command('AddAddressee', { unit: { ...addressee('A01'), unitId: 'unit-other' }, basis: BASIS }))
      .thenRefuses('unit-listed-twice', { codes: ['A01'] });
  });

  it('refuses a missing basis, a draft and a campaign in rating', () => {
    given(...reviewing())
      .when(add('A03', ' '))
      .thenRefuses('basis-missing');
    given(...prepared())
      .when(add('A03'))
      .thenRefuses('wrong-step');
    given(...rating())
      .when(add('A03'))
      .thenRefuses('wrong-step');
  });
});
