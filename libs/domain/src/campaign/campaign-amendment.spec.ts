import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { fold } from '../decider.ts';
import { campaignDecider } from './campaign.decider.ts';
import {
  addressee,
  at,
  BASIS,
  campaignId,
  command,
  issued,
  prepared,
  rating,
  requirement,
  reviewing,
  WEEKDAYS,
} from './test-campaigns.ts';
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
