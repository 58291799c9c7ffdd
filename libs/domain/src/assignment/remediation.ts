import type { AssignmentEvent, Evidence, Verdict } from './assignment.events.ts';

type DataOf<Type extends AssignmentEvent['type']> = Extract<AssignmentEvent, { type: Type }>['data'];

/** The newest report on one action of the plan, and the newest verdict, which may be on an earlier report. */
export type Remediation = {
  actionId: string;
  report: { version: number; evidence: readonly Evidence[]; note: string };
  verification: {
    version: number;
    verdict: Verdict;
    note: string;
    evidence: readonly string[];
    /** With PARTIAL, if the authority said it: how much is remedied. */
    percent: number | null;
  } | null;
};
export type ActionState = 'PLANNED' | 'REPORTED_DONE' | 'PARTIALLY_REMEDIED' | 'VERIFIED';

const AFTER: Readonly<Record<Verdict, ActionState>> = {
  ACCEPTED: 'VERIFIED',
  PARTIAL: 'PARTIALLY_REMEDIED',
  REJECTED: 'PLANNED',
};

/** Follows from the newest report and the verdict on it, and is stored nowhere. */
export function actionState(remediation: Remediation | undefined): ActionState {
  if (remediation === undefined) return 'PLANNED';
  const { report, verification } = remediation;
  return verification?.version === report.version ? AFTER[verification.verdict] : 'REPORTED_DONE';
}

export function recordReport(
  all: readonly Remediation[],
  { actionId, version, evidence, note }: DataOf<'ActionReportedDone'>,
): readonly Remediation[] {
  const verification = all.find((one) => one.actionId === actionId)?.verification ?? null;
  const reported = { actionId, report: { version, evidence, note }, verification };
  return [...all.filter((one) => one.actionId !== actionId), reported];
}

export function recordVerification(
  all: readonly Remediation[],
  { actionId, version, verdict, note, evidence, percent }: DataOf<'VerificationRecorded'>,
): readonly Remediation[] {
  const verification = { version, verdict, note, evidence, percent: percent ?? null };
  return all.map((one) => (one.actionId === actionId ? { ...one, verification } : one));
}
