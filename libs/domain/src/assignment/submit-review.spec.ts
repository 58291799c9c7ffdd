import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at, requirement, reviewing } from '../campaign/test-campaigns.ts';
import type { CampaignEvent } from '../campaign/campaign.events.ts';
import * as unit from './test-assignments.ts';
import { answers, command, contextOf, ids, limitations } from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent, Limitation, RequirementAnswer } from './assignment.events.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const within = (campaign: CampaignEvent[], ...history: AssignmentEvent[]) =>
  specificationFor(assignmentDecider)(contextOf(campaign), ...history);
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });
const [first, second] = answers as [RequirementAnswer, RequirementAnswer];
const submit = (
  given: readonly RequirementAnswer[],
  named: readonly Limitation[] = limitations,
  when = at('2026-03-12'),
) => command('SubmitReview', { answers: given, limitations: named }, when);

describe('Submit the review (R-02)', () => {
  const submitted = (version: number, events: AssignmentEvent[], when: string): AssignmentEvent => ({
    type: 'SelfReviewSubmitted',
    data: {
      ...ids,
      version,
      answers,
      limitations,
      suggestionAnswers: [],
      findingAnswers: [],
      answeredFindings: [],
      timeliness: unit.timeliness(events, 'REVIEW', when),
    },
  });

  it('records the review on time', () => {
    const when = at('2026-03-20', '23:59:59');
    given(...unit.met())
      .when(unit.submitReview(when))
      .then(submitted(1, unit.met(), when));
  });

  it('takes a late review and marks it late to the second (AC-32)', () => {
    const [event] = given(...unit.met())
      .when(unit.submitReview(at('2026-03-21', '00:00:01')))
      .events();
    expect(event).toMatchObject({
      data: { timeliness: { isLate: true, lateSeconds: 1, originalOn: '2026-03-20' } },
    });
  });

  it('numbers a resubmission and holds it against the deadline the return set', () => {
    const when = at('2026-03-20', '12:00');
    given(...unit.reviewReturned())
      .when(unit.submitReview(when))
      .then(submitted(2, unit.reviewReturned(), when));
  });

  it('refuses a review without its meeting (R-03)', () => {
    given(...unit.acknowledged())
      .when(unit.submitReview())
      .thenRefuses('review-meeting-missing', { rule: 'R-03' });
  });

  it('lists every mandatory requirement that is not answered', () => {
    given(...unit.met())
      .when(submit([]))
      .thenRefuses('review-incomplete', { rule: 'R-02', missing: ['1', '2'] });
  });

  it('counts a blank answer as missing, and wants an answer to findings even where there are none', () => {
    given(...unit.met())
      .when(submit([first, { ...second, text: ' ' }]))
      .thenRefuses('review-incomplete', { missing: ['2'], ...path('/answers/1/text') });
  });

  it('takes "not applicable" with its reason and refuses it without (AC-29)', () => {
    const because = { ...second, kind: 'NOT_APPLICABLE' as const, text: 'Đơn vị mới thành lập.' };
    expect(
      given(...unit.met())
        .when(submit([first, because]))
        .events(),
    ).toHaveLength(1);
    given(...unit.met())
      .when(submit([first, { ...because, text: '' }]))
      .thenRefuses('review-incomplete', { missing: ['2'] });
  });

  it('refuses answers to what was not asked, and two answers to one requirement', () => {
    given(...unit.met())
      .when(submit([...answers, { ...first, requirementNo: '9' }]))
      .thenRefuses('review-incomplete', { missing: [], ...path('/answers/2/requirementNo') });
    given(...unit.met())
      .when(submit([...answers, first]))
      .thenRefuses('review-incomplete', path('/answers/0/requirementNo'));
  });

  it('asks each unit for what applies to its category, and nobody for what is optional', () => {
    const requirements = [
      requirement('1'),
      requirement('2', { appliesTo: ['a'] }),
      requirement('3', { appliesTo: ['b'] }),
      requirement('4', { mandatory: false }),
    ];
    const campaign = reviewing({ requirements });
    within(campaign, ...unit.met())
      .when(submit([first]))
      .thenRefuses('review-incomplete', { missing: ['2'] });
    expect(
      within(campaign, ...unit.met())
        .when(submit(answers))
        .events(),
    ).toHaveLength(1);
    within(campaign, ...unit.met())
      .when(submit([...answers, { ...first, requirementNo: '3' }]))
      .thenRefuses('review-incomplete', path('/answers/2/requirementNo'));
  });

  it('binds an amendment from its effective day on, not before', () => {
    const amended: CampaignEvent = {
      type: 'CampaignAmended',
      data: {
        campaignId: ids.campaignId,
        requirements: [requirement('1'), requirement('2'), requirement('3')],
        effectiveOn: '2026-03-13',
        basis: { ref: '1920-CV/TU' },
      },
    };
    const campaign = [...reviewing(), amended];
    const whole = [...answers, { ...first, requirementNo: '3' }];
    expect(
      within(campaign, ...unit.met())
        .when(submit(answers))
        .events(),
    ).toHaveLength(1);
    within(campaign, ...unit.met())
      .when(submit(answers, limitations, at('2026-03-13')))
      .thenRefuses('review-incomplete', { missing: ['3'] });
    expect(
      within(campaign, ...unit.met())
        .when(submit(whole, limitations, at('2026-03-13')))
        .events(),
    ).toHaveLength(1);
  });

  it('wants each limitation with a number of its own, its text and its cause', () => {
    const [one] = limitations as [Limitation];
    for (const [where, named] of [
      ['/limitations/0/no', [{ ...one, no: ' ' }]],
      ['/limitations/1/no', [one, one]],
      ['/limitations/0/text', [{ ...one, text: '' }]],
      ['/limitations/0/cause', [{ ...one, cause: ' ' }]],
    ] as const) {
      given(...unit.met())
        .when(submit(answers, named))
        .thenRefuses('review-incomplete', path(where));
    }
  });

  it('takes a review without limitations (AC-31)', () => {
    expect(
      given(...unit.met())
        .when(submit(answers, []))
        .events(),
    ).toHaveLength(1);
  });

  it('comes in its turn', () => {
    given(...unit.assigned())
      .when(unit.submitReview())
      .thenRefuses('wrong-step', { status: 'ASSIGNED' });
    given(...unit.reviewSubmitted())
      .when(unit.submitReview())
      .thenRefuses('wrong-step');
    given(...unit.planApproved())
      .when(unit.submitReview())
      .thenRefuses('wrong-step');
    given(...unit.exempted())
      .when(unit.submitReview())
      .thenRefuses('unit-exempted');
  });
});
