import { assertNever } from '../../domain-error.ts';
import type { PinnedPolicy } from '../rating-policy.ts';
import type { LowerFirst, PeriodEvent, RatedPost } from './period.events.ts';

export type CapStanding = Omit<Extract<PeriodEvent, { type: 'CapComputed' }>['data'], 'campaignId'>;
export type OpenPeriod = {
  status: 'OPEN';
  campaignId: string;
  year: number;
  unitPolicy: PinnedPolicy;
  personPolicy: PinnedPolicy;
  lowerFirst: LowerFirst;
  petitionWorkingDays: number;
  posts: readonly RatedPost[];
  /** Unit → the units directly below it; a unit that is no key was not looked at yet. */
  below: Readonly<Record<string, readonly string[]>>;
  /** Group → the group it was merged into. */
  mergedInto: Readonly<Record<string, string>>;
  caps: Readonly<Record<string, CapStanding>>;
  /** R-21; null: open for changes. */
  lock: { reason: string } | null;
};
export type PeriodState = { status: 'NONE' } | OpenPeriod;

/** The group that counts, after merges by decision. */
export function groupOf({ mergedInto }: OpenPeriod, group: string): string {
  return mergedInto[group] ?? group;
}

/** Whether a result was computed by the documents that bind the period now: an adoption makes others of them. */
export const bindsPeriod = (
  { unitPolicy, personPolicy }: Pick<OpenPeriod, 'unitPolicy' | 'personPolicy'>,
  sha256: string,
): boolean => unitPolicy.sha256 === sha256 || personPolicy.sha256 === sha256;

/** The document as an authority adopted it. */
export const adoptedDocument = (
  document: PinnedPolicy['document'],
  { decisionNo, decidedOn }: { decisionNo: string; decidedOn: string },
): PinnedPolicy['document'] => ({ ...document, adoption: { decisionNo, on: decidedOn } });

export function evolvePeriod(state: PeriodState, event: PeriodEvent): PeriodState {
  if (event.type === 'RatingPeriodOpened') {
    return { status: 'OPEN', ...event.data, posts: [], below: {}, mergedInto: {}, caps: {}, lock: null };
  }
  if (state.status === 'NONE') return state;
  switch (event.type) {
    case 'PoliciesAdopted': {
      const { adopted } = event.data;
      const pinned = (policy: PinnedPolicy): PinnedPolicy => {
        const { document } = policy;
        const sha256 = adopted.find(({ code }) => code === document.code)?.sha256;
        return sha256 === undefined ? policy : { document: adoptedDocument(document, event.data), sha256 };
      };
      return {
        ...state,
        unitPolicy: pinned(state.unitPolicy),
        personPolicy: pinned(state.personPolicy),
      };
    }
    case 'PostsListed': {
      const ids = new Set(event.data.posts.map(({ subjectId }) => subjectId));
      return {
        ...state,
        posts: [...state.posts.filter((post) => !ids.has(post.subjectId)), ...event.data.posts],
      };
    }
    case 'LowerUnitsListed': {
      const added = event.data.units.map(({ unitId, below }) => [unitId, below] as const);
      return { ...state, below: { ...state.below, ...Object.fromEntries(added) } };
    }
    case 'PeerGroupsMerged': {
      const { from, into } = event.data;
      const moved = Object.entries(state.mergedInto).map(([group, target]): [string, string] => [
        group,
        from.includes(target) ? into : target,
      ]);
      return {
        ...state,
        mergedInto: Object.fromEntries([...moved, ...from.map((group): [string, string] => [group, into])]),
      };
    }
    case 'CapComputed': {
      const { campaignId: _, ...cap } = event.data;
      return { ...state, caps: { ...state.caps, [cap.group]: cap } };
    }
    case 'PeriodLocked':
      return { ...state, lock: { reason: event.data.reason } };
    case 'PeriodReopened':
      return { ...state, lock: null };
    default:
      return assertNever(event);
  }
}
