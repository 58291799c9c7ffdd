import { DomainError } from '../../domain-error.ts';
import { requireBasis } from '../../campaign/campaign-step.ts';
import { isSameValue } from '../../same-value.ts';
import { isBlank } from '../../text.ts';
import { compare, DECIMAL, exact, type Exact, minus, shareText, ZERO } from '../exact.ts';
import { requireDecimal } from './points-check.ts';
import type { RatingState } from './rating-state.ts';
import {
  type CommandOf,
  idsOf,
  requireRater,
  requireSubject,
  requireUnlocked,
  voided,
} from './rating-step.ts';
import type { RatingContext } from './rating.commands.ts';
import type { Deviation, RatingEvent } from './rating.events.ts';

/** from here on a difference between self-rating and appraisal is explained. */
const DEVIATION_POINTS: Exact = exact('5');

/** The unit's own score and level. Again: the newer one counts. */
export function rateSelf(
  { actor, data: { score, level } }: CommandOf<'RateSelf'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireSubject(actor, context);
  requireUnlocked(context);
  requireDecimal(score, '/score', context.policy);
  if (state.self?.score === score && state.self.level === level) return [];
  if (state.official !== null) throw alreadyDecided(state);
  return [{ type: 'SelfRatingRecorded', data: { ...idsOf(context), score, level } }];
}

export function alreadyDecided({ official }: RatingState): DomainError {
  return new DomainError(
    'already-decided',
    `The level was decided by ${official?.decisionNo}. Another one supersedes it (R-23).`,
    { rule: 'R-23', decisionNo: official?.decisionNo, level: official?.level },
  );
}

/** Facts from outside, each import with its document. One that says nothing new is nothing. */
export function importFacts(
  { actor, data: { facts, source } }: CommandOf<'ImportFacts'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireRater(actor, context);
  requireUnlocked(context);
  requireBasis(source, '/source/ref');
  const names = Object.keys(facts) as (keyof typeof facts)[];
  if (names.length === 0) {
    throw new DomainError('facts-missing', 'The import states no fact.', { path: '/facts' });
  }
  if (names.every((name) => isSameValue(state.facts[name], facts[name]))) return [];
  return [
    { type: 'RatingFactsImported', data: { ...idsOf(context), facts, source } },
    ...voided(state, context, 'FACTS_IMPORTED'),
  ];
}

/** a difference of five points or of the level needs an explanation. Throws 'explanation-missing'. */
export function appraise(
  { actor, data: { score, level, general, explanation } }: CommandOf<'Appraise'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireRater(actor, context);
  requireUnlocked(context);
  requireDecimal(score, '/score', context.policy);
  const deviation = deviationFrom(state.self, { score, level });
  const mustExplain =
    deviation !== null && (deviation.levelChanged || compare(exact(deviation.points), DEVIATION_POINTS) >= 0);
  if (mustExplain && isBlank(explanation ?? '')) {
    throw new DomainError(
      'explanation-missing',
      `The appraisal differs from the self-rating by ${deviation.points} points${deviation.levelChanged ? ' and in the level' : ''}. Explain it.`,
      { path: '/explanation', rule: 'R-25', deviation },
    );
  }
  const appraisal = { score, level, general, deviation, explanation };
  if (isSameValue(state.appraisal, appraisal)) return [];
  return [
    { type: 'AppraisalRecorded', data: { ...idsOf(context), ...appraisal } },
    ...voided(state, context, 'APPRAISED_AGAIN'),
  ];
}

function deviationFrom(
  self: RatingState['self'],
  appraised: { score: string; level: string },
): Deviation | null {
  if (self === null || !DECIMAL.test(appraised.score)) return null;
  const difference = minus(exact(appraised.score), exact(self.score));
  const size = compare(difference, ZERO) < 0 ? minus(ZERO, difference) : difference;
  const levelChanged = self.level !== appraised.level;
  return size.n === 0n && !levelChanged ? null : { points: shareText(size), levelChanged };
}

/** A computed result. The same again is nothing; another one voids what was approved on the old. */
export function recordProvisional(
  { actor, data }: CommandOf<'RecordProvisional'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireRater(actor, context);
  requireUnlocked(context);
  if (state.provisional?.resultSha256 === data.resultSha256 && !state.isStale) return [];
  const isSame = state.provisional?.resultSha256 === data.resultSha256;
  return [
    ...(isSame ? [] : voided(state, context, 'RESULT_CHANGED')),
    { type: 'ProvisionalLevelComputed', data: { ...idsOf(context), ...data } },
  ];
}
