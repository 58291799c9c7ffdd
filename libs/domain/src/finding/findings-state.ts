import { assertNever } from '../domain-error.ts';
import type { Day } from '../calendar/day.ts';
import type { ClosedStatus, FindingContent, FindingEvent, FindingStatus } from './finding.events.ts';

export type Finding = FindingContent & {
  unitId: string;
  no: string;
  parentId: string | null;
  registeredOn: Day;
  status: FindingStatus;
  /** Its parts, once it is split. */
  parts: readonly string[];
};
/** The register of one unit, in the order of numbers given. */
export type FindingsState = readonly Finding[];

const CLOSED: readonly FindingStatus[] = [
  'VERIFIED_CLOSED',
  'ACCEPTED_NOT_REMEDIABLE',
  'NO_LONGER_APPLICABLE',
] satisfies ClosedStatus[];

export function isClosed({ status }: Pick<Finding, 'status'>): boolean {
  return CLOSED.includes(status);
}

/** Something is still owed on it. A split finding owes nothing itself: its parts do. */
export function isOpen({ status }: Pick<Finding, 'status'>): boolean {
  return status !== 'SPLIT' && !CLOSED.includes(status);
}

export function evolveFindings(state: FindingsState, event: FindingEvent): FindingsState {
  switch (event.type) {
    case 'FindingRegistered':
      return [...state, { ...event.data, status: 'OPEN', parts: [] }];
    case 'FindingSplit': {
      const { findingId, into } = event.data;
      return changed(state, findingId, { status: 'SPLIT', parts: into });
    }
    case 'FindingAdvanced':
      return changed(state, event.data.findingId, { status: event.data.to });
    case 'FindingClosed':
      return changed(state, event.data.findingId, { status: event.data.as });
    default:
      return assertNever(event);
  }
}

function changed(state: FindingsState, findingId: string, change: Partial<Finding>): FindingsState {
  return state.map((finding) => (finding.findingId === findingId ? { ...finding, ...change } : finding));
}
