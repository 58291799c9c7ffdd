import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { fold } from '../decider.ts';
import { DEFAULT_CADENCE } from '../escalation/cadence.ts';
import { campaignDecider } from './campaign.decider.ts';
import {
  at,
  campaignId,
  command,
  deadline,
  paused,
  prepared,
  reviewing,
  WEEKDAYS,
} from './test-campaigns.ts';
import type { CampaignEvent } from './campaign.events.ts';
import { termsOf } from './campaign-state.ts';
import type { DataOf } from './campaign-step.ts';

const given = (...history: CampaignEvent[]) =>
  specificationFor(campaignDecider)({ calendar: WEEKDAYS }, ...history);

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
