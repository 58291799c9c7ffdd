import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isBlank, repeated } from '../text.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent, Evidence } from './assignment.events.ts';
import type { AssignmentState, LiveAssignment } from './assignment-state.ts';
import {
  idsOf,
  requireAuthority,
  requireOwnUnit,
  requireVersion,
  requireWorking,
  type CommandOf,
} from './assignment-step.ts';
import { requireOpenAction } from './monitoring/open-action.ts';
import { actionState } from './remediation.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** The unit says that an action is done and what shows it; again once a verdict asked for more. */
export function reportActionDone(
  { actor, data: { actionId, evidence, note } }: CommandOf<'ReportActionDone'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  requireWorking(terms);
  const { remediation } = requireOpenAction(assignment, actionId);
  if (actionState(remediation) === 'REPORTED_DONE') {
    throw new DomainError('wrong-step', 'The report on this action waits for the authority.', { actionId });
  }
  requireEvidence(evidence);
  requireNotWithdrawn(evidence, assignment, actionId);
  const version = (remediation?.report.version ?? 0) + 1;
  return [{ type: 'ActionReportedDone', data: { ...idsOf(assignment), actionId, version, evidence, note } }];
}

/**
 * an authority that is not the unit judges the report it read. R-06: ACCEPTED closes the action for good and needs
 * evidence, PARTIAL leaves it open, REJECTED sends it back; whoever asks for more says what is missing.
 */
export function verifyAction(
  { actor, data: { actionId, version, verdict, note, percent } }: CommandOf<'VerifyAction'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireAuthority(actor, state);
  requireWorking(terms);
  const { remediation } = requireOpenAction(assignment, actionId);
  if (remediation === undefined || actionState(remediation) !== 'REPORTED_DONE') {
    throw new DomainError('nothing-reported', 'No report on this action waits. The unit reports it first.', {
      rule: 'R-06',
      actionId,
    });
  }
  const { report } = remediation;
  requireVersion(version, report);
  if (verdict === 'ACCEPTED') requireSome(report.evidence.filter(isStanding(assignment, actionId)));
  else
    refuseFaults('note-missing', 'R-06', faultsOf([['/note', !isBlank(note), 'must say what is missing']]));
  refuseFaults(
    'percent-invalid',
    'R-06',
    faultsOf([
      ['/percent', percent === undefined || verdict === 'PARTIAL', 'is said with PARTIAL only'],
      [
        '/percent',
        percent === undefined || (Number.isInteger(percent) && percent >= 1 && percent <= 99),
        'must be a whole number from 1 to 99',
      ],
    ]),
  );
  const evidence = report.evidence.map(({ sha256 }) => sha256);
  return [
    {
      type: 'VerificationRecorded',
      data: {
        ...idsOf(assignment),
        actionId,
        version,
        verdict,
        note,
        evidence,
        ...(percent === undefined ? {} : { percent }),
      },
    },
  ];
}

/** Throws 'evidence-missing', or 'evidence-invalid' naming every fault at once. */
function requireEvidence(evidence: readonly Evidence[]): void {
  requireSome(evidence);
  const doubled = new Set(repeated(evidence.map(({ sha256 }) => sha256)));
  refuseFaults(
    'evidence-invalid',
    'R-06',
    evidence.flatMap(({ sha256, title }, index) =>
      faultsOf([
        [`/evidence/${index}/sha256`, SHA256.test(sha256), 'must be 64 lower-case hex digits'],
        [`/evidence/${index}/sha256`, !doubled.has(sha256), 'is named twice'],
        [`/evidence/${index}/title`, !isBlank(title), 'must not be blank'],
      ]),
    ),
  );
}

function requireSome(evidence: readonly Evidence[]): void {
  const checks = faultsOf([['/evidence', evidence.length > 0, 'must hold at least one document']]);
  refuseFaults('evidence-missing', 'R-06', checks);
}

/** A document counts unless the unit took it back; one that was never uploaded is proved elsewhere, by its hash. */
function isStanding({ monitoring }: LiveAssignment, actionId: string): (document: Evidence) => boolean {
  const files = monitoring.evidence.filter((file) => file.actionId === actionId);
  return ({ sha256 }) => {
    const same = files.filter((file) => file.sha256 === sha256);
    return same.length === 0 || same.some(({ withdrawn }) => withdrawn === null);
  };
}

function requireNotWithdrawn(
  evidence: readonly Evidence[],
  assignment: LiveAssignment,
  actionId: string,
): void {
  const stands = isStanding(assignment, actionId);
  const faults = evidence.flatMap((document, index) =>
    faultsOf([
      [`/evidence/${index}/sha256`, stands(document), 'was withdrawn: upload it again or leave it out'],
    ]),
  );
  refuseFaults('evidence-invalid', 'R-06', faults);
}
