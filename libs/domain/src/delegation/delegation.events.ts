import type { Day } from '../calendar/day.ts';
import type { Basis } from '../deadline/deadline.ts';

/**
 * What can be done for somebody else. UNIT_STEPS: what a unit does about its own assignment; DECISIONS: what the authority decides
 * on one; STEERING: launch, pause, amend, close; FINDINGS: what an administrator puts on the registers of findings; RATING: a unit's own
 * rating and petitions, and what an administrator does towards a level, up to the decision on it. Accounts, delegations and what the
 * authority itself decides about a level or a finding stay with the person (`requireInPerson`).
 */
export const ACTS = ['UNIT_STEPS', 'DECISIONS', 'STEERING', 'FINDINGS', 'RATING'] as const;
export type Act = (typeof ACTS)[number];

/** An account as it stood at the grant: by its pseudonymous id, never by a name. */
export type Party = { accountId: string; role: 'ADMINISTRATOR' | 'UNIT' | 'AUDITOR'; unitId: string | null };

export type DelegationEvent =
  | {
      type: 'DelegationGranted';
      data: {
        delegationId: string;
        /** Who is stood in for. */
        from: Party;
        to: Party;
        /** Null: in every campaign. */
        campaignId: string | null;
        acts: readonly Act[];
        /** First and last day on which it holds, in the zone of the office. */
        fromOn: Day;
        untilOn: Day;
        /** The decision it rests on; null: somebody's own word about their own absence. */
        basis: Basis | null;
        reason: string;
        /** The principal is out of office meanwhile. */
        isAbsence: boolean;
      };
    }
  | { type: 'DelegationRevoked'; data: { delegationId: string; reason: string } };
