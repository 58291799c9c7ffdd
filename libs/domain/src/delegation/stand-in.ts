import type { Day } from '../calendar/day.ts';
import { DomainError } from '../domain-error.ts';
import type { Act } from './delegation.events.ts';
import { holdsOn, type Delegation, type DelegationsState } from './delegation-state.ts';

/** What somebody wants to do for somebody else. `act` null: only to read; `campaignId` null: in no campaign in particular. */
export type StandIn = {
  deputyId: string;
  principalId: string;
  act: Act | null;
  campaignId: string | null;
  today: Day;
};

/**
 * The delegation under which it may be done. Throws 'delegation-missing', 'delegation-revoked', 'delegation-not-begun',
 * 'delegation-expired' or 'delegation-out-of-scope': whatever comes nearest to the truth.
 */
export function requireStandIn({ delegations }: DelegationsState, wish: StandIn): Delegation {
  const between = delegations.filter(
    ({ from, to }) => from.accountId === wish.principalId && to.accountId === wish.deputyId,
  );
  const holding = between.filter((one) => holdsOn(one, wish.today));
  const found = holding.find((one) => covers(one, wish));
  if (found !== undefined) return found;
  throw refusal(between, holding, wish);
}

/**
 * R-05: whoever stood in for a unit judges it in nobody's name, also when that is over. The register knows it for ever, whether a step
 * was taken or not. Throws 'own-record'.
 */
export function requireNeverStoodInFor(
  { delegations }: DelegationsState,
  { deputyId, unitId, today }: { deputyId: string; unitId: string; today: Day },
): void {
  const found = delegations.find(
    ({ from, to, fromOn }) =>
      to.accountId === deputyId && from.role === 'UNIT' && from.unitId === unitId && fromOn <= today,
  );
  if (found === undefined) return;
  const { delegationId, fromOn, untilOn } = found;
  throw new DomainError(
    'own-record',
    `You were this unit’s deputy from ${fromOn} to ${untilOn}, and judge it in nobody’s name. Ask another administrator.`,
    { rule: 'R-05', unitId, delegationId },
  );
}

function covers({ campaignId, acts }: Delegation, wish: StandIn): boolean {
  const isInScope = campaignId === null || wish.campaignId === null || campaignId === wish.campaignId;
  // What is done in no campaign is done in all of them: a deputy for one may look, and no more.
  const mayAct =
    wish.act === null || (acts.includes(wish.act) && (campaignId === null || wish.campaignId !== null));
  return isInScope && mayAct;
}

function refusal(
  between: readonly Delegation[],
  holding: readonly Delegation[],
  { act, today }: StandIn,
): DomainError {
  const [held] = holding;
  if (held !== undefined) {
    const { delegationId, campaignId, acts } = held;
    const scope = `${acts.join(', ')} in ${campaignId === null ? 'every campaign' : `campaign ${campaignId}`}`;
    return new DomainError('delegation-out-of-scope', `You stand in for this account for ${scope} only.`, {
      delegationId,
      act,
    });
  }
  const last = between.at(-1);
  if (last === undefined) {
    return new DomainError(
      'delegation-missing',
      'You do not stand in for this account. Ask for a delegation.',
    );
  }
  const { delegationId, isRevoked, fromOn, untilOn } = last;
  const details = { delegationId };
  if (isRevoked)
    return new DomainError('delegation-revoked', 'The delegation was revoked. Act as yourself.', details);
  return fromOn > today
    ? new DomainError('delegation-not-begun', `The delegation holds from ${fromOn} on.`, details)
    : new DomainError('delegation-expired', `The delegation ended with ${untilOn}.`, details);
}
