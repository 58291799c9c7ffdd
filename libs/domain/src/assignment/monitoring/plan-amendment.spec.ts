import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at } from '../../campaign/test-campaigns.ts';
import * as unit from '../test-assignments.ts';
import { action, actions, command, contextOf, ids, stateOf, testHash } from '../test-assignments.ts';
import { assignmentDecider } from '../assignment.decider.ts';
import type { AssignmentEvent, PlanAction } from '../assignment.events.ts';
import { requireAssigned } from '../assignment-step.ts';
import { actionStandings } from './action-standing.ts';
import { isMonitored } from './monitor-clock.ts';
import { afterApproval, amend, approved, ask, grant, progress } from './test-monitoring.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });
const [first, second] = actions as [PlanAction, PlanAction];
const hash = testHash({ ...ids, version: 1, actions });

describe('An approval', () => {
  it('is bound to the hash of what was approved', () => {
    given(...unit.planSubmitted())
      .when(unit.approvePlan())
      .then({ type: 'PlanApproved', data: { ...ids, version: 1, hash, approvedAt: at('2026-03-27') } });
    given(...unit.planSubmitted())
      .when(command('ApprovePlan', { version: 1, hash }, at('2026-03-27')))
      .then({ type: 'PlanApproved', data: { ...ids, version: 1, hash, approvedAt: at('2026-03-27') } });
  });

  it('is refused to who read something else', () => {
    given(...unit.planSubmitted())
      .when(command('ApprovePlan', { version: 1, hash: '0'.repeat(64) }))
      .thenRefuses('stale-content', { rule: 'R-20', current: hash });
  });

  it('of a log from before hashes still stands, and its days are the baseline', () => {
    const old = [...unit.planSubmitted(), { type: 'PlanApproved', data: { ...ids, version: 1 } } as const];
    const state = requireAssigned(stateOf(old));
    expect(state.monitoring.approval).toEqual({ version: 1, hash: null, at: null });
    expect(actionStandings(state).map(({ originalDue }) => originalDue)).toEqual([
      '2026-06-30',
      '2026-06-30',
    ]);
  });
});

describe('An edit after the approval (R-20)', () => {
  const third = action('2', second.limitation, { id: 'a3' });

  it('voids it, visibly, and waits to be approved again', () => {
    given(...approved())
      .when(amend([...actions, third]))
      .then(
        {
          type: 'PlanAmended',
          data: { ...ids, version: 2, actions: [...actions, third], reason: 'Bổ sung giải pháp.' },
        },
        { type: 'PlanApprovalVoided', data: { ...ids, version: 1, hash, amendedTo: 2 } },
      );
    const voided = stateOf(afterApproval(amend([...actions, third])));
    expect(voided).toMatchObject({ status: 'PLAN_SUBMITTED', monitoring: { approval: null } });
    expect(isMonitored(voided)).toBe(false);
  });

  it('stops reports until then, and the new approval has another hash', () => {
    const amended = afterApproval(amend([...actions, third]));
    given(...amended)
      .when(progress())
      .thenRefuses('plan-not-approved');
    const [event] = given(...amended)
      .when(unit.approvePlan(2, at('2026-05-06')))
      .events();
    expect(event).toMatchObject({
      data: { hash: testHash({ ...ids, version: 2, actions: [...actions, third] }) },
    });
  });

  it('keeps the baseline of the first approval, and adds what is new', () => {
    const sooner = [{ ...first, due: '2026-05-31' as const }, second, third];
    const again = requireAssigned(
      stateOf(afterApproval(amend(sooner), unit.approvePlan(2, at('2026-05-06')))),
    );
    expect(actionStandings(again).map(({ due, originalDue }) => [due, originalDue])).toEqual([
      ['2026-05-31', '2026-06-30'],
      ['2026-06-30', '2026-06-30'],
      ['2026-06-30', '2026-06-30'],
    ]);
  });

  it('moves no day back: that takes an extension (R-08)', () => {
    for (const due of ['2026-07-01', 'CONTINUOUS'] as const) {
      given(...approved())
        .when(amend([{ ...first, due }, second]))
        .thenRefuses('amendment-refused', { rule: 'R-20', ...path('/actions/0/due') });
    }
  });

  it('leaves a granted extension in force', () => {
    const history = afterApproval(ask(), grant(), amend([...actions, third], at('2026-06-25')));
    const [standing] = actionStandings(requireAssigned(stateOf(history)));
    expect(standing).toMatchObject({ due: '2026-07-31', originalDue: '2026-06-30' });
  });

  it('changes nothing that is verified or waits for its verdict', () => {
    const changed = [{ ...first, measure: 'Khác.' }, second];
    for (const history of [unit.reported(), unit.reported('ACCEPTED')]) {
      given(...history)
        .when(amend(changed, at('2026-05-20')))
        .thenRefuses('amendment-refused', path('/actions/0'));
    }
  });

  it('takes an action that was begun, or a limitation, out of no plan', () => {
    const other = action('1', first.limitation, { id: 'a9' });
    given(...afterApproval(progress()))
      .when(amend([other, second]))
      .thenRefuses('amendment-refused', path('/actions'));
    given(...approved())
      .when(amend([first]))
      .thenRefuses('plan-incomplete', { unanswered: ['2'] });
  });

  it('is possible when a day of the plan has passed meanwhile, as long as it stays', () => {
    expect(
      given(...approved())
        .when(
          amend(
            [...actions, action('2', second.limitation, { id: 'a3', due: '2026-09-30' })],
            at('2026-07-20'),
          ),
        )
        .events(),
    ).toHaveLength(2);
  });

  it('gives its reason, and is the unit’s own doing', () => {
    given(...approved())
      .when(amend(actions, at('2026-05-04'), ' '))
      .thenRefuses('reason-missing');
    given(...approved())
      .when({ ...amend(), actor: unit.AUTHORITY })
      .thenRefuses('forbidden-role');
  });
});

describe('The further columns of a plan', () => {
  const submit = (more: Partial<PlanAction>) =>
    command('SubmitPlan', { actions: [{ ...first, ...more }, second] }, at('2026-03-25'));

  it('are kept as they were sent', () => {
    const more: Partial<PlanAction> = {
      source: { conclusionNo: '602/KL-TTCP', conclusionOn: '2025-11-03', point: '2.1' },
      causeKind: 'SUBJECTIVE',
      directedBy: 'Phó Bí thư',
      coordinates: ['Ban Tổ chức'],
      start: '2026-04-01',
      severity: 'HIGH',
      weight: 30,
    };
    const [event] = given(...unit.reviewAccepted())
      .when(submit(more))
      .events();
    expect(event).toMatchObject({ data: { actions: [{ id: 'a1', ...more }, { id: 'a2' }] } });
  });

  it.each<[string, string, Partial<PlanAction>]>([
    [
      'a conclusion without a number',
      '/actions/0/source/conclusionNo',
      { source: { conclusionNo: ' ', conclusionOn: '2025-11-03', point: '' } },
    ],
    [
      'a conclusion of no day',
      '/actions/0/source/conclusionOn',
      { source: { conclusionNo: '1', conclusionOn: '2025-02-30', point: '' } },
    ],
    ['a nameless director', '/actions/0/directedBy', { directedBy: '' }],
    ['a body named twice', '/actions/0/coordinates', { coordinates: ['B', 'B'] }],
    ['a start after the end', '/actions/0/start', { start: '2026-07-01' }],
    ['half a weight', '/actions/0/weight', { weight: 0.5 }],
  ])('refuse %s', (_what, where, more) => {
    given(...unit.reviewAccepted())
      .when(submit(more))
      .thenRefuses('plan-incomplete', path(where));
  });
});
