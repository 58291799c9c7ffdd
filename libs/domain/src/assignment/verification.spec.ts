import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at, monitoring, reviewing } from '../campaign/test-campaigns.ts';
import * as unit from './test-assignments.ts';
import { action, contextOf, evidence, ids, report, reported, stateOf, verify } from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent, Evidence, Verdict } from './assignment.events.ts';
import { isFinished } from './assignment-state.ts';
import { requireAssigned } from './assignment-step.ts';
import { actionState, type ActionState } from './remediation.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });

const hashes = evidence.map(({ sha256 }) => sha256);
const done = (version = 1, more: { evidence?: readonly Evidence[] } = {}): AssignmentEvent => ({
  type: 'ActionReportedDone',
  data: { ...ids, actionId: 'a1', version, evidence, note: 'Đã phân công.', ...more },
});
const judged = (verdict: Verdict, version = 1): AssignmentEvent => ({
  type: 'VerificationRecorded',
  data: { ...ids, actionId: 'a1', version, verdict, note: 'Đã xem xét minh chứng.', evidence: hashes },
});
/** The states of the plan's two actions. */
function standing(...history: AssignmentEvent[]): ActionState[] {
  const { remediation } = requireAssigned(stateOf(history));
  return unit.actions.map(({ id }) => actionState(remediation.find(({ actionId }) => actionId === id)));
}

describe('Report an action done', () => {
  it('records what shows it, and leaves the other actions as planned', () => {
    given(...unit.planApproved())
      .when(report())
      .then(done());
    expect(standing(...unit.planApproved())).toEqual(['PLANNED', 'PLANNED']);
    expect(standing(...unit.planApproved(), done())).toEqual(['REPORTED_DONE', 'PLANNED']);
  });

  it('takes work without an end, and work in the year of monitoring', () => {
    const actions = [action('1', 'Chậm trả lời văn bản.', { due: 'CONTINUOUS' })];
    const history = unit
      .planApproved()
      .map((event) =>
        event.type === 'PlanSubmitted' ? { ...event, data: { ...event.data, actions } } : event,
      );
    specificationFor(assignmentDecider)(contextOf(monitoring()), ...history)
      .when(report())
      .then(done());
    specificationFor(assignmentDecider)(contextOf(monitoring()), ...history, done())
      .when(verify('ACCEPTED'))
      .then(judged('ACCEPTED'));
  });

  it.each(['PARTIAL', 'REJECTED'] as const)('is possible again after %s, as the next version', (verdict) => {
    given(...reported(verdict))
      .when(report())
      .then(done(2));
    expect(standing(...reported(verdict), done(2))).toEqual(['REPORTED_DONE', 'PLANNED']);
  });

  it('waits for the verdict on the report before', () => {
    given(...reported())
      .when(report())
      .thenRefuses('wrong-step', { actionId: 'a1' });
  });

  it('needs an approved plan that holds the action', () => {
    for (const history of [unit.assigned(), unit.planSubmitted(), unit.planReturned()]) {
      given(...history)
        .when(report())
        .thenRefuses('plan-not-approved');
    }
    given(...unit.exempted())
      .when(report())
      .thenRefuses('unit-exempted');
    for (const actionId of ['a9', '', 'constructor']) {
      given(...unit.planApproved())
        .when(report({ actionId }))
        .thenRefuses('unknown-action', { actionId });
    }
  });

  it('needs evidence (R-06)', () => {
    given(...unit.planApproved())
      .when(report({ evidence: [] }))
      .thenRefuses('evidence-missing', { rule: 'R-06', ...path('/evidence') });
  });

  it.each<[string, string, Partial<Evidence>]>([
    ['too short', '/evidence/1/sha256', { sha256: 'ab' }],
    ['in capitals', '/evidence/1/sha256', { sha256: 'AB'.repeat(32) }],
    ['no hexadecimal', '/evidence/1/sha256', { sha256: 'x'.repeat(64) }],
    ['named twice', '/evidence/1/sha256', { sha256: '1'.repeat(64) }],
    ['without a title', '/evidence/1/title', { title: ' ' }],
  ])('refuses a document that is %s', (_why, where, more) => {
    const [first, second] = evidence as [Evidence, Evidence];
    given(...unit.planApproved())
      .when(report({ evidence: [first, { ...second, ...more }] }))
      .thenRefuses('evidence-invalid', path(where));
  });
});

describe('Verify an action', () => {
  it('AC-41: a unit that reports its action done cannot verify it (R-05)', () => {
    const own = { ...verify('ACCEPTED'), actor: unit.UNIT };
    given(...reported())
      .when(own)
      .thenRefuses('own-record', { rule: 'R-05' });
    const itsAdministrator = { ...unit.AUTHORITY, unitId: unit.UNIT.unitId ?? '' };
    given(...reported())
      .when({ ...verify('ACCEPTED'), actor: itsAdministrator })
      .thenRefuses('own-record', { rule: 'R-05' });
  });

  it('AC-42: a verifier cannot accept without evidence (R-06)', () => {
    given(...unit.planApproved(), done(1, { evidence: [] }))
      .when(verify('ACCEPTED'))
      .thenRefuses('evidence-missing', { rule: 'R-06' });
    given(...unit.planApproved())
      .when(verify('ACCEPTED'))
      .thenRefuses('nothing-reported', { rule: 'R-06' });
  });

  it.each([
    ['ACCEPTED', 'VERIFIED'],
    ['PARTIAL', 'PARTIALLY_REMEDIED'],
    ['REJECTED', 'PLANNED'],
  ] as const)('%s, with the evidence it judged, leaves the action %s', (verdict, state) => {
    given(...reported())
      .when(verify(verdict))
      .then(judged(verdict));
    expect(standing(...reported(verdict))).toEqual([state, 'PLANNED']);
  });

  it('closes for good: neither side can act on the action again, and the rest of the plan stays open', () => {
    for (const command of [report(), verify('REJECTED'), verify('ACCEPTED')]) {
      given(...reported('ACCEPTED'))
        .when(command)
        .thenRefuses('action-closed', { rule: 'R-06' });
    }
    expect(
      given(...reported('ACCEPTED'))
        .when(report({ actionId: 'a2' }))
        .events(),
    ).toHaveLength(1);
  });

  it('gives one verdict a report', () => {
    for (const verdict of ['PARTIAL', 'REJECTED'] as const) {
      given(...reported(verdict))
        .when(verify('ACCEPTED'))
        .thenRefuses('nothing-reported');
    }
    given(...reported())
      .when(verify('ACCEPTED', { actionId: 'a2' }))
      .thenRefuses('nothing-reported');
  });

  it('names the report that was read', () => {
    given(...reported('REJECTED'), done(2))
      .when(verify('ACCEPTED'))
      .thenRefuses('stale-version', { named: 1, current: 2 });
    given(...reported('REJECTED'), done(2))
      .when(verify('ACCEPTED', { version: 2 }))
      .then(judged('ACCEPTED', 2));
  });

  it('says what is missing, unless it accepts', () => {
    for (const verdict of ['PARTIAL', 'REJECTED'] as const) {
      given(...reported())
        .when(verify(verdict, { note: ' ' }))
        .thenRefuses('note-missing', path('/note'));
    }
    expect(
      given(...reported())
        .when(verify('ACCEPTED', { note: '' }))
        .events(),
    ).toHaveLength(1);
  });

  it('needs an approved plan that holds the action', () => {
    given(...unit.planSubmitted())
      .when(verify('ACCEPTED'))
      .thenRefuses('plan-not-approved');
    given(...unit.planApproved())
      .when(verify('ACCEPTED', { actionId: 'a9' }))
      .thenRefuses('unknown-action');
  });
});

describe('Work on an approved plan', () => {
  it('is no step of the cycle: the unit stays finished and no deadline opens', () => {
    const context = contextOf(reviewing());
    for (const history of [reported(), reported('PARTIAL'), reported('REJECTED'), reported('ACCEPTED')]) {
      expect(isFinished(stateOf(history))).toBe(true);
      specificationFor(assignmentDecider)(context, ...history)
        .when(unit.raise(at('2026-12-01', '08:00')))
        .thenNothingHappens();
    }
  });
});
