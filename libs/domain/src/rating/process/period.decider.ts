import type { ActorRef } from '../../actor.ts';
import { requireInPerson, requireSteward } from '../../authority.ts';
import { isDay } from '../../calendar/day-arithmetic.ts';
import type { Instant } from '../../calendar/day.ts';
import { dayOf } from '../../calendar/zoned-time.ts';
import { requireReason } from '../../campaign/campaign-step.ts';
import type { Decider } from '../../decider.ts';
import { assertNever, DomainError } from '../../domain-error.ts';
import { isSameValue } from '../../same-value.ts';
import { isBlank } from '../../text.ts';
import { capGroup, type CapMember } from '../cap-group.ts';
import type { PinnedPolicy } from '../rating-policy.ts';
import { evolvePeriod, type OpenPeriod, type PeriodState } from './period-state.ts';
import type { CapChoice, CapDecision, LowerUnits, PeriodEvent, RatedPost } from './period.events.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };
type Opened = Extract<PeriodEvent, { type: 'RatingPeriodOpened' }>['data'];
type Adoption = Omit<Extract<PeriodEvent, { type: 'PoliciesAdopted' }>['data'], 'campaignId'>;
type Merge = Omit<Extract<PeriodEvent, { type: 'PeerGroupsMerged' }>['data'], 'campaignId'>;
/** Read from the ratings of the group by the caller. `policy`: the snapshot that rates them. */
type Cap = {
  group: string;
  members: readonly CapMember[];
  policy: PinnedPolicy;
  choice: CapChoice | null;
  exceptional: CapDecision | null;
};

export type PeriodCommand =
  | Command<'OpenPeriod', Opened>
  /** `adopted`: the digest of each document with this adoption in it, worked out by the caller. */
  | Command<'AdoptPolicies', Adoption>
  | Command<'ListPosts', { posts: readonly RatedPost[]; sourceRef: string }>
  | Command<'ListLowerUnits', { units: readonly LowerUnits[] }>
  | Command<'MergePeerGroups', Merge>
  | Command<'ComputeCap', Cap>
  | Command<'LockPeriod', { reason: string }>
  | Command<'ReopenPeriod', { reason: string }>;

/** What no deputy does, and how it is called. */
const OWN_TO_AUTHORITY: Readonly<Partial<Record<PeriodCommand['type'], string>>> = {
  AdoptPolicies: 'The adoption of a policy',
  MergePeerGroups: 'Which peer groups are one',
  ComputeCap: 'Who takes the places of a cap',
  ReopenPeriod: 'Reopening a locked period',
};
const POSTS_PER_EVENT = 400;
const UNITS_PER_EVENT = 200;

export const periodDecider: Decider<PeriodCommand, PeriodState, PeriodEvent> = {
  category: 'rating-period',
  initialState: { status: 'NONE' },
  evolve: evolvePeriod,
  decide: (command, state) => {
    requireSteward(command.actor);
    if (command.type === 'OpenPeriod') {
      return state.status === 'NONE' ? [{ type: 'RatingPeriodOpened', data: command.data }] : [];
    }
    const period = requirePeriod(state);
    const { campaignId } = period;
    const own = OWN_TO_AUTHORITY[command.type];
    if (own !== undefined) requireInPerson(command.actor, own);
    switch (command.type) {
      case 'AdoptPolicies':
        requireOpen(period);
        return adopt(command.at, command.data, period);
      case 'ListPosts':
        requireOpen(period);
        return listPosts(command.data, period);
      case 'ListLowerUnits':
        return listLowerUnits(command.data.units, period);
      case 'MergePeerGroups':
        requireOpen(period);
        return merge(command.data, period);
      case 'ComputeCap':
        requireOpen(period);
        return computeCap(command.data, period);
      case 'LockPeriod':
        if (period.lock !== null) return [];
        requireReason(command.data.reason);
        return [{ type: 'PeriodLocked', data: { campaignId, reason: command.data.reason } }];
      case 'ReopenPeriod':
        if (period.lock === null) return [];
        requireReason(command.data.reason);
        return [{ type: 'PeriodReopened', data: { campaignId, reason: command.data.reason } }];
      default:
        return assertNever(command);
    }
  },
};

/** Throws 'rating-period-missing'. */
export function requirePeriod(state: PeriodState): OpenPeriod {
  if (state.status === 'OPEN') return state;
  throw new DomainError(
    'rating-period-missing',
    'The campaign has no rating period yet. Run the rating once to open it.',
  );
}

function requireOpen({ lock }: OpenPeriod): void {
  if (lock === null) return;
  throw new DomainError(
    'period-locked',
    'The rating period is locked. Reopen it, with a reason, to change anything.',
    {
      rule: 'R-21',
      lockedBecause: lock.reason,
    },
  );
}

/** What an authority adopted before stands; a decision that adopts nothing more is refused. */
function adopt(
  at: Instant,
  { decisionNo, decidedOn, adopted }: Adoption,
  { campaignId, unitPolicy, personPolicy }: OpenPeriod,
): PeriodEvent[] {
  const policies = [unitPolicy.document, personPolicy.document];
  const isSame = policies.some(
    ({ adoption }) => adoption?.decisionNo === decisionNo && adoption.on === decidedOn,
  );
  if (adopted.length === 0) {
    if (isSame) return [];
    throw new DomainError(
      'nothing-to-adopt',
      'No policy of this period has proposals that wait for their adoption.',
      { rule: 'R-28', policies: policies.map(({ code, adoption }) => ({ code, adoption })) },
    );
  }
  // The zone of the policies: the day of the decision is a day of the office.
  const today = dayOf(at, unitPolicy.document.zone);
  if (isBlank(decisionNo) || !isDay(decidedOn) || decidedOn > today) {
    throw new DomainError(
      'decision-incomplete',
      'Proposals are adopted by a decision with its number and its day, not in the future.',
      { path: isBlank(decisionNo) ? '/decisionNo' : '/decidedOn', rule: 'R-28' },
    );
  }
  return [{ type: 'PoliciesAdopted', data: { campaignId, decisionNo, decidedOn, adopted } }];
}

function listPosts(
  { posts, sourceRef }: { posts: readonly RatedPost[]; sourceRef: string },
  { campaignId, posts: known }: OpenPeriod,
): PeriodEvent[] {
  const before = new Map(known.map((post) => [post.subjectId, post]));
  const news = posts.filter((post) => !isSameValue(before.get(post.subjectId), post));
  const pages: PeriodEvent[] = [];
  for (let from = 0; from < news.length; from += POSTS_PER_EVENT) {
    pages.push({
      type: 'PostsListed',
      data: { campaignId, posts: news.slice(from, from + POSTS_PER_EVENT), sourceRef },
    });
  }
  return pages;
}

/** Who stands below whom, once for each unit: a list that grew later adds what is new. */
function listLowerUnits(units: readonly LowerUnits[], { campaignId, below }: OpenPeriod): PeriodEvent[] {
  const news = units.filter(({ unitId }) => below[unitId] === undefined);
  const pages: PeriodEvent[] = [];
  for (let from = 0; from < news.length; from += UNITS_PER_EVENT) {
    pages.push({
      type: 'LowerUnitsListed',
      data: { campaignId, units: news.slice(from, from + UNITS_PER_EVENT) },
    });
  }
  return pages;
}

/** Small groups are merged by a decision only; the system proposes it and never does it. */
function merge({ into, from, decisionNo, decidedOn, reason }: Merge, period: OpenPeriod): PeriodEvent[] {
  requireReason(reason);
  if (isBlank(decisionNo) || !isDay(decidedOn)) {
    throw new DomainError(
      'decision-incomplete',
      'Merging peer groups rests on a decision with number and day.',
      {
        path: isBlank(decisionNo) ? '/decisionNo' : '/decidedOn',
        rule: 'R-18',
      },
    );
  }
  if (from.length === 0 || from.includes(into)) {
    throw new DomainError('merge-invalid', 'Name the groups that go into another one.', { path: '/from' });
  }
  if (from.every((group) => period.mergedInto[group] === into)) return [];
  const { campaignId } = period;
  return [{ type: 'PeerGroupsMerged', data: { campaignId, into, from, decisionNo, decidedOn, reason } }];
}

/** The quota of one peer group, and who takes its places. Throws what `selectionOf` and `capGroup` throw. */
function computeCap({ group, members, policy, choice, exceptional }: Cap, period: OpenPeriod): PeriodEvent[] {
  const cap =
    exceptional === null
      ? undefined
      : { exceptional: { ...exceptional, ratio: exceptional.ratio ?? undefined } };
  const { kind: _, ...result } = capGroup({ group, members, cap }, policy);
  if (result.refused !== null) {
    throw new DomainError('cap-refused', `The exceptional ratio is refused: ${result.refused}.`, {
      rule: 'R-18',
      refused: result.refused,
    });
  }
  const candidates = members.filter(({ level }) => level === 'EXCELLENT').map(({ id }) => id);
  const selected = selectionOf(result, candidates, choice);
  const before = period.caps[group];
  const said = { members: members.length, result, selected, choice, exceptional };
  if (before !== undefined) {
    const { group: _group, capVersion: _version, ...was } = before;
    if (isSameValue(was, said)) return [];
  }
  const capVersion = (before?.capVersion ?? 0) + 1;
  return [{ type: 'CapComputed', data: { campaignId: period.campaignId, group, capVersion, ...said } }];
}

/** The ranking's proposal, or the authority's own choice with its reason. A tie at the last place is always the authority's. */
function selectionOf(
  { proposed, tie, quota }: Pick<ReturnType<typeof capGroup>, 'proposed' | 'tie' | 'quota'>,
  candidates: readonly string[],
  choice: CapChoice | null,
): string[] {
  if (choice === null) {
    if (tie === null) return [...proposed];
    throw new DomainError(
      'tie-open',
      `${tie.places} of ${tie.among.length} equals can be excellent. The authority chooses, with a reason.`,
      {
        rule: 'R-18',
        tie,
        proposed,
      },
    );
  }
  requireReason(choice.reason);
  const strangers = choice.selected.filter((id) => !candidates.includes(id));
  const selected = [...new Set(choice.selected)].sort();
  if (strangers.length > 0 || selected.length > (quota ?? 0)) {
    throw new DomainError('selection-invalid', `At most ${quota ?? 0} of the candidates can be selected.`, {
      path: '/choice/selected',
      rule: 'R-18',
      quota,
      notCandidates: strangers,
    });
  }
  return selected;
}
