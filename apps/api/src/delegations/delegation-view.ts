import type { Delegation } from '@dondoc/contracts/delegations.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { Party } from '@dondoc/domain/delegation/delegation.events.ts';
import { holdsOn, type Delegation as Granted } from '@dondoc/domain/delegation/delegation-state.ts';
import type { Account } from '../accounts/account.ts';

/** An account as the log names it. */
export const partyOf = ({ id, role, unitId }: Account): Party => ({ accountId: id, role, unitId });

export function delegationView(
  granted: Granted,
  { logins, today }: { logins: ReadonlyMap<string, string>; today: Day },
): Delegation {
  const { delegationId, from, to, acts, campaignId, fromOn, untilOn, isAbsence, basis, reason } = granted;
  const shown = ({ accountId, role, unitId }: Party) => ({
    login: logins.get(accountId) ?? null,
    role,
    unitId,
  });
  return {
    delegationId,
    principal: shown(from),
    deputy: shown(to),
    acts: [...acts],
    campaignId,
    from: fromOn,
    until: untilOn,
    absence: isAbsence,
    basis,
    reason,
    state: stateOf(granted, today),
  };
}

function stateOf(granted: Granted, today: Day): Delegation['state'] {
  if (granted.isRevoked) return 'REVOKED';
  if (holdsOn(granted, today)) return 'HOLDS';
  return granted.fromOn > today ? 'COMES' : 'OVER';
}
