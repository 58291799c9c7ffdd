import { describe, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { campaignDecider } from './campaign.decider.ts';
import {
  at,
  cancelled,
  campaignId,
  closed,
  command,
  deadlineSet,
  drafted,
  expanded,
  issued,
  monitoring,
  prepared,
  rating,
  reviewing,
  WEEKDAYS,
} from './test-campaigns.ts';
import type { CampaignEvent } from './campaign.events.ts';

const given = (...history: CampaignEvent[]) =>
  specificationFor(campaignDecider)({ calendar: WEEKDAYS }, ...history);

describe('Issue a campaign', () => {
  const issue = (when = at('2026-03-02')) => command('IssueCampaign', {}, when);

  it('sends the directive out to the frozen list', () => {
    given(...prepared())
      .when(issue())
      .then({ type: 'CampaignIssued', data: { campaignId, unitCount: 2 } });
  });

  it('refuses a campaign that addresses nobody', () => {
    given(...drafted(), deadlineSet('ACKNOWLEDGE'), deadlineSet('REVIEW'), deadlineSet('PLAN'))
      .when(issue())
      .thenRefuses('no-addressees');
  });

  it('refuses a campaign with deadlines not stated, and names the phases', () => {
    given(...drafted(), deadlineSet('REVIEW'), expanded('A01'))
      .when(issue())
      .thenRefuses('deadline-missing', { phases: ['ACKNOWLEDGE', 'PLAN'] });
  });

  it('takes a deadline that ends today and refuses one that ended, naming phase and day', () => {
    given(...prepared())
      .when(issue(at('2026-03-06', '23:59:59')))
      .then({ type: 'CampaignIssued', data: { campaignId, unitCount: 2 } });
    given(...prepared())
      .when(issue(at('2026-03-07', '00:00')))
      .thenRefuses('deadline-in-the-past', { phase: 'ACKNOWLEDGE', on: '2026-03-06' });
  });

  it('refuses deadlines out of the order acknowledge, review, plan, cut-off', () => {
    given(...prepared(), deadlineSet('ACKNOWLEDGE', '2026-03-23'))
      .when(issue())
      .thenRefuses('deadlines-out-of-order');
    given(...prepared(), deadlineSet('REVIEW', '2026-04-06'))
      .when(issue())
      .thenRefuses('deadlines-out-of-order');
    given(...prepared(), deadlineSet('PLAN', '2026-12-15'))
      .when(issue())
      .thenRefuses('deadlines-out-of-order', { later: { name: 'CUT_OFF', on: '2026-12-14' } });
  });

  it('refuses the second of two administrators who launch at once', () => {
    given(...issued())
      .when(issue())
      .thenRefuses('already-issued', { status: 'ISSUED' });
  });

  it('refuses a cancelled and a closed campaign', () => {
    given(...prepared(), cancelled())
      .when(issue())
      .thenRefuses('campaign-cancelled');
    given(...monitoring(), closed())
      .when(issue())
      .thenRefuses('campaign-closed');
  });
});

describe('Open the reviewing', () => {
  const open = (assigned = 2) => command('OpenReviewing', { assigned });

  it('lets the units work once each has its assignment', () => {
    given(...issued())
      .when(open())
      .then({ type: 'ReviewingOpened', data: { campaignId, assigned: 2 } });
  });

  it('refuses while a unit is without its assignment', () => {
    given(...issued())
      .when(open(1))
      .thenRefuses('assignments-missing', { assigned: 1, addressed: 2 });
  });

  it('does nothing when it is open or over', () => {
    for (const history of [reviewing(), rating(), monitoring()])
      given(...history)
        .when(open())
        .thenNothingHappens();
  });

  it('refuses a draft', () => {
    given(...prepared())
      .when(open())
      .thenRefuses('wrong-step', { status: 'DRAFT' });
  });
});
