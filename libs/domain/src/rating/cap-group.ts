import { DomainError } from '../domain-error.ts';
import type { Fault } from '../faults.ts';
import { faultsOf } from '../faults.ts';
import { isBlank } from '../text.ts';
import {
  type CapTerms,
  denominatorOf,
  type GroupCounts,
  type QuotaTry,
  quotaOf,
  quotaTries,
} from './cap-quota.ts';
import { compare, DECIMAL, exact, ONE, type Rounding } from './exact.ts';
import type { Level } from './level.ts';
import { rankCandidates } from './rank-candidates.ts';
import type { Cap, CapDenominator, PinnedPolicy } from './rating-policy.ts';
import type { RatingResult } from './rating-result.ts';

export type CapMember = {
  id: string;
  level: Level;
  score?: string | null | undefined;
  /** Points of the criterion B1. */
  b1?: string | null | undefined;
  extensions?: number | undefined;
};
/** Where only numbers matter. `good`: GOOD and no candidates. */
export type CapCounts = {
  candidates?: number | undefined;
  good: number;
  completed?: number | undefined;
  notCompleted?: number | undefined;
};
/** `cap` overrides parts of the policy's. */
export type CapCase = {
  cap?:
    | {
        ratio?: string | undefined;
        denominator?: CapDenominator | undefined;
        rounding?: Rounding | undefined;
        minGroupSize?: number | undefined;
        exceptional?:
          | { ratio?: string | undefined; decisionNo?: string | null | undefined }
          | null
          | undefined;
      }
    | undefined;
  group: string;
  members?: readonly CapMember[] | undefined;
  counts?: CapCounts | undefined;
};

/** `cap-result/1`: a proposal. Nobody is rated by it; the authority decides. */
export type CapResult = {
  kind: 'cap-result/1';
  policy: RatingResult['policy'];
  group: string;
  /** Null when refused. */
  quota: number | null;
  candidates: number;
  denominator: number | null;
  /** The other contested reading of the same text. */
  otherReading: { denominator: CapDenominator; quota: number } | null;
  /** Ranked, never more than the quota. */
  proposed: readonly string[];
  tie: { places: number; among: readonly string[] } | null;
  warnings: readonly CapWarning[];
  refused: 'DECISION_MISSING' | 'RATIO_ABOVE_EXCEPTIONAL' | null;
};
export type CapWarning = 'SMALL_GROUP' | 'NON_STANDARD' | 'UNDETERMINED_MEMBERS' | 'ABOVE_POLICY_RATIO';

/**
 * How many of a peer group may be EXCELLENT, and whom the ranking proposes. Refuses impossible numbers with
 * 'invalid-cap-case' and a policy without a cap with 'no-cap'; a missing decision is answered as `refused`.
 */
export function capGroup(capCase: CapCase, { document: policy, sha256 }: PinnedPolicy): CapResult {
  if (policy.cap === null) throw new DomainError('no-cap', `${policy.code} has no cap.`, { path: '/policy' });
  const { exceptional } = capCase.cap ?? {};
  const terms = termsOf(capCase, policy.cap);
  refuseImpossible(capCase, terms);
  const group = countsOf(capCase);
  const said = {
    kind: 'cap-result/1',
    policy: { code: policy.code, version: policy.version, sha256 },
    group: capCase.group,
  } as const;
  const warnings = warningsOf(group, terms, capCase, policy.cap.ratio);

  const refused = refusalOf(exceptional, policy.cap.exceptionalRatio);
  if (refused !== null) {
    const { candidates } = group;
    const nothing = { quota: null, denominator: null, otherReading: null, proposed: [], tie: null };
    return { ...said, ...nothing, candidates, warnings, refused };
  }
  const used = usedTerms(capCase, policy.cap);
  const quota = quotaOf(group, used);
  const candidates = (capCase.members ?? []).filter(({ level }) => level === 'EXCELLENT');
  const { proposed, tie } = rankCandidates(candidates, quota, policy.scale);
  return {
    ...said,
    quota,
    candidates: group.candidates,
    denominator: denominatorOf(group, used.denominator, quota),
    otherReading: otherReading(capCase, used),
    proposed,
    tie,
    warnings,
    refused: null,
  };
}

/** Null where only the final number of GOOD is given: the other reading needs the candidates. */
function otherReading(capCase: CapCase, used: CapTerms): CapResult['otherReading'] {
  if (capCase.members === undefined && capCase.counts?.candidates === undefined) return null;
  const isWide = used.denominator === 'GOOD_OR_BETTER' || used.denominator === 'ALL_RATED';
  const denominator = isWide ? 'GOOD_ONLY' : 'GOOD_OR_BETTER';
  return { denominator, quota: quotaOf(countsOf(capCase), { ...used, denominator }) };
}

/** The arithmetic behind a quota: what was used, and how each E that was tried comes out. */
export type QuotaSteps = { terms: CapTerms; tries: readonly QuotaTry[] };

/** Of a case that `capGroup` answers; null where it refuses the quota. */
export function explainQuota(capCase: CapCase, { document: { cap } }: PinnedPolicy): QuotaSteps | null {
  if (cap === null || refusalOf(capCase.cap?.exceptional, cap.exceptionalRatio) !== null) return null;
  const terms = usedTerms(capCase, cap);
  return { terms, tries: quotaTries(countsOf(capCase), terms) };
}

function termsOf({ cap }: CapCase, own: Cap): CapTerms {
  return {
    ratio: cap?.ratio ?? own.ratio,
    denominator: cap?.denominator ?? own.denominator,
    rounding: cap?.rounding ?? own.rounding,
    minGroupSize: cap?.minGroupSize ?? own.minGroupSize,
  };
}

/** With the ratio of the authority's decision, where there is one. */
function usedTerms(capCase: CapCase, own: Cap): CapTerms {
  const terms = termsOf(capCase, own);
  const exceptional = capCase.cap?.exceptional;
  return exceptional ? { ...terms, ratio: exceptional.ratio ?? own.exceptionalRatio } : terms;
}

const countsOf = ({ members, counts }: CapCase): GroupCounts =>
  members === undefined ? ofCounts(counts) : ofMembers(members);

function ofMembers(members: readonly CapMember[]): GroupCounts {
  const of = (level: Level) => members.filter((member) => member.level === level).length;
  return {
    candidates: of('EXCELLENT'),
    good: of('GOOD'),
    completed: of('COMPLETED'),
    notCompleted: of('NOT_COMPLETED'),
  };
}

const ofCounts = ({
  candidates = 0,
  good = 0,
  completed = 0,
  notCompleted = 0,
}: Partial<CapCounts> = {}): GroupCounts => ({
  candidates,
  good,
  completed,
  notCompleted,
});

function warningsOf(
  group: GroupCounts,
  terms: CapTerms,
  { members = [] }: CapCase,
  policyRatio: string,
): CapWarning[] {
  return [
    ...(group.candidates + group.good < terms.minGroupSize ? ['SMALL_GROUP' as const] : []),
    ...(terms.denominator === 'ALL_RATED' ? ['NON_STANDARD' as const] : []),
    ...(members.some(({ level }) => level === 'UNDETERMINED') ? ['UNDETERMINED_MEMBERS' as const] : []),
    ...(compare(exact(terms.ratio), exact(policyRatio)) > 0 ? ['ABOVE_POLICY_RATIO' as const] : []),
  ];
}

function refusalOf(
  exceptional: NonNullable<CapCase['cap']>['exceptional'],
  most: string,
): CapResult['refused'] {
  if (!exceptional) return null;
  if (isBlank(exceptional.decisionNo ?? '')) return 'DECISION_MISSING';
  const ratio = exceptional.ratio ?? most;
  return compare(exact(ratio), exact(most)) > 0 ? 'RATIO_ABOVE_EXCEPTIONAL' : null;
}

function refuseImpossible(capCase: CapCase, terms: CapTerms): void {
  const errors = faultsOfCap(capCase, terms);
  const [first] = errors;
  if (first === undefined) return;
  throw new DomainError('invalid-cap-case', `${first.path} ${first.message}.`, { path: first.path, errors });
}

function faultsOfCap(
  { cap, group, members, counts }: CapCase,
  { denominator, minGroupSize }: CapTerms,
): Fault[] {
  const isRatio = (text: string | undefined) =>
    text === undefined || (DECIMAL.test(text) && compare(exact(text), ONE) <= 0);
  const isDecimal = (text: string | null | undefined) => !text || DECIMAL.test(text);
  const isCount = (count: number | undefined) =>
    count === undefined || (Number.isSafeInteger(count) && count >= 0);
  const ids = members?.map(({ id }) => id) ?? [];
  const needs = (name: 'candidates' | 'completed' | 'notCompleted', isNeeded: boolean) =>
    [
      `/counts/${name}`,
      !isNeeded || counts?.[name] !== undefined,
      `is missing; ${denominator} needs it`,
    ] as const;
  return faultsOf([
    ['/group', !isBlank(group), 'must be a text'],
    ['/cap/ratio', isRatio(cap?.ratio), RATIO],
    ['/cap/exceptional/ratio', isRatio(cap?.exceptional?.ratio), RATIO],
    ['/cap/minGroupSize', isCount(minGroupSize), COUNT],
    [
      '/counts',
      members === undefined || counts === undefined,
      'must not stand beside members: give one of them',
    ],
    ['/members', members !== undefined || counts !== undefined, 'is missing: give members or counts'],
    ...(counts === undefined
      ? []
      : [
          needs('candidates', denominator !== 'GIVEN_GOOD'),
          needs('completed', denominator === 'ALL_RATED'),
          needs('notCompleted', denominator === 'ALL_RATED'),
          ...(['candidates', 'good', 'completed', 'notCompleted'] as const).map(
            (name) => [`/counts/${name}`, isCount(counts[name]), COUNT] as const,
          ),
        ]),
    ...(members ?? []).flatMap(({ id, score, b1, extensions }, index) => [
      [`/members/${index}/id`, !isBlank(id), 'must be a text'] as const,
      [`/members/${index}/id`, ids.indexOf(id) === index, `stands twice: ${JSON.stringify(id)}`] as const,
      [`/members/${index}/score`, isDecimal(score), 'must be a decimal string such as "92.40"'] as const,
      [`/members/${index}/b1`, isDecimal(b1), 'must be a decimal string such as "22.50"'] as const,
      [`/members/${index}/extensions`, isCount(extensions), COUNT] as const,
    ]),
  ]);
}

const RATIO = 'must be a decimal string from "0" to "1"';
const COUNT = 'must be a whole number, 0 or more';
