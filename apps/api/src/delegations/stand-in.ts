import { Login } from '@dondoc/contracts/session.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import type { Act } from '@dondoc/domain/delegation/delegation.events.ts';
import { requireStandIn } from '@dondoc/domain/delegation/stand-in.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { delegationsState } from '@dondoc/event-store/write-path/delegation-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { Account, AccountStore } from '../accounts/account.ts';
import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import { refuse } from '../http/problem.ts';

/** The header that names, by its login, the account somebody acts for. */
export const ON_BEHALF_OF = 'on-behalf-of';

/** Who is really there, where somebody acts for another. */
export type Deputy = { account: Account; delegationId: string; campaignId: string | null };

/**
 * The account acted for, and under which delegation. Throws HttpRefusal for a header or a route that does not go with it, otherwise as
 * `requireStandIn` does.
 */
export async function standIn(
  { accounts, store, at }: { accounts: AccountStore; store: EventStore; at: string },
  wish: {
    deputy: Account;
    named: string;
    act: Act | null | undefined;
    inPerson: string | undefined;
    campaignId: string | null;
  },
): Promise<{ principal: Account; deputy: Deputy }> {
  const { deputy, act, campaignId } = wish;
  const login = Login.safeParse(decoded(wish.named));
  if (!login.success) throw refuse(400, 'invalid-request', 'On-Behalf-Of names one account by its login.');
  if (act === undefined) {
    const why = wish.inPerson === undefined ? '' : `${wish.inPerson} `;
    throw new DomainError('act-not-delegable', `${why}This is done as yourself: leave out On-Behalf-Of.`);
  }
  const principal = await accounts.findByLogin(login.data);
  const { delegationId, campaignId: only } = requireStandIn(await delegationsState(store), {
    deputyId: deputy.id,
    // An account that left the office has no deputy any more; one that never was, neither.
    principalId: principal === null || principal.disabled ? '' : principal.id,
    act,
    campaignId,
    today: dayOf(at, DEFAULT_ZONE),
  });
  if (principal === null) throw new TypeError('A delegation from nobody was found.');
  return { principal, deputy: { account: deputy, delegationId, campaignId: only } };
}

/** Whether somebody sees this campaign in a list: everybody does who is there for themselves. */
export const mayLookAt = (deputy: Deputy | undefined, campaignId: string | null): boolean =>
  deputy === undefined || deputy.campaignId === null || deputy.campaignId === campaignId;

/** Logins may hold any letter, headers ASCII only: percent-encoded where needed. */
function decoded(named: string): string {
  try {
    return decodeURIComponent(named);
  } catch {
    return named;
  }
}
