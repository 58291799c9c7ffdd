import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays } from '../calendar/day-arithmetic.ts';
import type { Day } from '../calendar/day.ts';
import { at, BASIS, ZONE } from '../campaign/test-campaigns.ts';
import { DomainError } from '../domain-error.ts';
import { ACTS, type Act, type Party } from './delegation.events.ts';
import { delegationDecider } from './delegation.decider.ts';
import { holdsOn, type DelegationsState } from './delegation-state.ts';
import { requireStandIn } from './stand-in.ts';

const FIRST: Day = '2026-03-02';
const days = Array.from({ length: 30 }, (_, index) => addDays(FIRST, index));
const accounts: readonly Party[] = [
  ...['u1', 'u2', 'u3'].map((id) => ({ accountId: id, role: 'UNIT' as const, unitId: `unit-of-${id}` })),
  ...['a1', 'a2'].map((id) => ({ accountId: id, role: 'ADMINISTRATOR' as const, unitId: null })),
  { accountId: 'x', role: 'AUDITOR', unitId: null },
];
const anAccount = fc.constantFrom(...accounts);
const aStep = fc.oneof(
  fc.record({
    kind: fc.constant('GRANT' as const),
    from: anAccount,
    to: anAccount,
    start: fc.nat(20),
    length: fc.nat(8),
    campaignId: fc.constantFrom(null, 'c1', 'c2'),
    acts: fc.subarray([...ACTS], { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('REVOKE' as const), index: fc.nat(10) }),
);

/** The register after whatever of the steps was not refused; an administrator takes each. */
function registerAfter(steps: readonly (typeof aStep extends fc.Arbitrary<infer Step> ? Step : never)[]) {
  let state: DelegationsState = delegationDecider.initialState;
  const by = { at: at(FIRST), actor: { id: 'a0', role: 'ADMINISTRATOR' as const } };
  for (const [index, step] of steps.entries()) {
    const command =
      step.kind === 'REVOKE'
        ? ({
            type: 'RevokeDelegation',
            ...by,
            data: { delegationId: `d${step.index}`, reason: 'r' },
          } as const)
        : ({
            type: 'GrantDelegation',
            ...by,
            data: {
              delegationId: `d${index}`,
              from: step.from,
              to: step.to,
              campaignId: step.campaignId,
              acts: step.acts,
              fromOn: addDays(FIRST, step.start),
              untilOn: addDays(FIRST, step.start + step.length),
              basis: BASIS,
              reason: 'r',
              isAbsence: false,
            },
          } as const);
    try {
      state = delegationDecider
        .decide(command, state, { zone: ZONE })
        .reduce(delegationDecider.evolve, state);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return state;
}

describe('Whatever is granted and revoked', () => {
  const steps = fc.array(aStep, { maxLength: 14 });

  it('nobody has a deputy on a day on which they are one, and nobody is on both sides', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...days), (drawn, day) => {
        const holding = registerAfter(drawn).delegations.filter((one) => holdsOn(one, day));
        const deputies = new Set(holding.map(({ to }) => to.accountId));
        expect(holding.filter(({ from }) => deputies.has(from.accountId))).toEqual([]);
        for (const deputy of deputies) {
          const sides = holding.filter(({ to }) => to.accountId === deputy).map(({ from }) => from.role);
          expect(new Set(sides).size).toBe(1);
        }
        expect(holding.filter(({ from, to }) => [from.role, to.role].includes('AUDITOR'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('somebody stands in for another exactly where one holds that names day, campaign and act', () => {
    const wish = fc.record({
      deputyId: anAccount.map(({ accountId }) => accountId),
      principalId: anAccount.map(({ accountId }) => accountId),
      act: fc.constantFrom<Act | null>(...ACTS, null),
      campaignId: fc.constantFrom('c1', 'c2'),
      today: fc.constantFrom(...days),
    });
    fc.assert(
      fc.property(steps, wish, (drawn, wanted) => {
        const state = registerAfter(drawn);
        const isGiven = state.delegations.some(
          (one) =>
            one.from.accountId === wanted.principalId &&
            one.to.accountId === wanted.deputyId &&
            holdsOn(one, wanted.today) &&
            (one.campaignId === null || one.campaignId === wanted.campaignId) &&
            (wanted.act === null || one.acts.includes(wanted.act)),
        );
        const stand = () => requireStandIn(state, wanted);
        if (isGiven) expect(stand().to.accountId).toBe(wanted.deputyId);
        else expect(stand).toThrow(expect.objectContaining({ name: 'DomainError' }));
      }),
      { numRuns: 300 },
    );
  });
});
