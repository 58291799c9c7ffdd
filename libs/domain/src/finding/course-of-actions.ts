import type { ActionStanding } from '../assignment/monitoring/action-standing.ts';
import { actionState } from '../assignment/remediation.ts';
import type { CourseStatus } from './finding.events.ts';

export type ActionOnFinding = Pick<ActionStanding, 'percent' | 'remediation'>;

/**
 * How far a finding is, by every action of an approved plan that answers it: as far as the one that is least far. That all are accepted does
 * not close it: the authority does, on a basis. Null: no action answers it.
 */
export function courseOfActions(actions: readonly ActionOnFinding[]): CourseStatus | null {
  if (actions.length === 0) return null;
  const states = actions.map(({ remediation }) => actionState(remediation));
  if (states.every((state) => state === 'REPORTED_DONE' || state === 'VERIFIED')) return 'REPORTED_DONE';
  if (states.includes('PARTIALLY_REMEDIED')) return 'PARTIALLY_REMEDIED';
  const isBegun = actions.some(({ percent, remediation }) => percent > 0 || remediation !== undefined);
  return isBegun ? 'IN_PROGRESS' : 'PLANNED';
}
