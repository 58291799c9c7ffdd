import type { ActorRef } from '../../actor.ts';
import { requireInPerson, requireSteward } from '../../authority.ts';
import type { Instant } from '../../calendar/day.ts';
import type { Decider } from '../../decider.ts';
import { DomainError } from '../../domain-error.ts';
import type { PinnedPolicy } from '../rating-policy.ts';

/** One stream for each code: its versions, each a whole document that is never edited. */
export type PolicyEvent = {
  type: 'RatingPolicyPublished';
  data: { code: string; version: number } & PinnedPolicy;
};
/** `shipped`: newest version of the same code among the presets of this release; 0: none. */
export type PolicyCommand = {
  type: 'PublishPolicy';
  at: Instant;
  actor: ActorRef;
  data: PinnedPolicy & { shipped: number };
};
export type PolicyState = { newest: PinnedPolicy | null };

export const policyDecider: Decider<PolicyCommand, PolicyState, PolicyEvent> = {
  category: 'rating-policy',
  initialState: { newest: null },
  evolve: (_state, { data: { document, sha256 } }) => ({ newest: { document, sha256 } }),
  decide: ({ actor, data: { document, sha256, shipped } }, { newest }) => {
    requireSteward(actor);
    requireInPerson(actor, 'A rating policy');
    if (newest?.sha256 === sha256) return [];
    const { code, version } = document;
    const expected = Math.max(newest?.document.version ?? 0, shipped) + 1;
    if (version !== expected) {
      throw new DomainError(
        'policy-version-taken',
        `A published policy is never edited. The next version of ${code} is ${expected}.`,
        { path: '/version', code, version, expected },
      );
    }
    return [{ type: 'RatingPolicyPublished', data: { code, version, document, sha256 } }];
  },
};
