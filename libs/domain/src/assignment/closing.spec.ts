import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { BASIS, at, issued, paused, rating, reviewing } from '../campaign/test-campaigns.ts';
import { NEWEST_POLICY } from '../scoring/policies.ts';
import * as unit from './test-assignments.ts';
import { command, contextOf, ids, stateOf } from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { isFinished } from './assignment-state.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const exempted: AssignmentEvent = {
  type: 'UnitExempted',
  data: { ...ids, basis: BASIS, reason: 'Đã sáp nhập.' },
};

describe('Exempt a unit (R-01)', () => {
  it('takes the unit out with its basis and reason, at any step before the end', () => {
    for (const history of [unit.assigned(), unit.reviewReturned(), unit.planSubmitted()]) {
      given(...history)
        .when(unit.exempt())
        .then(exempted);
    }
    expect(isFinished(stateOf([...unit.assigned(), exempted]))).toBe(true);
  });

  it('is a ruling, so it does not wait for the opening or the end of a pause', () => {
    for (const campaign of [issued(), [...reviewing(), paused(at('2026-03-02'))]]) {
      specificationFor(assignmentDecider)(contextOf(campaign), ...unit.assigned())
        .when(unit.exempt())
        .then(exempted);
    }
  });

  it('lets every standing rung fall first', () => {
    const urged = unit.after(contextOf(), unit.assign(), unit.raise(at('2026-03-23', '08:00')));
    expect(
      given(...urged)
        .when(unit.exempt())
        .events()
        .map(({ type }) => type),
    ).toEqual(['EscalationCleared', 'EscalationCleared', 'UnitExempted']);
  });

  it('does nothing twice', () => {
    given(...unit.exempted())
      .when(unit.exempt())
      .thenNothingHappens();
  });

  it('needs a basis, a reason, and a cycle that is not complete', () => {
    given(...unit.assigned())
      .when(command('ExemptUnit', { basis: { ref: ' ' }, reason: 'x' }))
      .thenRefuses('basis-missing');
    given(...unit.assigned())
      .when(command('ExemptUnit', { basis: BASIS, reason: '' }))
      .thenRefuses('reason-missing');
    given(...unit.planApproved())
      .when(unit.exempt())
      .thenRefuses('wrong-step', { status: 'PLAN_APPROVED' });
  });
});

describe('Record a score (R-13)', () => {
  const score = { policy: NEWEST_POLICY, points: '10.00', of: '10.00', parts: [], cutPosition: 90 };
  const computed: AssignmentEvent = { type: 'ScoreComputed', data: { ...ids, score } };
  const record = (more: Partial<typeof score> = {}) =>
    command('RecordScore', { score: { ...score, ...more } });
  const rated = (...history: AssignmentEvent[]) =>
    specificationFor(assignmentDecider)(contextOf(rating()), ...history);

  it('puts the score on record, for a finished unit as for one that never answered', () => {
    rated(...unit.planApproved())
      .when(record())
      .then(computed);
    rated(...unit.assigned())
      .when(record())
      .then(computed);
  });

  it('does nothing when the same score comes again, and supersedes it by another', () => {
    rated(...unit.planApproved(), computed)
      .when(record())
      .thenNothingHappens();
    expect(
      rated(...unit.planApproved(), computed)
        .when(record({ cutPosition: 91 }))
        .events(),
    ).toHaveLength(1);
  });

  it('refuses an exempted unit, a campaign not in rating, and another policy than the campaign’s', () => {
    rated(...unit.exempted())
      .when(record())
      .thenRefuses('unit-exempted');
    given(...unit.planApproved())
      .when(record())
      .thenRefuses('wrong-step', { possibleIn: ['RATING', 'MONITORING'] });
    rated(...unit.planApproved())
      .when(record({ policy: { code: 'VN-PROCEDURE', version: 2 } }))
      .thenRefuses('wrong-policy');
  });
});
