import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { localText, startOfDay } from '@dondoc/domain/calendar/zoned-time.ts';
import type { CampaignTerms } from '@dondoc/domain/campaign/campaign-terms.ts';
import type { FindingEvent } from '@dondoc/domain/finding/finding.events.ts';
import { lastGoodSecond } from '@dondoc/domain/deadline/make-deadline.ts';
import { evaluateRating } from '@dondoc/domain/rating/evaluate-rating.ts';
import { factsOf, type Sources } from '@dondoc/domain/rating/process/facts-of-unit.ts';
import type { OpenPeriod } from '@dondoc/domain/rating/process/period-state.ts';
import type { ProvisionalResult } from '@dondoc/domain/rating/process/rating.events.ts';
import type { RatingCase, Subject, Subordinate } from '@dondoc/domain/rating/rating-facts.ts';
import type { PinnedPolicy } from '@dondoc/domain/rating/rating-policy.ts';
import type { RatingResult } from '@dondoc/domain/rating/rating-result.ts';
import { ratingYear } from '@dondoc/domain/rating/rating-year.ts';
import { contentSha256 } from '../../envelope.ts';
import type { EventStore, Position } from '../../event-store.ts';
import { policyOf, ratingOf, type Rated, type RatingOf } from './rating-context.ts';
import { assignmentIdOf, findingsIdOf } from '../../stream-ids.ts';

/** Which part of the log counts, and up to which second of the year. */
export type RatingCut = { upTo: Position; cutOff: string };
export type RatedCase = { ratingCase: RatingCase; sources: Sources; rating: RatingOf; policy: PinnedPolicy };

/** The end of the campaign's cut-off day; `running`: no later than that instant, for a score during the year. */
export function cutOffOf({ cutOffOn, zone }: CampaignTerms, running?: Instant): string {
  const end = lastGoodSecond(startOfDay(addDays(cutOffOn, 1), zone));
  return localText(running !== undefined && running < end ? running : end, zone);
}

/**
 * The case of one unit or post as the log has it up to the cut. The same log gives the same case on every machine: whoever
 * doubts a result puts the case into `dondoc rating evaluate`.
 */
export async function caseOf(
  store: EventStore,
  {
    campaignId,
    rated,
    period,
    terms,
    cut: { upTo, cutOff },
  }: { campaignId: string; rated: Rated; period: OpenPeriod; terms: CampaignTerms; cut: RatingCut },
): Promise<RatedCase> {
  const { subjectId, unitId, post } = rated;
  const rating = await ratingOf(store, { campaignId, subjectId, upTo });
  const policy = policyOf(period, rated);
  const { lastDayBefore } = ratingYear(policy.document, period.year, cutOff);
  const { facts, sources } = factsOf({
    unit: post === null ? await eventsOfUnit(store, { campaignId, unitId, upTo }) : null,
    rating: rating.events,
    state: rating.state,
    terms,
    year: { cutOff, lastDayBefore },
  });
  const subordinates =
    facts.subordinates === undefined && post === null
      ? await levelsBelow(store, { campaignId, unitId, period, upTo })
      : null;
  const unitLevel =
    post === null
      ? null
      : (await ratingOf(store, { campaignId, subjectId: unitId, upTo })).state.official?.level;
  const subject: Subject =
    post === null
      ? { kind: 'UNIT', id: subjectId }
      : {
          kind: 'PERSON',
          id: subjectId,
          role: post.role,
          ...(post.serviceMonths === null ? {} : { serviceMonths: post.serviceMonths }),
          ...(unitLevel ? { unitLevel } : {}),
        };
  const ratingCase: RatingCase = {
    year: period.year,
    cutOff,
    subject,
    facts: { ...facts, ...(subordinates === null ? {} : { subordinates }) },
  };
  return { ratingCase, sources, rating, policy };
}

async function eventsOfUnit(
  store: EventStore,
  { campaignId, unitId, upTo }: { campaignId: string; unitId: string; upTo: Position },
) {
  const [assignment, findings] = await Promise.all([
    store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId), { upTo }),
    store.readStream<FindingEvent>(findingsIdOf(unitId), { upTo }),
  ]);
  return { assignment: assignment.events, findings: findings.events };
}

/** Official levels of the units directly below; null while one of them has none, for then they are not known. */
async function levelsBelow(
  store: EventStore,
  {
    campaignId,
    unitId,
    period,
    upTo,
  }: { campaignId: string; unitId: string; period: OpenPeriod; upTo: Position },
): Promise<Subordinate[] | null> {
  const below = period.below[unitId];
  if (below === undefined) return null;
  const ratings = await Promise.all(
    below.map(async (subjectId) => ({
      subjectId,
      ...(await ratingOf(store, { campaignId, subjectId, upTo })).state,
    })),
  );
  if (ratings.some(({ official }) => official === null)) return null;
  return ratings.map(({ subjectId, official, facts }) => ({
    id: subjectId,
    level: official?.level ?? 'UNDETERMINED',
    disciplined: (facts.discipline ?? []).some(({ of }) => of === 'LEADERSHIP_COLLECTIVE'),
  }));
}

/** What the log keeps of a result; the digest stands for the rest. */
export function provisionalOf(result: RatingResult, cutPosition: Position): ProvisionalResult {
  const { policy, score, band, level, parts, reasons, insufficient } = result;
  return {
    policy,
    cutPosition,
    score,
    band,
    level,
    parts: parts.map(({ code, points, of, excluded }) => ({ code, points, of, excluded })),
    reasons: reasons.map(({ step, code, outcome, rule }) => ({ step, code, outcome, rule })),
    insufficient,
    resultSha256: contentSha256(result),
  };
}

export const resultOf = ({ ratingCase, policy }: Pick<RatedCase, 'ratingCase' | 'policy'>): RatingResult =>
  evaluateRating(ratingCase, policy);
