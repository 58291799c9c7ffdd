import type { RatingPeriodView, RatingRow } from '@dondoc/contracts/ratings.ts';
import type { OpenPeriod } from '@dondoc/domain/rating/process/period-state.ts';
import { groupOf } from '@dondoc/domain/rating/process/period-state.ts';
import type { RatingState } from '@dondoc/domain/rating/process/rating-state.ts';
import { proposalsOf } from '@dondoc/domain/rating/validate-policy.ts';
import type { Rated } from '@dondoc/event-store/write-path/rating/rating-context.ts';

/** `isOpen`: the caller may see more than the published level. */
export function ratingRow(
  { subjectId, code, unitId, peerGroup }: Rated,
  state: RatingState,
  { period, isOpen }: { period: OpenPeriod | null; isOpen: boolean },
): RatingRow {
  const { status, provisional, cap, official, publishedOn, isVoided } = state;
  return {
    subjectId,
    code,
    unitId,
    peerGroup: period === null ? peerGroup : groupOf(period, peerGroup),
    status: isOpen ? status : null,
    score: isOpen ? (provisional?.score ?? null) : null,
    provisional: isOpen ? (provisional?.level ?? null) : null,
    capped: isOpen ? (cap?.level ?? null) : null,
    official: isOpen || publishedOn !== null ? (official?.level ?? null) : null,
    voided: isOpen ? isVoided : null,
    publishedOn,
  };
}

export function periodView(period: OpenPeriod): RatingPeriodView {
  const { campaignId, year, unitPolicy, personPolicy, lowerFirst, petitionWorkingDays } = period;
  const pin = ({ document: { code, version }, sha256 }: OpenPeriod['unitPolicy']) => ({
    code,
    version,
    sha256,
  });
  return {
    campaignId,
    year,
    unitPolicy: pin(unitPolicy),
    personPolicy: pin(personPolicy),
    proposals: proposalsOf(unitPolicy.document),
    lowerFirst,
    petitionWorkingDays,
    posts: period.posts.length,
    mergedInto: period.mergedInto,
    locked: period.lock?.reason ?? null,
    caps: Object.values(period.caps).map(({ group, capVersion, members, result, selected }) => ({
      group,
      capVersion,
      members,
      quota: result.quota,
      selected,
      warnings: result.warnings,
    })),
  };
}
