import { describe, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { ActorRef } from '../actor.ts';
import { campaignDecider } from './campaign.decider.ts';
import type { CampaignEvent } from './campaign.events.ts';
import type { ParentFrame } from './cascade.ts';
import {
  addressee,
  ADMIN,
  at,
  BASIS,
  command,
  deadline,
  draft,
  drafted,
  prepared,
  WEEKDAYS,
} from './test-campaigns.ts';

const parent = { campaignId: 'campaign-0', unitId: 'unit-HU' };
const HEAD: ActorRef = { id: 'account-HU', role: 'UNIT', unitId: 'unit-HU' };
const OTHER: ActorRef = { id: 'account-B', role: 'UNIT', unitId: 'unit-B' };
const OPEN: ParentFrame = {
  status: 'REVIEWING',
  paused: false,
  cutOffOn: '2026-12-14',
  takesPart: true,
  deadlines: { ACKNOWLEDGE: '2026-03-06', REVIEW: '2026-03-20', PLAN: '2026-04-03' },
  outside: [],
};
const NOW = at('2026-03-02');
const under = (frame: Partial<ParentFrame>, ...history: CampaignEvent[]) =>
  specificationFor(campaignDecider)({ calendar: WEEKDAYS, parent: { ...OPEN, ...frame } }, ...history);

describe('A unit launches its directive on', () => {
  it('by its own account, and as its own campaign', () => {
    under({})
      .when(command('DraftCampaign', draft({ parent }), NOW, HEAD))
      .then({ type: 'CampaignDrafted', data: draft({ parent }) });
    under({}, ...prepared({ parent }))
      .when(command('IssueCampaign', {}, NOW, HEAD))
      .then({ type: 'CampaignIssued', data: { campaignId: 'campaign-1', unitCount: 2 } });
  });

  it('but no other unit does it, and none a campaign without a parent', () => {
    under({})
      .when(command('DraftCampaign', draft({ parent }), NOW, OTHER))
      .thenRefuses('forbidden-role');
    under({}, ...prepared({ parent }))
      .when(command('IssueCampaign', {}, NOW, OTHER))
      .thenRefuses('forbidden-role');
    under({}, ...prepared())
      .when(command('IssueCampaign', {}, NOW, HEAD))
      .thenRefuses('forbidden-role');
  });

  it('leaves what the clock does to the clock', () => {
    under({}, ...prepared({ parent }))
      .when(command('OpenRating', {}, NOW, HEAD))
      .thenRefuses('forbidden-role');
  });

  it.each<[string, Partial<ParentFrame>]>([
    ['is not open', { status: 'DRAFT' }],
    ['is over', { status: 'CLOSED' }],
    ['is paused', { paused: true }],
    ['does not ask the unit', { takesPart: false }],
  ])('only while the campaign that addressed it is open: refused when it %s', (_title, frame) => {
    under(frame)
      .when(command('DraftCampaign', draft({ parent }), NOW, HEAD))
      .thenRefuses('parent-not-open');
    under(frame, ...prepared({ parent }))
      .when(command('IssueCampaign', {}, NOW, HEAD))
      .thenRefuses('parent-not-open');
  });

  it('with no day later than its own', () => {
    const set = (on: string) => command('SetDeadline', { deadline: deadline('REVIEW', on) }, NOW, HEAD);
    under({}, ...drafted({ parent }))
      .when(set('2026-03-20'))
      .then({
        type: 'DeadlineSet',
        data: { campaignId: 'campaign-1', deadline: deadline('REVIEW', '2026-03-20') },
      });
    under({}, ...drafted({ parent }))
      .when(set('2026-03-21'))
      .thenRefuses('deadline-after-parent', { path: '/deadline/on', limit: '2026-03-20' });
    under({ cutOffOn: '2026-12-13' })
      .when(command('DraftCampaign', draft({ parent }), NOW, HEAD))
      .thenRefuses('deadline-after-parent', { path: '/cutOffOn' });
  });

  it('nor moved later by an extension, an administrator’s neither', () => {
    const extension = { phase: 'REVIEW' as const, to: '2026-03-24', reason: 'Bão', basis: BASIS };
    const running: CampaignEvent[] = [
      ...prepared({ parent }),
      { type: 'CampaignIssued', data: { campaignId: 'campaign-1', unitCount: 2 } },
    ];
    under({}, ...running)
      .when(command('ExtendDeadline', extension, NOW, ADMIN))
      .thenRefuses('deadline-after-parent', { path: '/to' });
  });

  it('to units below it and to no others', () => {
    under({ outside: ['A02'] }, ...drafted({ parent }))
      .when(
        command('ExpandAddressees', { units: [addressee('A01'), addressee('A02')], basis: BASIS }, NOW, HEAD),
      )
      .thenRefuses('unit-outside-subtree', { units: ['A02'] });
  });
});
