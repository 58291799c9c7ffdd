import type { RatingPeriodView } from '@dondoc/contracts/ratings.ts';
import type { OpenPeriod } from '@dondoc/domain/rating/process/period-state.ts';
import { proposalsOf } from '@dondoc/domain/rating/validate-policy.ts';

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
    personProposals: proposalsOf(personPolicy.document),
    adoptions: [unitPolicy, personPolicy].flatMap(({ document: { code, adoption } }) =>
      adoption === null ? [] : [{ code, ...adoption }],
    ),
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
