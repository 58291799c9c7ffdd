import type { ActorRef } from '../actor.ts';
import { addDays, isDay } from '../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../calendar/day.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import type { Decider } from '../decider.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isBlank } from '../text.ts';
import type { Act, DelegationEvent, Party } from './delegation.events.ts';
import { evolveDelegations, overlaps, type Delegation, type DelegationsState } from './delegation-state.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };
type Granted = Extract<DelegationEvent, { type: 'DelegationGranted' }>['data'];
export type DelegationCommand =
  | Command<'GrantDelegation', Granted>
  | Command<'RevokeDelegation', { delegationId: string; reason: string }>;
/** In which days are counted. */
export type DelegationContext = { zone: string };

/** Longer than any leave; what lasts longer is another appointment. */
const MOST_DAYS = 366;
export const ACTS_OF: Readonly<Record<Party['role'], readonly Act[]>> = {
  // A unit decides on the units below it, and steers what it launched on to them.
  UNIT: ['UNIT_STEPS', 'DECISIONS', 'STEERING', 'RATING'],
  ADMINISTRATOR: ['DECISIONS', 'STEERING', 'FINDINGS', 'RATING'],
  AUDITOR: [],
};

/** Who may stand in for whom, in what, and for how long. */
export const delegationDecider: Decider<
  DelegationCommand,
  DelegationsState,
  DelegationEvent,
  DelegationContext
> = {
  category: 'delegation',
  initialState: { delegations: [] },
  evolve: evolveDelegations,
  decide: (command, state, { zone }) => {
    requireOwnHand(command.actor);
    switch (command.type) {
      case 'GrantDelegation':
        return grant(command, state, dayOf(command.at, zone));
      case 'RevokeDelegation':
        return revoke(command, state);
      default:
        return assertNever(command);
    }
  },
};

function grant(
  { actor, data }: Extract<DelegationCommand, { type: 'GrantDelegation' }>,
  { delegations }: DelegationsState,
  today: Day,
): DelegationEvent[] {
  const { from, to } = data;
  const isOwn = actor.id === from.accountId;
  if (!isOwn && actor.role !== 'ADMINISTRATOR') {
    throw new DomainError('forbidden-role', 'Name a deputy for yourself; for others an administrator does.', {
      role: actor.role,
    });
  }
  if (from.accountId === to.accountId) {
    throw new DomainError('delegation-to-self', 'Nobody is their own deputy: name another account.');
  }
  requireFitting(from, to);
  requireGrantable(data, { isOwn, today });
  requireNoChain(data, delegations);
  requireOneSide(data, delegations);
  return [{ type: 'DelegationGranted', data }];
}

function revoke(
  { actor, data: { delegationId, reason } }: Extract<DelegationCommand, { type: 'RevokeDelegation' }>,
  { delegations }: DelegationsState,
): DelegationEvent[] {
  const found = delegations.find((one) => one.delegationId === delegationId);
  if (found === undefined) throw new DomainError('unknown-delegation', 'There is no such delegation.');
  const isParty = actor.id === found.from.accountId || actor.id === found.to.accountId;
  if (!isParty && actor.role !== 'ADMINISTRATOR') {
    throw new DomainError('unknown-delegation', 'There is no such delegation.');
  }
  refuseFaults(
    'delegation-invalid',
    'delegation',
    faultsOf([['/reason', !isBlank(reason), 'must not be blank']]),
  );
  return found.isRevoked ? [] : [{ type: 'DelegationRevoked', data: { delegationId, reason } }];
}

/** Chains are refused at their root: what is done for another cannot be handed on, nor taken back, by whoever does it. */
function requireOwnHand({ onBehalfOf }: ActorRef): void {
  if (onBehalfOf === undefined) return;
  throw new DomainError('delegation-chain', 'A deputy cannot delegate: do it as yourself.');
}

/** who judges stands in for nobody who is judged, and who audits stands in for nobody at all. */
function requireFitting(from: Party, to: Party): void {
  if (from.role === 'AUDITOR' || to.role === 'AUDITOR') {
    throw new DomainError('delegation-conflict', 'An auditor has no deputy and is nobody’s.', {
      rule: 'R-30',
    });
  }
  if (from.role === 'UNIT' && to.role === 'ADMINISTRATOR') {
    throw new DomainError(
      'delegation-conflict',
      'An administrator judges units and stands in for none: name an account of a unit.',
      { rule: 'R-05' },
    );
  }
}

function requireGrantable(
  { from, acts, fromOn, untilOn, basis, reason }: Granted,
  { isOwn, today }: { isOwn: boolean; today: Day },
): void {
  const areDays = isDay(fromOn) && isDay(untilOn);
  const possible = ACTS_OF[from.role];
  refuseFaults(
    'delegation-invalid',
    'delegation',
    faultsOf([
      ['/from', isDay(fromOn), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/until', isDay(untilOn), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/until', !areDays || fromOn <= untilOn, 'must not be before the first day'],
      ['/until', !areDays || untilOn >= today, `must not be over: today is ${today}`],
      [
        '/until',
        !areDays || untilOn < addDays(fromOn, MOST_DAYS),
        `must be within ${MOST_DAYS} days of the first`,
      ],
      ['/acts', acts.length > 0, 'must name what may be done'],
      ['/acts', new Set(acts).size === acts.length, 'must name each once'],
      [
        '/acts',
        acts.every((act) => possible.includes(act)),
        `must be among ${possible.join(', ')} for ${from.role}`,
      ],
      ['/reason', !isBlank(reason), 'must not be blank'],
      [
        '/basis',
        isOwn || (basis !== null && !isBlank(basis.ref)),
        'must name the decision: it is another’s office',
      ],
    ]),
  );
}

/** On no day does a deputy have a deputy: X for Y for Z would leave nobody to answer for. */
function requireNoChain(data: Granted, delegations: readonly Delegation[]): void {
  const meanwhile = delegations.filter((one) => overlaps(data, one));
  const next = meanwhile.find(({ from }) => from.accountId === data.to.accountId);
  const previous = meanwhile.find(({ to }) => to.accountId === data.from.accountId);
  const link = next ?? previous;
  if (link === undefined) return;
  const { delegationId, fromOn, untilOn } = link;
  throw new DomainError(
    'delegation-chain',
    next === undefined
      ? `Whoever is a deputy has none: from ${fromOn} to ${untilOn} this account stands in for another.`
      : `The deputy named has a deputy from ${fromOn} to ${untilOn}. Name somebody who is there.`,
    { delegationId },
  );
}

/** nobody acts for a unit and for those who judge units at once. */
function requireOneSide(data: Granted, delegations: readonly Delegation[]): void {
  const other = delegations.find(
    (one) =>
      one.to.accountId === data.to.accountId && one.from.role !== data.from.role && overlaps(data, one),
  );
  if (other === undefined) return;
  throw new DomainError(
    'delegation-conflict',
    'This account stands in for the other side meanwhile: nobody acts for a unit and for those who judge it.',
    { rule: 'R-05', delegationId: other.delegationId },
  );
}
