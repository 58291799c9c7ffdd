import { belongsTo, type ActorRef } from '../actor.ts';
import { requireInPerson, requireSteward } from '../authority.ts';
import { requireBasis } from '../campaign/campaign-step.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import type { FindingCommand } from './finding.commands.ts';
import type { CourseStatus, FindingEvent, FindingStatus } from './finding.events.ts';
import { isClosed, isOpen, type Finding, type FindingsState } from './findings-state.ts';

type CommandOf<Type extends FindingCommand['type']> = Extract<FindingCommand, { type: Type }>;

/** Throws 'unknown-finding', and 'own-record' to whoever belongs to the unit it is against. */
export function requireFinding(state: FindingsState, findingId: string, actor: ActorRef): Finding {
  const finding = state.find((one) => one.findingId === findingId);
  if (finding === undefined) {
    throw new DomainError('unknown-finding', 'There is no such finding.', { findingId });
  }
  if (belongsTo(actor, finding.unitId)) {
    throw new DomainError('own-record', 'Nobody decides on a finding against their own unit.', {
      rule: 'R-05',
      unitId: finding.unitId,
    });
  }
  return finding;
}

/**
 * Whence it gets there. A review answers what is new; neither it nor a new plan undoes the work of an earlier year, and what a verifier
 * accepted in part only another report can change.
 */
const FROM: Readonly<Partial<Record<CourseStatus, readonly FindingStatus[]>>> = {
  RESPONDED: ['OPEN'],
  PLANNED: ['OPEN', 'RESPONDED'],
  IN_PROGRESS: ['OPEN', 'RESPONDED', 'PLANNED', 'REPORTED_DONE'],
};

/** The work on it moved. A closed or split finding is not moved: that the plan still names it is no fault. */
export function advanceFinding(
  { actor, data: { findingId, to, because } }: CommandOf<'AdvanceFinding'>,
  state: FindingsState,
): FindingEvent[] {
  requireSteward(actor);
  const { unitId, status: from } = requireFinding(state, findingId, actor);
  if (!isOpen({ status: from }) || from === to || FROM[to]?.includes(from) === false) return [];
  return [{ type: 'FindingAdvanced', data: { unitId, findingId, from, to, because } }];
}

/**
 * Closes for good. VERIFIED_CLOSED needs evidence; the other two are decisions of the authority above, with their
 * basis. Closed the same way already: nothing.
 */
export function closeFinding(
  { actor, data: { findingId, as, basis, note, evidence } }: CommandOf<'CloseFinding'>,
  state: FindingsState,
): FindingEvent[] {
  requireSteward(actor);
  const finding = requireFinding(state, findingId, actor);
  // A verification judges what the unit did; closing without one lets a finding go.
  if (as !== 'VERIFIED_CLOSED') requireInPerson(actor, 'Closing a finding without a verification');
  if (finding.status === as) return [];
  if (isClosed(finding)) {
    throw new DomainError(
      'finding-closed',
      `Finding ${finding.no} is closed for good. What came up again is registered anew, repeating this one.`,
      { findingId, status: finding.status },
    );
  }
  if (finding.status === 'TRANSFERRED') {
    throw new DomainError(
      'finding-transferred',
      `Finding ${finding.no} went to the unit's successor. Close it there.`,
      {
        findingId,
        to: finding.transferredTo,
      },
    );
  }
  if (finding.status === 'SPLIT') {
    throw new DomainError('finding-split', `Finding ${finding.no} was split. Close its parts.`, {
      findingId,
      parts: finding.parts,
    });
  }
  requireBasis(basis, '/basis/ref');
  const missing = as === 'VERIFIED_CLOSED' && evidence.length === 0;
  refuseFaults(
    'evidence-missing',
    'R-06',
    faultsOf([['/evidence', !missing, 'must hold at least one document']]),
  );
  return [
    {
      type: 'FindingClosed',
      data: { unitId: finding.unitId, findingId, no: finding.no, as, basis, note, evidence },
    },
  ];
}
