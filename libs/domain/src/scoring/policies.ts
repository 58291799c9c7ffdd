import type { PolicyRef } from '../campaign/campaign.events.ts';
import type { Phase } from '../deadline/deadline.ts';
import { DomainError } from '../domain-error.ts';

/** How binding a rule is: a PROPOSAL is ours and never decides an official result. */
export type LegalStatus = 'MANDATORY' | 'GUIDANCE' | 'LOCAL' | 'PROPOSAL';

/** Points are hundredths: 400 is 4.00. */
export type TimelinessRule = {
  /** Stable code of the part, e.g. `REVIEW_ON_TIME`. */
  code: string;
  phase: Phase;
  full: number;
  /** For a submission at most `lateWithinWorkingDays` late. */
  late: number;
  lateWithinWorkingDays: number;
  legalStatus: LegalStatus;
  citation: string;
};

/** A policy document: plain data, never edited. A change is a new version, and a campaign keeps the one it was drafted with. */
export type ProcedurePolicy = {
  code: string;
  version: number;
  title: string;
  rules: readonly TimelinessRule[];
};

const PROCEDURE_1: ProcedurePolicy = {
  code: 'VN-PROCEDURE',
  version: 1,
  title: 'Chấp hành quy trình của đợt kiểm điểm',
  rules: [
    {
      code: 'ACKNOWLEDGE_ON_TIME',
      phase: 'ACKNOWLEDGE',
      full: 200,
      late: 100,
      lateWithinWorkingDays: 5,
      legalStatus: 'PROPOSAL',
      citation: 'Our proposal: receipt of the directive is the first sign that it is followed.',
    },
    {
      code: 'REVIEW_ON_TIME',
      phase: 'REVIEW',
      full: 400,
      late: 200,
      lateWithinWorkingDays: 5,
      legalStatus: 'PROPOSAL',
      citation: 'Our proposal, on the procedure criterion B4: submission on time, 4 of 10.',
    },
    {
      code: 'PLAN_ON_TIME',
      phase: 'PLAN',
      full: 400,
      late: 200,
      lateWithinWorkingDays: 5,
      legalStatus: 'PROPOSAL',
      citation: 'Our proposal, on the procedure criterion B4: plan on time, 4 of 10.',
    },
  ],
};

const POLICIES: readonly ProcedurePolicy[] = [PROCEDURE_1];

export const NEWEST_POLICY: PolicyRef = { code: PROCEDURE_1.code, version: PROCEDURE_1.version };

/** The policy a campaign names. Throws 'unknown-policy' for one that is not part of this release. */
export function policyFor(ref: PolicyRef): ProcedurePolicy {
  const found = POLICIES.find(({ code, version }) => code === ref.code && version === ref.version);
  if (found !== undefined) return found;
  const known = POLICIES.map(({ code, version }) => `${code} ${version}`).join(', ');
  throw new DomainError('unknown-policy', `There is no policy ${ref.code} ${ref.version}; known: ${known}.`, {
    ref,
  });
}
