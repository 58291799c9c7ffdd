import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { specificationFor } from '@dondoc/testing/given.ts';
import { belongsTo, personsOf, type ActorRef } from '../actor.ts';
import { at } from '../campaign/test-campaigns.ts';
import { DomainError } from '../domain-error.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { command, contextOf, evidence, ids, planApproved, stateOf } from './test-assignments.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const report = (actor: ActorRef) =>
  command('ReportActionDone', { actionId: 'a1', evidence, note: 'Xong.' }, at('2026-03-20'), actor);
const verify = (actor: ActorRef) =>
  command(
    'VerifyAction',
    { actionId: 'a1', version: 1, verdict: 'ACCEPTED', note: '' },
    at('2026-03-21'),
    actor,
  );

const UNIT_HEAD: ActorRef = { id: 'head', role: 'UNIT', unitId: ids.unitId };
/** Somebody of another unit, for the head of this one. */
const DEPUTY: ActorRef = {
  ...UNIT_HEAD,
  id: 'deputy',
  onBehalfOf: 'head',
  delegationId: 'd1',
  deputyUnitId: 'unit-B02',
};
const acted: AssignmentEvent = {
  type: 'DeputyActed',
  data: { ...ids, deputyId: 'deputy', onBehalfOf: 'head', delegationId: 'd1' },
};
const reported = (actor: ActorRef) => [
  ...planApproved(),
  ...assignmentDecider.decide(report(actor), stateOf(planApproved()), contextOf()),
];

describe('A deputy of the unit', () => {
  it('does what the unit does, and the unit keeps once that it did', () => {
    const first = given(...planApproved())
      .when(report(DEPUTY))
      .events();
    expect(first.map(({ type }) => type)).toEqual(['ActionReportedDone', 'DeputyActed']);
    expect(first[1]).toEqual(acted);
    const progress = command(
      'ReportProgress',
      { actionId: 'a2', percent: 10, text: 'Đang làm.' },
      at('2026-03-20'),
      DEPUTY,
    );
    const again = given(...planApproved(), ...first)
      .when(progress)
      .events();
    expect(again.map(({ type }) => type)).toEqual(['ProgressReported']);
  });

  it('leaves no such trace when nothing was done, or when it was done by the unit itself', () => {
    expect(reported(UNIT_HEAD).at(-1)?.type).toBe('ActionReportedDone');
    expect(() => assignmentDecider.decide(report(DEPUTY), stateOf(reported(DEPUTY)), contextOf())).toThrow(
      expect.objectContaining({ code: 'wrong-step' }),
    );
  });

  it('judges it no more, in whosever name, and long after the delegation', () => {
    const asAdministrator: ActorRef = { id: 'deputy', role: 'ADMINISTRATOR' };
    const forAdministrator: ActorRef = { ...asAdministrator, onBehalfOf: 'chief', deputyUnitId: 'unit-B02' };
    const byAnother: ActorRef = { id: 'second', role: 'ADMINISTRATOR', onBehalfOf: 'deputy' };
    for (const actor of [asAdministrator, forAdministrator, byAnother])
      given(...reported(DEPUTY))
        .when(verify(actor))
        .thenRefuses('own-record', { rule: 'R-05' });
    expect(
      given(...reported(DEPUTY))
        .when(verify({ id: 'chief', role: 'ADMINISTRATOR' }))
        .events(),
    ).toHaveLength(1);
  });
});

describe('A deputy of the authority', () => {
  const forChief = (deputyUnitId: string): ActorRef => ({
    id: 'somebody',
    role: 'ADMINISTRATOR',
    onBehalfOf: 'chief',
    delegationId: 'd2',
    deputyUnitId,
  });

  it('judges units, but not the own one', () => {
    given(...reported(UNIT_HEAD))
      .when(verify(forChief(ids.unitId)))
      .thenRefuses('own-record');
    expect(
      given(...reported(UNIT_HEAD))
        .when(verify(forChief('unit-B02')))
        .events(),
    ).toHaveLength(1);
  });

  it('who judges in a cascade does not stand in for the unit below', () => {
    const [assigned, ...rest] = planApproved();
    if (assigned?.type !== 'UnitAssigned') throw new Error('It begins with the assignment.');
    const below = [{ ...assigned, data: { ...assigned.data, superiorUnitId: 'unit-B02' } }, ...rest];
    given(...below)
      .when(report(DEPUTY))
      .thenRefuses('own-record', { rule: 'R-05' });
  });
});

describe('Whoever reports and verifies, for themselves or for others', () => {
  const person = fc.constantFrom('head', 'vice', 'chief', 'second');
  const unit = fc.constantFrom(ids.unitId, 'unit-B02');
  const drawn = fc.record(
    { id: person, onBehalfOf: person, unitId: unit, deputyUnitId: unit },
    { requiredKeys: ['id'] },
  );

  it('never is one person behind both, nor anybody of the unit behind the verdict', () => {
    fc.assert(
      fc.property(drawn, drawn, (reporter, verifier) => {
        const history = allowed(() => reported({ ...reporter, unitId: ids.unitId, role: 'UNIT' }));
        if (history === null) return;
        const judge: ActorRef = { ...verifier, role: 'ADMINISTRATOR' };
        const verdict = allowed(() => assignmentDecider.decide(verify(judge), stateOf(history), contextOf()));
        if (verdict === null) return;
        expect(belongsTo(judge, ids.unitId)).toBe(false);
        // Who acted for the unit as a deputy; its own accounts are no administrators.
        if (reporter.onBehalfOf !== undefined) expect(personsOf(judge)).not.toContain(reporter.id);
      }),
      { numRuns: 500 },
    );
  });
});

function allowed<Value>(step: () => Value): Value | null {
  try {
    return step();
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
