import { DomainError } from '../../domain-error.ts';
import { requireReason } from '../../campaign/campaign-step.ts';
import { faultsOf, refuseFaults } from '../../faults.ts';
import { isBlank } from '../../text.ts';
import type { AssignmentContext } from '../assignment.commands.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import type { AssignmentState } from '../assignment-state.ts';
import { idsOf, requireOwnUnit, requireWorking, type CommandOf } from '../assignment-step.ts';
import { standingEvidence } from './monitoring-state.ts';
import { requireOpenAction } from './open-action.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Puts stored files on record as evidence of an action, all or none. A file that stands already is nothing, and so is the
 * second of two equal ones; another may take its place.
 */
export function attachEvidence(
  { at, actor, data: { actionId, files } }: CommandOf<'AttachEvidence'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  requireWorking(terms);
  requireOpenAction(assignment, actionId);
  const standing = new Set(standingEvidence(assignment.monitoring, actionId).map(({ sha256 }) => sha256));
  refuseFaults(
    'evidence-invalid',
    'R-06',
    files.flatMap(({ sha256, size, title, supersedes }, index) =>
      faultsOf([
        [`/files/${index}/sha256`, SHA256.test(sha256), 'must be 64 lower-case hex digits'],
        [`/files/${index}/size`, Number.isSafeInteger(size) && size > 0, 'must be a count of bytes above 0'],
        [`/files/${index}/title`, !isBlank(title), 'must not be blank'],
        [
          `/files/${index}/supersedes`,
          supersedes === null || supersedes === sha256 || standing.has(supersedes),
          'must be a file of this action that stands',
        ],
      ]),
    ),
  );
  const news = files.filter(
    ({ sha256 }, index) =>
      !standing.has(sha256) && files.findIndex((file) => file.sha256 === sha256) === index,
  );
  return news.map((file) => ({
    type: 'EvidenceAttached',
    data: { ...idsOf(assignment), actionId, ...file, attachedAt: at },
  }));
}

/** Takes a file back, with a reason. Its bytes and its record stay for the auditor; a withdrawn file proves nothing. */
export function withdrawEvidence(
  { actor, data: { actionId, sha256, reason } }: CommandOf<'WithdrawEvidence'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  requireWorking(terms);
  requireOpenAction(assignment, actionId);
  const files = assignment.monitoring.evidence.filter(
    (file) => file.actionId === actionId && file.sha256 === sha256,
  );
  if (files.length === 0) {
    throw new DomainError('unknown-evidence', 'The action has no such file.', { actionId, sha256 });
  }
  if (files.every(({ withdrawn }) => withdrawn !== null)) return [];
  requireReason(reason);
  return [{ type: 'EvidenceWithdrawn', data: { ...idsOf(assignment), actionId, sha256, reason } }];
}
