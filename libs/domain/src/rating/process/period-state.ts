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

export function evolvePeriod(state: PeriodState, event: PeriodEvent): PeriodState {
  if (event.type === 'RatingPeriodOpened') {
    return { status: 'OPEN', ...event.data, posts: [], below: {}, mergedInto: {}, caps: {}, lock: null };
  }
  if (state.status === 'NONE') return state;
  switch (event.type) {
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
