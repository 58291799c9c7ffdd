import type { Day } from '../calendar/day.ts';
import { assertNever } from '../domain-error.ts';
import type { DelegationEvent } from './delegation.events.ts';

export type Delegation = Extract<DelegationEvent, { type: 'DelegationGranted' }>['data'] & {
  isRevoked: boolean;
};
/** Everything ever granted, oldest first. One register: no rule needs to look elsewhere, so none can be raced past. */
export type DelegationsState = { delegations: readonly Delegation[] };

export function evolveDelegations(
  { delegations }: DelegationsState,
  event: DelegationEvent,
): DelegationsState {
  switch (event.type) {
    case 'DelegationGranted':
      return { delegations: [...delegations, { ...event.data, isRevoked: false }] };
    case 'DelegationRevoked': {
      const { delegationId } = event.data;
      return {
        delegations: delegations.map((one) =>
          one.delegationId === delegationId ? { ...one, isRevoked: true } : one,
        ),
      };
    }
    default:
      return assertNever(event);
  }
}

/** Whether it holds on that day. */
export const holdsOn = ({ isRevoked, fromOn, untilOn }: Delegation, day: Day): boolean =>
  !isRevoked && fromOn <= day && day <= untilOn;

/** Whether there is a day on which both hold. */
export const overlaps = (one: Pick<Delegation, 'fromOn' | 'untilOn'>, other: Delegation): boolean =>
  !other.isRevoked && one.fromOn <= other.untilOn && other.fromOn <= one.untilOn;
