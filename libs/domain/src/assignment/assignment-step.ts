import { belongsTo, personsOf, type ActorRef } from '../actor.ts';
import type { CampaignStatus, CampaignTerms } from '../campaign/campaign-terms.ts';
import type { Phase } from '../deadline/deadline.ts';
import { DomainError } from '../domain-error.ts';
import { effectiveDeadline, type EffectiveDeadline } from './assignment-clock.ts';
import type { AssignmentCommand, AssignmentContext } from './assignment.commands.ts';
import type { AssignmentState, AssignmentStatus, LiveAssignment } from './assignment-state.ts';

/** One command by its name, for the files that decide it. */
export type CommandOf<Type extends AssignmentCommand['type']> = Extract<AssignmentCommand, { type: Type }>;

/** the unit acts for itself and nobody else does. Throws 'forbidden-role', 'unit-not-assigned', 'not-your-unit'. */
export function requireOwnUnit(actor: ActorRef, state: AssignmentState): LiveAssignment {
  if (actor.role !== 'UNIT') {
    throw new DomainError('forbidden-role', 'Only the unit itself may do this.', {
      rule: 'R-05',
      role: actor.role,
    });
  }
  const assignment = requireAssigned(state);
  if (actor.unitId !== assignment.unitId)
    throw new DomainError('not-your-unit', 'A unit acts on its own assignment only.', { rule: 'R-05' });
  if (actor.deputyUnitId === undefined || actor.deputyUnitId !== assignment.superiorUnitId) return assignment;
  throw new DomainError('own-record', 'Whoever judges the unit does not stand in for it.', {
    rule: 'R-05',
    unitId: actor.deputyUnitId,
  });
}

/**
 * the authority above judges, in a cascade the unit above as well, and nobody judges their own unit or
 * one they stood in for, nor has it judged in their name. Throws 'forbidden-role', 'unit-not-assigned',
 * 'own-record'.
 */
export function requireAuthority(actor: ActorRef, state: AssignmentState): LiveAssignment {
  const isOwn = state.status !== 'NONE' && belongsTo(actor, state.unitId);
  if (state.status !== 'NONE' && personsOf(actor).some((person) => state.deputies.includes(person))) {
    throw new DomainError(
      'own-record',
      'Whoever stood in for the unit does not judge it. Ask another administrator.',
      { rule: 'R-05', unitId: state.unitId },
    );
  }
  if (isOwn && (actor.role === 'ADMINISTRATOR' || actor.role === 'UNIT')) {
    throw new DomainError(
      'own-record',
      'Nobody decides on the record of their own unit. Ask another administrator.',
      {
        rule: 'R-05',
        unitId: state.unitId,
      },
    );
  }
  if (state.status !== 'NONE' && actor.role === 'UNIT' && actor.unitId === (state.superiorUnitId ?? null))
    return state;
  if (actor.role !== 'ADMINISTRATOR') {
    throw new DomainError('forbidden-role', 'Only an administrator may do this.', {
      rule: 'R-05',
      role: actor.role,
    });
  }
  return requireAssigned(state);
}

export function requireAssigned(state: AssignmentState): LiveAssignment {
  if (state.status !== 'NONE') return state;
  throw new DomainError('unit-not-assigned', 'The unit takes no part in this campaign.');
}

/** Throws 'reviewing-not-open', 'campaign-closed', 'campaign-cancelled' or 'wrong-step' unless the campaign stands there. */
export function requireCampaign(
  { campaignId, status }: CampaignTerms,
  ...possibleIn: readonly CampaignStatus[]
): void {
  if (possibleIn.includes(status)) return;
  const details = { campaignId, campaignStatus: status, possibleIn };
  switch (status) {
    case 'NONE':
    case 'DRAFT':
    case 'ISSUED':
      throw new DomainError(
        'reviewing-not-open',
        'The campaign is not open for work yet. Wait for its opening.',
        details,
      );
    case 'CLOSED':
      throw new DomainError(
        'campaign-closed',
        'The campaign is closed. Nothing in it changes any more.',
        details,
      );
    case 'CANCELLED':
      throw new DomainError('campaign-cancelled', 'The campaign was cancelled. Nothing is owed.', details);
    case 'REVIEWING':
    case 'RATING':
    case 'MONITORING':
      throw new DomainError(
        'wrong-step',
        `The campaign stands at ${status}. This comes at ${possibleIn.join(', ')}.`,
        details,
      );
  }
}

/** Work on the assignment: the campaign is open and its clock runs. Throws 'campaign-paused' besides requireCampaign's. */
export function requireWorking(terms: CampaignTerms): void {
  requireCampaign(terms, 'REVIEWING', 'RATING', 'MONITORING');
  requireRunning(terms);
}

export function requireRunning({ campaignId, paused, pauses }: CampaignTerms): void {
  if (!paused) return;
  throw new DomainError(
    'campaign-paused',
    'The campaign is paused and deadlines stand still. Come back when it is resumed.',
    { campaignId, pausedSince: pauses.at(-1)?.from },
  );
}

const NEXT_STEP: Readonly<Record<AssignmentStatus, string>> = {
  NONE: 'The unit takes no part in this campaign.',
  ASSIGNED: 'The unit acknowledges the directive first.',
  ACKNOWLEDGED: 'The unit submits its review next.',
  REVIEW_SUBMITTED: 'The review waits for the authority.',
  REVIEW_RETURNED: 'The unit submits its review again next.',
  REVIEW_ACCEPTED: 'The unit submits its plan next.',
  PLAN_SUBMITTED: 'The plan waits for the authority.',
  PLAN_RETURNED: 'The unit submits its plan again next.',
  PLAN_APPROVED: 'The plan is approved: the cycle is complete.',
  EXEMPTED: 'The unit is exempted: nothing is owed.',
  TRANSFERRED: 'The unit is no more: its successors go on.',
};

const OUT_OF_IT: Readonly<Partial<Record<AssignmentStatus, string>>> = {
  EXEMPTED: 'unit-exempted',
  TRANSFERRED: 'unit-succeeded',
};

/** Throws 'unit-exempted', 'unit-succeeded', or 'wrong-step' saying whose turn it is. */
export function requireStatus(state: LiveAssignment, ...possibleIn: readonly AssignmentStatus[]): void {
  const { status } = state;
  if (possibleIn.includes(status)) return;
  throw new DomainError(OUT_OF_IT[status] ?? 'wrong-step', NEXT_STEP[status], {
    status,
    possibleIn,
  });
}

/** Throws 'stale-version': a judgement names the version that was read, so that nobody judges what they have not seen. */
export function requireVersion(named: number, submission: { version: number } | null): void {
  if (submission?.version === named) return;
  throw new DomainError(
    'stale-version',
    `Version ${named} is not the one submitted. Read version ${submission?.version ?? 0} and decide on it.`,
    { path: '/version', named, current: submission?.version ?? 0 },
  );
}

/** Throws 'deadline-missing'. An issued campaign has all its deadlines, so this is a campaign that never was issued. */
export function requireDeadline(
  state: LiveAssignment,
  { terms, calendar }: AssignmentContext,
  phase: Phase,
): EffectiveDeadline {
  const due = effectiveDeadline(state, terms, phase, calendar);
  if (due !== null) return due;
  throw new DomainError('deadline-missing', `The campaign states no deadline for ${phase}.`, {
    phases: [phase],
  });
}

/** What is open against the unit. A caller that did not load it has a fault: an empty list would let a review pass. */
export function requireFindings({ findings }: AssignmentContext): NonNullable<AssignmentContext['findings']> {
  if (findings !== null) return findings;
  throw new TypeError('This decision needs the findings against the unit, and they were not loaded.');
}

export function idsOf({ campaignId, unitId }: LiveAssignment): { campaignId: string; unitId: string } {
  return { campaignId, unitId };
}
