import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at, deadline, requirement, reviewing } from '../campaign/campaign.builders.ts';
import type { CampaignEvent } from '../campaign/campaign.events.ts';
import * as unit from './assignment.builders.ts';
import { answers, command, contextOf, ids, limitations } from './assignment.builders.ts';
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

describe('Record the review meeting (R-03)', () => {
  const held = { heldOn: '2026-03-10', summoned: 12, present: 11 };
  const meet = (more: Partial<typeof held> = {}) =>
    command('RecordReviewMeeting', { ...held, ...more }, at('2026-03-11'));

  it('records when it was held and who came', () => {
    given(...unit.acknowledged())
      .when(meet())
      .then({ type: 'ReviewMeetingRecorded', data: { ...ids, ...held } });
  });

  it('corrects the record, and does nothing when it says the same', () => {
    given(...unit.met())
      .when(meet({ present: 12 }))
      .then({ type: 'ReviewMeetingRecorded', data: { ...ids, ...held, present: 12 } });
    given(...unit.met())
      .when(meet())
      .thenNothingHappens();
  });

  it('refuses a meeting of tomorrow, and more present than summoned', () => {
    given(...unit.acknowledged())
      .when(meet({ heldOn: '2026-03-12' }))
      .thenRefuses('meeting-invalid', { rule: 'R-03', ...path('/heldOn') });
    given(...unit.acknowledged())
      .when(meet({ heldOn: '2026-02-30' }))
      .thenRefuses('meeting-invalid', path('/heldOn'));
    given(...unit.acknowledged())
      .when(meet({ present: 13 }))
      .thenRefuses('meeting-invalid', path('/present'));
    given(...unit.acknowledged())
      .when(meet({ present: 0 }))
      .thenRefuses('meeting-invalid', path('/present'));
    given(...unit.acknowledged())
      .when(meet({ summoned: 1.5 }))
      .thenRefuses('meeting-invalid', path('/summoned'));
  });

  it('comes after the acknowledgement and before the submission', () => {
    given(...unit.assigned())
      .when(meet())
      .thenRefuses('wrong-step', { status: 'ASSIGNED' });
    given(...unit.reviewSubmitted())
      .when(meet({ present: 12 }))
      .thenRefuses('wrong-step');
  });
});

describe('Submit the review (R-02)', () => {
  const submitted = (version: number, events: AssignmentEvent[], when: string): AssignmentEvent => ({
    type: 'SelfReviewSubmitted',
    data: { ...ids, version, answers, limitations, timeliness: unit.timeliness(events, 'REVIEW', when) },
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

describe('Return the review', () => {
  const reasons = [{ item: '1', text: 'Nêu rõ nguyên nhân.' }];
  const returned = (resubmit: string, when: string): AssignmentEvent => ({
    type: 'SelfReviewReturned',
    data: {
      ...ids,
      version: 1,
      reasons,
      resubmit: deadline('REVIEW', resubmit, { relation: 'WITHIN' }),
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
      plan: plan === null ? null : deadline('PLAN', plan, { relation: 'WITHIN' }),
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
