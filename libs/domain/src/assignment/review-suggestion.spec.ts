import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at, BASIS, deadline } from '../campaign/test-campaigns.ts';
import { evolveFindings } from '../finding/findings-state.ts';
import { registered } from '../finding/test-findings.ts';
import * as unit from './test-assignments.ts';
import { answers, command, contextOf, ids, limitations } from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent, FindingAnswer, SuggestionAnswer } from './assignment.events.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });
const text = 'Làm rõ việc chậm giải ngân.';
const issued = (more: object = {}): AssignmentEvent => ({
  type: 'ReviewSuggestionIssued',
  data: {
    ...ids,
    no: '1',
    position: null,
    text,
    basis: BASIS,
    reopens: null,
    issuedAt: at('2026-03-13'),
    ...more,
  },
});
type Answers = { suggestionAnswers?: readonly SuggestionAnswer[]; findingAnswers?: readonly FindingAnswer[] };
const submit = (more: Answers = {}) =>
  command('SubmitReview', { answers, limitations, ...more }, at('2026-03-16'));

describe('Issue a suggestion to one unit', () => {
  it('is answered with the review that is still owed', () => {
    given(...unit.met())
      .when(unit.suggest())
      .then(issued());
    given(...unit.met(), issued())
      .when(unit.suggest({ position: 'Giám đốc' }))
      .then(issued({ no: '2', position: 'Giám đốc' }));
  });

  it('gives a review that is in back to its unit, with a deadline and a basis of its own', () => {
    const basis = { ref: '1920-CV/TU' };
    const [event] = given(...unit.reviewSubmitted())
      .when(unit.suggest({ respondBy: '2026-03-25', basis }))
      .events();
    expect(event).toEqual(
      issued({ basis, reopens: expect.objectContaining({ phase: 'REVIEW', on: '2026-03-25', basis }) }),
    );
    const state = unit.stateOf([...unit.reviewSubmitted(), event as AssignmentEvent]);
    expect(state).toMatchObject({
      status: 'REVIEW_RETURNED',
      returned: [{ item: 'suggestion 1', text }],
      own: { REVIEW: { deadline: { on: '2026-03-25' } } },
    });
  });

  it('gives the working days of a return when no day is named, and never takes time away', () => {
    const [days] = given(...unit.reviewSubmitted())
      .when(unit.suggest({}, at('2026-03-19')))
      .events();
    expect(days).toMatchObject({ data: { reopens: { on: '2026-03-24', basis: BASIS } } });
    const [early] = given(...unit.reviewSubmitted())
      .when(unit.suggest({ respondBy: '2026-03-16' }))
      .events();
    expect(early).toMatchObject({ data: { reopens: { on: deadline('REVIEW').on } } });
  });

  it('reopens an accepted review too, until the plan is in', () => {
    expect(
      given(...unit.reviewAccepted())
        .when(unit.suggest({}, at('2026-03-17')))
        .events(),
    ).toHaveLength(1);
    given(...unit.planSubmitted())
      .when(unit.suggest())
      .thenRefuses('wrong-step', { status: 'PLAN_SUBMITTED' });
    given(...unit.exempted())
      .when(unit.suggest())
      .thenRefuses('unit-exempted');
  });

  it('refuses a blank text, a blank post, no basis, and a day that is past or too soon to be needed', () => {
    given(...unit.met())
      .when(unit.suggest({ text: ' ' }))
      .thenRefuses('suggestion-invalid', path('/text'));
    given(...unit.met())
      .when(unit.suggest({ position: '' }))
      .thenRefuses('suggestion-invalid', path('/position'));
    given(...unit.met())
      .when(unit.suggest({ basis: { ref: ' ' } }))
      .thenRefuses('basis-missing');
    given(...unit.met())
      .when(unit.suggest({ respondBy: '2026-03-25' }))
      .thenRefuses('suggestion-invalid', path('/respondBy'));
    given(...unit.reviewSubmitted())
      .when(unit.suggest({ respondBy: '2026-03-12' }))
      .thenRefuses('suggestion-invalid', path('/respondBy'));
  });

  it('is for an authority that is not the unit (R-05)', () => {
    given(...unit.met())
      .when({ ...unit.suggest(), actor: unit.UNIT })
      .thenRefuses('own-record');
    given(...unit.met())
      .when({ ...unit.suggest(), actor: { id: 'x', role: 'AUDITOR' } })
      .thenRefuses('forbidden-role');
  });
});

describe('A review answers what was put to its unit (R-02)', () => {
  const toSuggestion = (more: Partial<SuggestionAnswer> = {}): SuggestionAnswer => ({
    suggestionNo: '1',
    kind: 'ANSWERED',
    text: 'Do vướng mặt bằng; trách nhiệm của tập thể lãnh đạo.',
    ...more,
  });

  it('is refused while a suggestion is not answered, and names it', () => {
    given(...unit.met(), issued())
      .when(submit())
      .thenRefuses('review-incomplete', { missing: [], missingSuggestions: ['1'], missingFindings: [] });
    given(...unit.met(), issued())
      .when(submit({ suggestionAnswers: [toSuggestion({ kind: 'NOT_APPLICABLE', text: ' ' })] }))
      .thenRefuses('review-incomplete', { missingSuggestions: ['1'], ...path('/suggestionAnswers/0/text') });
    const because = toSuggestion({ kind: 'NOT_APPLICABLE', text: 'Đơn vị không có dự án.' });
    expect(
      given(...unit.met(), issued())
        .when(submit({ suggestionAnswers: [because] }))
        .events()[0],
    ).toMatchObject({ data: { suggestionAnswers: [because] } });
  });

  it('is complete without any suggestion (AC-31), and takes no answer to one that was never made', () => {
    expect(
      given(...unit.met())
        .when(submit())
        .events(),
    ).toHaveLength(1);
    given(...unit.met())
      .when(submit({ suggestionAnswers: [toSuggestion()] }))
      .thenRefuses('review-incomplete', path('/suggestionAnswers/0/suggestionNo'));
  });

  const findings = [registered('1'), registered('2')].reduce(evolveFindings, []);
  const found = (...history: AssignmentEvent[]) =>
    specificationFor(assignmentDecider)(contextOf(undefined, findings), ...history);
  const toFinding = (findingId: string, more: Partial<FindingAnswer> = {}): FindingAnswer => ({
    findingId,
    kind: 'ANSWERED',
    text: 'Đã ban hành quy chế.',
    ...more,
  });

  it('is refused while one open finding is not answered, and lists it (AC-29)', () => {
    found(...unit.met())
      .when(submit({ findingAnswers: [toFinding('finding-1')] }))
      .thenRefuses('review-incomplete', {
        missingFindings: ['finding-2'],
        errors: [
          expect.objectContaining({
            message: expect.stringMatching(/must answer finding 2 \(12\/KL-TTr, 2;/),
          }),
        ],
      });
    const second = toFinding('finding-2', { kind: 'NOT_APPLICABLE', text: 'Thuộc đơn vị đã giải thể.' });
    expect(
      found(...unit.met())
        .when(submit({ findingAnswers: [toFinding('finding-1'), second] }))
        .events()[0],
    ).toMatchObject({ data: { answeredFindings: ['finding-1', 'finding-2'] } });
    found(...unit.met())
      .when(submit({ findingAnswers: [toFinding('finding-1'), { ...second, text: '' }] }))
      .thenRefuses('review-incomplete', { missingFindings: ['finding-2'] });
  });

  it('answers a finding registered after its submission when it comes back, not before', () => {
    expect(
      found(...unit.reviewSubmitted())
        .when(unit.acceptReview())
        .events(),
    ).toHaveLength(1);
    found(...unit.reviewReturned())
      .when(submit())
      .thenRefuses('review-incomplete', { missingFindings: ['finding-1', 'finding-2'] });
  });

  it('is never decided without the findings having been looked up', () => {
    const context = contextOf(undefined, null);
    expect(() => assignmentDecider.decide(submit(), unit.stateOf(unit.met()), context)).toThrow(TypeError);
  });

  it('still reads a review of the time before suggestions and findings were answered', () => {
    const old: AssignmentEvent = {
      type: 'SelfReviewSubmitted',
      data: { ...ids, version: 1, answers, limitations, timeliness: unit.onTime('REVIEW') },
    };
    expect(unit.stateOf([...unit.met(), old])).toMatchObject({
      review: { suggestionAnswers: [], findingAnswers: [] },
    });
  });
});
