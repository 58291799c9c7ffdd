import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at, deadline, requirement, reviewing } from '../campaign/test-campaigns.ts';
import * as unit from './test-assignments.ts';
import { action, actions, after, answers, command, contextOf, ids } from './test-assignments.ts';
import { evolveFindings } from '../finding/findings-state.ts';
import { registered } from '../finding/test-findings.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent, PlanAction } from './assignment.events.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });
const submit = (plan: readonly PlanAction[]) => command('SubmitPlan', { actions: plan }, at('2026-03-25'));
const [first, second] = actions as [PlanAction, PlanAction];

describe('Submit the plan (R-04)', () => {
  it('records the plan on time', () => {
    given(...unit.reviewAccepted())
      .when(unit.submitPlan(at('2026-04-03', '23:59:59')))
      .then({
        type: 'PlanSubmitted',
        data: { ...ids, version: 1, actions, timeliness: unit.onTime('PLAN') },
      });
  });

  it('takes a late plan and marks it late', () => {
    const [event] = given(...unit.reviewAccepted())
      .when(unit.submitPlan(at('2026-04-04', '00:00')))
      .events();
    expect(event).toMatchObject({ data: { timeliness: { isLate: true, lateSeconds: 0 } } });
  });

  it('numbers a resubmission', () => {
    const [event] = given(...unit.planReturned())
      .when(unit.submitPlan(at('2026-03-30')))
      .events();
    expect(event).toMatchObject({ type: 'PlanSubmitted', data: { version: 2 } });
  });

  it('lists every limitation without an action', () => {
    given(...unit.reviewAccepted())
      .when(submit([]))
      .thenRefuses('plan-incomplete', { rule: 'R-04', unanswered: ['1', '2'] });
    given(...unit.reviewAccepted())
      .when(submit([first]))
      .thenRefuses('plan-incomplete', { unanswered: ['2'] });
  });

  it('takes two actions for one limitation, and work without an end', () => {
    const plan = [first, { ...first, id: 'a1b', due: 'CONTINUOUS' as const }, second];
    expect(
      given(...unit.reviewAccepted())
        .when(submit(plan))
        .events(),
    ).toHaveLength(1);
  });

  it('takes a quotation whose letters another keyboard composed', () => {
    const plan = [{ ...first, limitation: first.limitation.normalize('NFD') }, second];
    expect(
      given(...unit.reviewAccepted())
        .when(submit(plan))
        .events(),
    ).toHaveLength(1);
  });

  it.each<[string, Partial<PlanAction>]>([
    ['/actions/0/limitation', { limitation: 'Chậm trả lời.' }],
    ['/actions/0/limitationNo', { limitationNo: '7' }],
    ['/actions/0/id', { id: ' ' }],
    ['/actions/1/id', { id: 'a2' }],
    ['/actions/0/measure', { measure: '' }],
    ['/actions/0/lead', { lead: ' ' }],
    ['/actions/0/due', { due: '2026-03-24' }],
    ['/actions/0/due', { due: '2026-02-30' }],
    ['/actions/0/deliverable', { deliverable: '' }],
  ])('refuses an action that is wrong at %s', (where, more) => {
    given(...unit.reviewAccepted())
      .when(submit([{ ...first, ...more }, second]))
      .thenRefuses('plan-incomplete', path(where));
  });

  it('names all faults at once', () => {
    given(...unit.reviewAccepted())
      .when(submit([{ ...first, lead: '', deliverable: '' }]))
      .thenRefuses('plan-incomplete', {
        errors: [
          expect.objectContaining({ path: '/actions', rule: 'R-04' }),
          expect.objectContaining({ path: '/actions/0/lead' }),
          expect.objectContaining({ path: '/actions/0/deliverable' }),
        ],
      });
  });

  it('takes an action due on the day of submission', () => {
    expect(
      given(...unit.reviewAccepted())
        .when(submit([{ ...first, due: '2026-03-25' }, second]))
        .events(),
    ).toHaveLength(1);
  });

  it('comes after the acceptance', () => {
    given(...unit.reviewSubmitted())
      .when(unit.submitPlan())
      .thenRefuses('wrong-step', { status: 'REVIEW_SUBMITTED' });
    given(...unit.planSubmitted())
      .when(unit.submitPlan())
      .thenRefuses('wrong-step');
    given(...unit.planApproved())
      .when(unit.submitPlan())
      .thenRefuses('wrong-step');
  });
});

describe('A plan after a review without limitations', () => {
  const requirements = [requirement('1'), requirement('2', { kind: 'PLAN_REQUIRED' })];
  const context = contextOf(reviewing({ requirements }));
  const history = (kind: 'ANSWERED' | 'NOT_APPLICABLE') => {
    const own = answers.map((answer) => (answer.requirementNo === '2' ? { ...answer, kind } : answer));
    const review = command('SubmitReview', { answers: own, limitations: [] }, at('2026-03-12'));
    return after(context, unit.assign(), unit.acknowledge(), unit.meet(), review, unit.acceptReview());
  };
  const spec = (kind: 'ANSWERED' | 'NOT_APPLICABLE') =>
    specificationFor(assignmentDecider)(context, ...history(kind));

  it('holds one action of the unit’s own choice, quoting nothing', () => {
    expect(
      spec('ANSWERED')
        .when(submit([action('-', '-')]))
        .events(),
    ).toHaveLength(1);
    spec('ANSWERED').when(submit([])).thenRefuses('plan-incomplete', path('/actions'));
  });

  it('may be empty when the review said, with its reason, that no plan is called for', () => {
    expect(spec('NOT_APPLICABLE').when(submit([])).events()).toHaveLength(1);
  });
});

describe('Return and approve the plan', () => {
  it('gives the working days of the cadence to submit again, and no less than the unit had', () => {
    const [late] = given(...unit.planSubmitted())
      .when(unit.returnPlan(1, at('2026-04-03')))
      .events();
    expect(late).toMatchObject({
      type: 'PlanReturned',
      data: { resubmit: { on: '2026-04-08' }, returnedAt: at('2026-04-03') },
    });
    const [early] = given(...unit.planSubmitted())
      .when(unit.returnPlan(1, at('2026-03-27')))
      .events();
    expect(early).toMatchObject({ data: { resubmit: deadline('PLAN') } });
  });

  it('completes the cycle, once', () => {
    given(...unit.planSubmitted())
      .when(unit.approvePlan())
      .then(unit.planApproved().at(-1) as AssignmentEvent);
    given(...unit.planApproved())
      .when(unit.approvePlan())
      .thenNothingHappens();
  });

  it('names the version that was read', () => {
    given(...unit.planSubmitted())
      .when(unit.returnPlan(3))
      .thenRefuses('stale-version', { named: 3, current: 1 });
    given(...unit.planSubmitted())
      .when(unit.approvePlan(0))
      .thenRefuses('stale-version');
  });

  it('needs reasons, and a plan that waits', () => {
    given(...unit.planSubmitted())
      .when(command('ReturnPlan', { version: 1, reasons: [] }))
      .thenRefuses('reasons-missing');
    given(...unit.planReturned())
      .when(unit.returnPlan())
      .thenRefuses('wrong-step');
    given(...unit.reviewAccepted())
      .when(unit.approvePlan())
      .thenRefuses('wrong-step');
    given(...unit.planApproved())
      .when(unit.approvePlan(2))
      .thenRefuses('wrong-step');
  });
});

describe('Open findings in the plan (R-04)', () => {
  const open = registered('7', { text: 'Quyết toán chậm.' });
  const findings = evolveFindings([], open);
  const { findingId } = open.data;
  const against = (plan: readonly PlanAction[], history = unit.reviewAccepted()) =>
    specificationFor(assignmentDecider)(contextOf(reviewing(), findings), ...history).when(submit(plan));
  const remedy = action('', 'Quyết toán chậm.', { id: 'a7', findingIds: [findingId] });

  it('each is answered by at least one action, beside a limitation or for itself', () => {
    against(actions).thenRefuses('plan-incomplete', { rule: 'R-04', missingFindings: [findingId] });
    expect(against([...actions, remedy]).events()).toHaveLength(1);
    expect(against([{ ...first, findingIds: [findingId] }, second]).events()).toHaveLength(1);
  });

  it('an action for a finding alone quotes it word for word', () => {
    against([...actions, { ...remedy, limitation: 'Quyết toán trễ.' }]).thenRefuses(
      'plan-incomplete',
      path('/actions/2/limitation'),
    );
  });

  it('no action names what is no open finding of the unit', () => {
    against([...actions, remedy, { ...first, id: 'a8', findingIds: ['elsewhere'] }]).thenRefuses(
      'plan-incomplete',
      path('/actions/3/findingIds'),
    );
  });
});
