import { describe, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { NEWEST_POLICY } from '../scoring/policies.ts';
import { campaignDecider } from './campaign.decider.ts';
import {
  at,
  cancelled,
  campaignId,
  closed,
  command,
  drafted,
  issued,
  monitoring,
  paused,
  prepared,
  rating,
  reviewing,
  WEEKDAYS,
} from './test-campaigns.ts';
import type { CampaignEvent } from './campaign.events.ts';

const given = (...history: CampaignEvent[]) =>
  specificationFor(campaignDecider)({ calendar: WEEKDAYS }, ...history);

describe('Open the rating', () => {
  const open = (when = at('2026-12-15', '00:00')) => command('OpenRating', {}, when);

  it('opens when the cut-off day is over', () => {
    given(...reviewing())
      .when(open())
      .then({ type: 'RatingOpened', data: { campaignId, cutOffOn: '2026-12-14' } });
  });

  it('refuses while events of the cut-off day may still come', () => {
    given(...reviewing())
      .when(open(at('2026-12-14', '23:59:59')))
      .thenRefuses('cut-off-not-reached', { cutOffOn: '2026-12-14', opensAt: at('2026-12-15', '00:00') });
  });

  it('does nothing when it is open or over', () => {
    given(...rating())
      .when(open())
      .thenNothingHappens();
    given(...monitoring())
      .when(open())
      .thenNothingHappens();
  });

  it('refuses a campaign that is paused or not open', () => {
    given(...reviewing(), paused(at('2026-03-10')))
      .when(open())
      .thenRefuses('campaign-paused');
    given(...issued())
      .when(open())
      .thenRefuses('wrong-step');
  });
});

describe('Complete the scoring', () => {
  const complete = (scored = 2, cutPosition = 120) => command('CompleteScoring', { scored, cutPosition });

  it('records what was scored up to where, and opens the monitoring', () => {
    given(...rating())
      .when(complete())
      .then(
        {
          type: 'ScoringCompleted',
          data: { campaignId, policy: NEWEST_POLICY, scored: 2, cutPosition: 120 },
        },
        { type: 'MonitoringOpened', data: { campaignId } },
      );
  });

  it('does nothing when the monitoring is open', () => {
    given(...monitoring())
      .when(complete())
      .thenNothingHappens();
  });

  it('refuses a count and a position that cannot be, and a campaign not in rating', () => {
    given(...rating())
      .when(complete(-1))
      .thenRefuses('scoring-invalid');
    given(...rating())
      .when(complete(2, 0))
      .thenRefuses('scoring-invalid');
    given(...reviewing())
      .when(complete())
      .thenRefuses('wrong-step');
  });
});

describe('Close a campaign', () => {
  const close = (reason = 'Hết đợt.') => command('CloseCampaign', { reason });

  it('ends the campaign after the monitoring, or early by the authority', () => {
    for (const history of [monitoring(), rating(), reviewing(), [...reviewing(), paused(at('2026-03-10'))]]) {
      given(...history)
        .when(close())
        .then(closed());
    }
  });

  it('does nothing when it is closed', () => {
    given(...monitoring(), closed())
      .when(close())
      .thenNothingHappens();
  });

  it('needs a reason, and a campaign that was opened', () => {
    given(...monitoring())
      .when(close(' '))
      .thenRefuses('reason-missing');
    given(...issued())
      .when(close())
      .thenRefuses('wrong-step');
  });
});

describe('Cancel a campaign', () => {
  const cancel = (reason = 'Thu hồi.') => command('CancelCampaign', { reason });

  it('takes back a draft and an issued campaign', () => {
    for (const history of [drafted(), prepared(), issued()])
      given(...history)
        .when(cancel())
        .then(cancelled());
  });

  it('does nothing when it is cancelled', () => {
    given(...issued(), cancelled())
      .when(cancel())
      .thenNothingHappens();
  });

  it('refuses once units work, and without a reason', () => {
    given(...reviewing())
      .when(cancel())
      .thenRefuses('wrong-step', { possibleIn: ['DRAFT', 'ISSUED', 'CANCELLED'] });
    given(...issued())
      .when(cancel(''))
      .thenRefuses('reason-missing');
  });
});
