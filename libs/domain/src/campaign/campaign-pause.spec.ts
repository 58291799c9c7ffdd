import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { Instant } from '../calendar/day.ts';
import { fold } from '../decider.ts';
import { campaignDecider } from './campaign.decider.ts';
import {
  at,
  campaignId,
  closed,
  command,
  deadline,
  DUE,
  issued,
  monitoring,
  paused,
  prepared,
  rating,
  reviewing,
  WEEKDAYS,
} from './test-campaigns.ts';
import type { CampaignEvent } from './campaign.events.ts';
import { termsOf } from './campaign-state.ts';

const given = (...history: CampaignEvent[]) =>
  specificationFor(campaignDecider)({ calendar: WEEKDAYS }, ...history);
const pause = (reason = 'Bão số 9.') => command('PauseCampaign', { reason }, at('2026-03-10'));
const resume = (when: Instant) => command('ResumeCampaign', {}, when);

describe('Pause a campaign', () => {
  it('stops the clock with one event, at every step after the issue', () => {
    for (const history of [issued(), reviewing(), rating(), monitoring()]) {
      given(...history)
        .when(pause())
        .then(paused(at('2026-03-10')));
    }
  });

  it('does nothing when it is paused', () => {
    given(...reviewing(), paused(at('2026-03-09')))
      .when(pause())
      .thenNothingHappens();
  });

  it('needs a reason', () => {
    given(...reviewing())
      .when(pause(' '))
      .thenRefuses('reason-missing');
  });

  it('refuses a draft and a closed campaign', () => {
    given(...prepared())
      .when(pause())
      .thenRefuses('wrong-step');
    given(...monitoring(), closed())
      .when(pause())
      .thenRefuses('campaign-closed');
  });
});

describe('Resume a campaign', () => {
  it('states where every deadline that was open at the pause now stands', () => {
    // Tuesday to Thursday touches three days; Friday and three days is a Monday.
    given(...reviewing(), paused(at('2026-03-10')))
      .when(resume(at('2026-03-12')))
      .then({
        type: 'CampaignResumed',
        data: {
          campaignId,
          pausedAt: at('2026-03-10'),
          resumedAt: at('2026-03-12'),
          pausedDays: 3,
          deadlines: [deadline('REVIEW', '2026-03-23'), deadline('PLAN', '2026-04-06')],
        },
      });
  });

  it('leaves a deadline that had passed before the pause where it was', () => {
    const terms = resumedTerms(at('2026-03-10'), at('2026-03-12'));
    expect(terms.deadlines.ACKNOWLEDGE).toMatchObject({ current: { on: DUE.ACKNOWLEDGE }, version: 1 });
    expect(terms.deadlines.REVIEW).toMatchObject({
      current: { on: '2026-03-23' },
      original: { on: DUE.REVIEW },
      version: 2,
    });
  });

  it('counts a started day as one, so a pause of a minute gives a day', () => {
    expect(resumedTerms(at('2026-03-10', '08:00'), at('2026-03-10', '08:01')).pauses).toEqual([
      { from: at('2026-03-10', '08:00'), to: at('2026-03-10', '08:01'), days: 1 },
    ]);
  });

  it('rolls a moved deadline from a day off to the next working day', () => {
    const terms = resumedTerms(at('2026-03-10', '08:00'), at('2026-03-10', '08:01'));
    expect(terms.deadlines.REVIEW?.current.on).toBe('2026-03-23');
  });

  it('moves a deadline that was in its last second, and not one that had just ended', () => {
    const lastSecond = resumedTerms(at('2026-03-20', '23:59:59'), at('2026-03-21'));
    expect(lastSecond.deadlines.REVIEW?.version).toBe(2);
    const ended = resumedTerms(at('2026-03-21', '00:00'), at('2026-03-21', '00:01'));
    expect(ended.deadlines.REVIEW?.version).toBe(1);
  });

  it('does nothing when the campaign runs', () => {
    given(...reviewing())
      .when(resume(at('2026-03-12')))
      .thenNothingHappens();
  });

  it('refuses a draft', () => {
    given(...prepared())
      .when(resume(at('2026-03-12')))
      .thenRefuses('wrong-step');
  });
});

function resumedTerms(from: Instant, to: Instant) {
  const history = [...reviewing(), paused(from)];
  return termsOf(
    fold(campaignDecider, [
      ...history,
      ...given(...history)
        .when(resume(to))
        .events(),
    ]),
  );
}
