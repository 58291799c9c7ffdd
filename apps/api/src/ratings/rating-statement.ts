import type { RatingStatement } from '@dondoc/contracts/ratings.ts';
import { compare, exact, minus, shareText, ZERO } from '@dondoc/domain/rating/exact.ts';
import { counterfactuals } from '@dondoc/domain/rating/process/counterfactuals.ts';
import { groupOf } from '@dondoc/domain/rating/process/period-state.ts';
import { termsOf } from '@dondoc/domain/campaign/campaign-state.ts';
import type { ProvisionalResult } from '@dondoc/domain/rating/process/rating.events.ts';
import { contentSha256 } from '@dondoc/event-store/envelope.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { caseOf, cutOffOf, resultOf } from '@dondoc/event-store/write-path/rating/rate-subject.ts';
import { findingsOf } from '@dondoc/event-store/write-path/finding-context.ts';
import {
  ratedSubjects,
  ratingOf,
  ratingPeriodAsOf,
  type Rated,
} from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { campaignAsOf } from '../campaigns/read-campaign.ts';

type Ask = {
  campaignId: string;
  rated: Rated;
  position: Position;
  /** A score during the year: up to this instant instead of the cut-off. */
  running: string | null;
  /** The campaign of the year before. */
  against: string | null;
};

/**
 * Why a rating is what it is: the case made again from the log up to a position, the result of the snapshot's rules, the events behind
 * every part, and what would have changed it. Whether it is the result on record, its digest says.
 */
export async function ratingStatement(
  store: EventStore,
  { campaignId, rated, position, running, against }: Ask,
): Promise<RatingStatement> {
  const terms = termsOf((await campaignAsOf(store, campaignId, position)).state);
  const period = await ratingPeriodAsOf(store, campaignId, position);
  const cutOff = cutOffOf(terms, running ?? undefined);
  const found = await caseOf(store, { campaignId, rated, period, terms, cut: { upTo: position, cutOff } });
  const result = resultOf(found);
  const { state } = found.rating;
  const { provisional, petition, appraisal } = state;
  const evidence = new Set(result.parts.flatMap((part) => part.evidence));
  for (const reason of result.reasons) for (const id of reason.evidence) evidence.add(id);
  return {
    kind: 'rating-statement/1',
    campaignId,
    subjectId: rated.subjectId,
    code: rated.code,
    unitId: rated.unitId,
    peerGroup: groupOf(period, rated.peerGroup),
    status: state.status,
    asOf: position,
    cutOff,
    running: running !== null,
    result,
    case: {
      kind: 'rating-case/1',
      policy: found.policy.document,
      ...found.ratingCase,
    } as RatingStatement['case'],
    sources: [...evidence].sort().flatMap((id) => {
      const events = found.sources.get(id);
      return events === undefined ? [] : [{ evidence: id, events }];
    }),
    names: await namesOf(store, { campaignId, rated, position }, evidence),
    counterfactuals: counterfactuals(found.ratingCase, found.policy, result),
    recorded: provisional && {
      resultSha256: provisional.resultSha256,
      cutPosition: provisional.cutPosition,
      isSame: provisional.resultSha256 === contentSha256(result),
    },
    self: state.self,
    appraisal: appraisal && {
      score: appraisal.score,
      level: appraisal.level,
      deviation: appraisal.deviation,
      explanation: appraisal.explanation,
    },
    cap: state.cap,
    official: state.official,
    earlier: state.earlier,
    voided: state.isVoided,
    publishedOn: state.publishedOn,
    petition: petition && {
      no: petition.no,
      receivedOn: petition.receivedOn,
      answerBy: petition.answerBy,
      text: petition.text,
      overdue: petition.overdue,
    },
    yearBefore: against === null ? null : await yearBefore(store, against, rated, result),
  };
}

/** What people call the evidence: a finding by its number in the unit's register, a unit or post by its code. */
async function namesOf(
  store: EventStore,
  { campaignId, rated, position }: Pick<Ask, 'campaignId' | 'rated' | 'position'>,
  evidence: ReadonlySet<string>,
): Promise<Record<string, string>> {
  const { findings } = await findingsOf(store, rated.unitId, position);
  const named = [
    ...findings.map(({ findingId, no }): [string, string] => [findingId, `hạn chế số ${no}`]),
    ...(await ratedSubjects(store, campaignId)).map(({ subjectId, code }): [string, string] => [
      subjectId,
      code,
    ]),
  ];
  return Object.fromEntries(named.filter(([id]) => evidence.has(id)));
}

type Points = Pick<ProvisionalResult, 'score' | 'parts'>;

async function yearBefore(
  store: EventStore,
  campaignId: string,
  { subjectId }: Rated,
  now: Points,
): Promise<RatingStatement['yearBefore']> {
  const { provisional, official } = (await ratingOf(store, { campaignId, subjectId })).state;
  const before = new Map((provisional?.parts ?? []).map(({ code, points }) => [code, points]));
  return {
    campaignId,
    score: provisional?.score ?? null,
    level: provisional?.level ?? null,
    official: official?.level ?? null,
    points: signedDifference(provisional?.score ?? null, now.score),
    parts: now.parts.flatMap(({ code, points }) => {
      const then = before.get(code);
      return then === undefined ? [] : [{ code, before: then, after: points }];
    }),
  };
}

function signedDifference(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const change = minus(exact(to), exact(from));
  return compare(change, ZERO) < 0 ? `-${shareText(minus(ZERO, change))}` : shareText(change);
}
