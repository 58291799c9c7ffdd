import { belongsTo, type ActorRef } from '../../actor.ts';
import { DomainError } from '../../domain-error.ts';
import { isBlank } from '../../text.ts';
import type { RatingState, RatingStatus } from './rating-state.ts';
import type { RatingCommand, RatingContext } from './rating.commands.ts';
import type { RatingEvent, RatingIds, VoidCause } from './rating.events.ts';

export type CommandOf<Type extends RatingCommand['type']> = Extract<RatingCommand, { type: Type }>;

export const idsOf = ({ subject: { campaignId, unitId, subjectId } }: RatingContext): RatingIds => ({
  campaignId,
  unitId,
  subjectId,
});

/** the authority above rates, and nobody their own unit. Throws 'forbidden-role', 'own-record'. */
export function requireRater(actor: ActorRef, { subject }: RatingContext): void {
  if (actor.role !== 'ADMINISTRATOR' && actor.role !== 'SYSTEM') {
    throw new DomainError('forbidden-role', 'Only an administrator may do this.', { role: actor.role });
  }
  if (!belongsTo(actor, subject.unitId)) return;
  throw new DomainError(
    'own-record',
    'Nobody decides on the rating of their own unit. Ask another administrator.',
    {
      rule: 'R-05',
      unitId: subject.unitId,
    },
  );
}

/** Throws 'forbidden-role', 'not-your-unit'. */
export function requireSubject(actor: ActorRef, { subject }: RatingContext): void {
  if (actor.role !== 'UNIT') {
    throw new DomainError('forbidden-role', 'Only the unit itself may do this.', {
      rule: 'R-05',
      role: actor.role,
    });
  }
  if (actor.unitId === subject.unitId) return;
  throw new DomainError('not-your-unit', 'A unit acts on its own rating only.', { rule: 'R-05' });
}

/** Throws 'period-locked'. */
export function requireUnlocked({ period }: RatingContext): void {
  if (period.lock === null) return;
  throw new DomainError(
    'period-locked',
    'The rating period is locked. Reopen it, with a reason, to change anything.',
    {
      rule: 'R-21',
      lockedBecause: period.lock.reason,
    },
  );
}

export function requireStatus(state: RatingState, ...possibleIn: readonly RatingStatus[]): void {
  if (possibleIn.includes(state.status)) return;
  throw new DomainError(
    'wrong-step',
    `The rating stands at ${state.status}. This comes at ${possibleIn.join(', ')}.`,
    { status: state.status, possibleIn },
  );
}

/** Throws 'decision-incomplete': an official level rests on a numbered decision. */
export function requireDecisionNo(decisionNo: string, path: string): void {
  if (!isBlank(decisionNo)) return;
  throw new DomainError('decision-incomplete', 'Name the decision: its number goes on record.', { path });
}

const APPROVED: readonly RatingStatus[] = [
  'CAPPED',
  'DECIDED',
  'PUBLISHED',
  'PETITIONED',
  'CONFIRMED',
  'SUPERSEDED',
];

/** what follows when an input of an approved rating changes. */
export function voided(state: RatingState, context: RatingContext, cause: VoidCause): RatingEvent[] {
  if (!APPROVED.includes(state.status)) return [];
  return [{ type: 'RatingApprovalVoided', data: { ...idsOf(context), was: state.status, cause } }];
}
