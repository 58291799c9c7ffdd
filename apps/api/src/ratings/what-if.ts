import type { WhatIfRequest } from '@dondoc/contracts/rating-requests.ts';
import type { WhatIfAnswer } from '@dondoc/contracts/ratings.ts';
import { readPolicy } from '@dondoc/documents/rating/read-policy.ts';
import { termsOf } from '@dondoc/domain/campaign/campaign-state.ts';
import { capGroup, type CapMember } from '@dondoc/domain/rating/cap-group.ts';
import { compareRatings, type Ranked } from '@dondoc/domain/rating/process/compare-ratings.ts';
import { groupOf, type OpenPeriod } from '@dondoc/domain/rating/process/period-state.ts';
import { evaluateRating } from '@dondoc/domain/rating/evaluate-rating.ts';
import type { PinnedPolicy } from '@dondoc/domain/rating/rating-policy.ts';
import type { RatingResult } from '@dondoc/domain/rating/rating-result.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { caseOf, cutOffOf } from '@dondoc/event-store/write-path/rating/rate-subject.ts';
import {
  ratedSubjects,
  ratingPeriodAsOf,
  type Rated,
} from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { RATINGS_AT_ONCE } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { campaignAsOf } from '../campaigns/read-campaign.ts';

type Both = { rated: Rated; before: RatingResult; after: RatingResult };

/**
 * The units of a campaign rated over the same events by the snapshot and by another policy or another reading of the cap. Nothing is
 * written. Throws what `readPolicy` throws.
 */
export async function whatIf(
  store: EventStore,
  { campaignId, position, request }: { campaignId: string; position: Position; request: WhatIfRequest },
): Promise<WhatIfAnswer> {
  const terms = termsOf((await campaignAsOf(store, campaignId, position)).state);
  const period = await ratingPeriodAsOf(store, campaignId, position);
  const snapshot = period.unitPolicy;
  const other = request.policy === undefined ? snapshot : readPolicy(request.policy, '/policy');
  const units = (await ratedSubjects(store, campaignId)).filter(
    ({ post, peerGroup }) =>
      post === null && (request.group === undefined || groupOf(period, peerGroup) === request.group),
  );
  const cut = { upTo: position, cutOff: cutOffOf(terms) };
  const all: Both[] = [];
  for (let from = 0; from < units.length; from += RATINGS_AT_ONCE) {
    const page = units.slice(from, from + RATINGS_AT_ONCE);
    all.push(
      ...(await Promise.all(
        page.map(async (rated) => {
          const { ratingCase } = await caseOf(store, { campaignId, rated, period, terms, cut });
          return {
            rated,
            before: evaluateRating(ratingCase, snapshot),
            after: evaluateRating(ratingCase, other),
          };
        }),
      )),
    );
  }
  const caps = capsOf(all, period, { snapshot, other, cap: request.cap });
  const codes = new Map(units.map(({ subjectId, code }) => [subjectId, code]));
  const items = compareRatings(
    all.map(({ before }) =>
      afterCap(
        before,
        caps.map((each) => each.before),
      ),
    ),
    all.map(({ after }) =>
      afterCap(
        after,
        caps.map((each) => each.after),
      ),
    ),
  ).map((item) => ({ ...item, code: codes.get(item.subjectId) ?? item.subjectId }));
  const pin = ({ document: { code, version }, sha256 }: PinnedPolicy) => ({ code, version, sha256 });
  return {
    kind: 'what-if/1',
    campaignId,
    asOf: position,
    before: pin(snapshot),
    after: pin(other),
    changed: items.filter(({ before, after, moved }) => before.level !== after.level || (moved ?? 0) !== 0)
      .length,
    items,
    caps,
  };
}

type Caps = { group: string; before: ReturnType<typeof capGroup>; after: ReturnType<typeof capGroup> };

function capsOf(
  all: readonly Both[],
  period: OpenPeriod,
  { snapshot, other, cap }: { snapshot: PinnedPolicy; other: PinnedPolicy; cap: WhatIfRequest['cap'] },
): Caps[] {
  if (snapshot.document.cap === null || other.document.cap === null) return [];
  const groups = [...new Set(all.map(({ rated }) => groupOf(period, rated.peerGroup)))].sort();
  return groups.map((group) => {
    const members = all.filter(({ rated }) => groupOf(period, rated.peerGroup) === group);
    return {
      group,
      before: capGroup({ group, members: members.map(({ before }) => memberOf(before)) }, snapshot),
      after: capGroup({ group, members: members.map(({ after }) => memberOf(after)), cap }, other),
    };
  });
}

const memberOf = ({ subject, level, score, parts }: RatingResult): CapMember => ({
  id: subject,
  level,
  score,
  b1: parts.find(({ code }) => code === 'B1')?.points ?? null,
});

/** Candidates that no place is left for are GOOD; of a tie, nobody is chosen here. */
function afterCap(
  { subject, level, score }: RatingResult,
  caps: readonly ReturnType<typeof capGroup>[],
): Ranked {
  const isCapped =
    level === 'EXCELLENT' && caps.length > 0 && !caps.some(({ proposed }) => proposed.includes(subject));
  return { subjectId: subject, score, level: isCapped ? 'GOOD' : level };
}
