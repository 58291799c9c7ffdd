import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { at, deadline, ZONE } from '../campaign/test-campaigns.ts';
import * as unit from './test-assignments.ts';
import { command, contextOf, ids } from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });

const within = (count: number, when: string) =>
  ({ from: dayOf(when, ZONE), count, unit: 'WORKING_DAY' }) as const;

describe('Return the review', () => {
  const reasons = [{ item: '1', text: 'Nêu rõ nguyên nhân.' }];
  const returned = (resubmit: string, when: string): AssignmentEvent => ({
    type: 'SelfReviewReturned',
    data: {
      ...ids,
      version: 1,
      reasons,
      resubmit: deadline('REVIEW', resubmit, { relation: 'WITHIN', counted: within(3, when) }),
      returnedAt: when,
    },
  });

  it('gives the working days of the cadence to submit again', () => {
    // Thursday and three working days is the Tuesday after.
    const when = at('2026-03-19');
    given(...unit.reviewSubmitted())
      .when(unit.returnReview(1, when))
      .then(returned('2026-03-24', when));
  });

  it('takes no time away that the unit had', () => {
    const [event] = given(...unit.reviewSubmitted())
      .when(unit.returnReview(1, at('2026-03-12')))
      .events();
    expect(event).toMatchObject({ data: { resubmit: deadline('REVIEW') } });
  });

  it('names the version that was read', () => {
    given(...unit.reviewSubmitted())
      .when(unit.returnReview(2))
      .thenRefuses('stale-version', { path: '/version', named: 2, current: 1 });
  });

  it('needs reasons that the unit can act on', () => {
    const back = (reasons: { item: string; text: string }[]) =>
      command('ReturnReview', { version: 1, reasons });
    given(...unit.reviewSubmitted())
      .when(back([]))
      .thenRefuses('reasons-missing', path('/reasons'));
    given(...unit.reviewSubmitted())
      .when(back([{ item: '', text: 'x' }]))
      .thenRefuses('reasons-missing', path('/reasons/0/item'));
    given(...unit.reviewSubmitted())
      .when(back([{ item: '1', text: ' ' }]))
      .thenRefuses('reasons-missing', path('/reasons/0/text'));
  });

  it('needs a review that waits', () => {
    given(...unit.reviewReturned())
      .when(unit.returnReview())
      .thenRefuses('wrong-step');
    given(...unit.reviewAccepted())
      .when(unit.returnReview())
      .thenRefuses('wrong-step');
  });
});

describe('Accept the review', () => {
  const accepted = (plan: string | null, when: string): AssignmentEvent => ({
    type: 'SelfReviewAccepted',
    data: {
      ...ids,
      version: 1,
      plan: plan === null ? null : deadline('PLAN', plan, { relation: 'WITHIN', counted: within(5, when) }),
      acceptedAt: when,
    },
  });

  it('opens the plan with the campaign’s deadline when that leaves the days', () => {
    const when = at('2026-03-27');
    given(...unit.reviewSubmitted())
      .when(unit.acceptReview(1, when))
      .then(accepted(null, when));
  });

  it('gives the plan its own deadline when less than the least would be left', () => {
    const when = at('2026-03-30');
    given(...unit.reviewSubmitted())
      .when(unit.acceptReview(1, when))
      .then(accepted('2026-04-06', when));
  });

  it('does nothing when the second administrator accepts the same version', () => {
    given(...unit.reviewAccepted())
      .when(unit.acceptReview())
      .thenNothingHappens();
  });

  it('refuses another version, and a review that does not wait', () => {
    given(...unit.reviewSubmitted())
      .when(unit.acceptReview(2))
      .thenRefuses('stale-version');
    given(...unit.reviewAccepted())
      .when(unit.acceptReview(2))
      .thenRefuses('wrong-step');
    given(...unit.acknowledged())
      .when(unit.acceptReview())
      .thenRefuses('wrong-step');
  });
});
