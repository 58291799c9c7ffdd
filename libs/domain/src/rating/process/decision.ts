import { requireInPerson } from '../../authority.ts';
import { requireReason } from '../../campaign/campaign-step.ts';
import { isDay } from '../../calendar/day-arithmetic.ts';
import { dayOf } from '../../calendar/zoned-time.ts';
import { DomainError } from '../../domain-error.ts';
import { isBlank } from '../../text.ts';
import { isRated, type Level, rankOf } from '../level.ts';
import { proposalsOf } from '../validate-policy.ts';
import { alreadyDecided } from './inputs.ts';
import { bindsPeriod } from './period-state.ts';
import type { RatingState } from './rating-state.ts';
import { type CommandOf, idsOf, requireDecisionNo, requireRater, requireUnlocked } from './rating-step.ts';
import type { RatingContext } from './rating.commands.ts';
import type { ProvisionalResult, RatingEvent } from './rating.events.ts';

/** The cap's outcome for one member of the group. Whoever has a decision keeps it: nothing is refilled silently (AC-26). */
export function applyCap(
  { actor, data: { group, selected, capVersion } }: CommandOf<'ApplyCap'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireRater(actor, context);
  requireInPerson(actor, 'Who takes the places of a cap');
  requireUnlocked(context);
  const { level } = requireFresh(state, context);
  if (state.official !== null && !state.isVoided) return [];
  const after: Level = level === 'EXCELLENT' && !selected ? 'GOOD' : level;
  const isSame =
    state.cap?.capVersion === capVersion && state.cap.level === after && state.cap.selected === selected;
  if (isSame) return [];
  return [{ type: 'RatingCapped', data: { ...idsOf(context), group, level: after, selected, capVersion } }];
}

/** The authority's level, by a numbered decision. What the rules gave stands unless a reason says why it is lower. */
export function decideLevel(
  { at, actor, data: { level, decisionNo, decidedOn, reason } }: CommandOf<'Decide'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireRater(actor, context);
  requireInPerson(actor, 'An official level');
  const { official } = state;
  if (official?.decisionNo === decisionNo && official.level === level && official.decidedOn === decidedOn)
    return [];
  requireUnlocked(context);
  if (official !== null) throw alreadyDecided(state);
  requireDecisionNo(decisionNo, '/decisionNo');
  requireDecidedOn(decidedOn, at, context);
  const { policy } = requireFresh(state, context);
  requireLevel(level, state, context, reason);
  const undecidedBelow = requireLowerFirst(context);
  const data = { level, decisionNo, decidedOn, reason, policy, undecidedBelow };
  return [{ type: 'RatingDecided', data: { ...idsOf(context), ...data } }];
}

/** another decision takes the place of the first, which stays visible. The cap of the group is not touched. */
export function supersede(
  { at, actor, data: { level, decisionNo, decidedOn, reason } }: CommandOf<'Supersede'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireRater(actor, context);
  requireInPerson(actor, 'An official level');
  const { official } = state;
  if (official?.decisionNo === decisionNo && official.level === level) return [];
  requireUnlocked(context);
  if (official === null)
    throw new DomainError('not-decided', 'There is no decision yet to supersede. Decide first.');
  if (state.petition !== null) {
    throw new DomainError(
      'petition-open',
      'A petition waits for its answer. The answer supersedes or confirms.',
      {
        petitionNo: state.petition.no,
      },
    );
  }
  requireReason(reason);
  return [superseding({ at, level, decisionNo, decidedOn, reason }, state, context)];
}

type Superseding = { at: string; level: Level; decisionNo: string; decidedOn: string; reason: string };

export function superseding(
  { at, level, decisionNo, decidedOn, reason }: Superseding,
  state: RatingState,
  context: RatingContext,
): RatingEvent {
  const { official } = state;
  if (official === null)
    throw new DomainError('not-decided', 'There is no decision yet to supersede. Decide first.');
  requireDecisionNo(decisionNo, '/decisionNo');
  requireDecidedOn(decidedOn, at, context);
  if (decisionNo === official.decisionNo) {
    throw new DomainError('decision-reused', 'A superseding decision has a number of its own.', {
      path: '/decisionNo',
    });
  }
  const { policy } = requireFresh(state, context);
  requireLevel(level, state, context, reason);
  const { level: from, decisionNo: supersedes } = official;
  return {
    type: 'RatingSuperseded',
    data: { ...idsOf(context), supersedes, from, level, decisionNo, decidedOn, reason, policy },
  };
}

/** Throws 'not-provisional', 'provisional-stale': nobody decides on a result that its inputs have left behind. */
function requireFresh({ provisional, isStale }: RatingState, { period }: RatingContext): ProvisionalResult {
  if (provisional === null) {
    throw new DomainError('not-provisional', 'There is no provisional result yet. Run the rating first.', {
      rule: 'R-16',
    });
  }
  if (!isStale && bindsPeriod(period, provisional.policy.sha256)) return provisional;
  throw new DomainError(
    'provisional-stale',
    isStale
      ? 'An input changed since the result was computed. Run the rating again.'
      : 'The result was computed before the policy was adopted. Run the rating again.',
    {
      rule: 'R-20',
    },
  );
}

function requireDecidedOn(decidedOn: string, at: string, { zone }: RatingContext): void {
  if (isDay(decidedOn) && decidedOn <= dayOf(at, zone)) return;
  throw new DomainError(
    'decision-incomplete',
    'The day of the decision is a day of the calendar, not in the future.',
    {
      path: '/decidedOn',
    },
  );
}

/** what an official level may be. */
function requireLevel(level: Level, state: RatingState, context: RatingContext, reason: string | null): void {
  const proposals = proposalsOf(context.policy);
  if (proposals.length > 0) {
    throw new DomainError(
      'proposals-not-adopted',
      `${context.policy.code} has rules that are only proposals. An authority adopts them before they decide anything official.`,
      { rule: 'R-28', proposals },
    );
  }
  if (level === 'UNDETERMINED') {
    throw new DomainError(
      'level-undetermined',
      'The rules leave it to the authority: decide a level, with a reason.',
      {
        path: '/level',
        rule: 'R-17',
      },
    );
  }
  requireCapped(level, state, context);
  const given = state.cap?.level ?? state.provisional?.level ?? 'UNDETERMINED';
  if (isRated(given) && (!isRated(level) || rankOf(level) < rankOf(given))) {
    throw new DomainError(
      'above-provisional',
      `The rules and the cap give ${given}; the decision may lower it, with a reason.`,
      {
        path: '/level',
        rule: 'R-16',
        given,
      },
    );
  }
  if (given !== level && isBlank(reason ?? '')) {
    throw new DomainError(
      'reason-missing',
      `The rules give ${given}. Say why the decision differs: it goes on record.`,
      {
        path: '/reason',
        rule: 'R-16',
        given,
      },
    );
  }
  requireNotAboveUnit(level, context);
}

function requireCapped(level: Level, state: RatingState, { policy }: RatingContext): void {
  if (policy.cap === null) return;
  // Superseding to anything but EXCELLENT leaves the group as it was decided (AC-26).
  if (state.cap === null && state.official === null) {
    throw new DomainError(
      'not-capped',
      'The cap of the peer group is not applied yet. Select its excellent first.',
      {
        rule: 'R-18',
      },
    );
  }
  if (level !== 'EXCELLENT' || state.cap?.selected === true) return;
  throw new DomainError('not-selected', 'The cap of the peer group does not select it for EXCELLENT.', {
    rule: 'R-18',
  });
}

/** whoever heads a unit is not above it; the collective is decided first. */
function requireNotAboveUnit(level: Level, { subject, unitLevel }: RatingContext): void {
  if (unitLevel === undefined) return;
  if (unitLevel === null) {
    throw new DomainError('unit-undecided', 'The unit is decided before the people in it.', {
      rule: 'R-22',
      unitId: subject.unitId,
    });
  }
  if (!subject.headsUnit || !isRated(level) || !isRated(unitLevel) || rankOf(level) >= rankOf(unitLevel))
    return;
  throw new DomainError('head-above-unit', `The unit is rated ${unitLevel}; its head is not above it.`, {
    path: '/level',
    rule: 'R-19',
    unitLevel,
  });
}

/** blocks, or lets pass and names who was undecided, as the period says. */
function requireLowerFirst({ period, undecidedBelow }: RatingContext): readonly string[] {
  if (undecidedBelow.length === 0 || period.lowerFirst === 'WARN') return undecidedBelow;
  throw new DomainError('lower-units-undecided', 'Units below it have no decision yet. Decide those first.', {
    rule: 'R-22',
    units: undecidedBelow,
  });
}
