import type { CalendarRef } from '../campaign/campaign.events.ts';
import type { Day } from '../calendar/day.ts';
import type { LegalStatus } from '../scoring/policies.ts';
import type { Rounding } from './exact.ts';
import type { Bilingual, RatedLevel } from './level.ts';

/** Where a rule comes from and how binding it is. `verifiedBy`: who compared the citation with the text of the law; null: nobody yet. */
export type Source = { rule: string; legalStatus: LegalStatus; citation: string; verifiedBy: string | null };

export type Severity = 'HIGH' | 'MEDIUM' | 'LOW';
export type ProcedureStep = 'REVIEW' | 'PLAN' | 'REPORT';
export type Share = 'a' | 'b' | 'c' | 'd' | 'dd' | 'e';
export type ConclusionKind = 'DISUNITY' | 'FACTIONALISM' | 'PERSONNEL_WRONGDOING' | 'CORRUPTION';
export type DisciplinedBody = 'LEADERSHIP_COLLECTIVE' | 'LEADERSHIP_MEMBER' | 'SUBORDINATE_UNIT' | 'SELF';
export type Role = 'STAFF' | 'LEADER' | 'HEAD';
export type Grade = 'XS' | 'T' | 'TB' | 'K';

/** How the points of a criterion come about. Points and shares are decimal strings. */
export type Measure =
  /** Appraised by people and given under the criterion's own code. */
  | { kind: 'GIVEN' }
  /** Given as a number, or worked out of: plan quality, items verified of items due, no recurrence. */
  | { kind: 'SELF_CRITICISM'; planQuality: string; itemsVerified: string; noRecurrence: string }
  | { kind: 'FINDINGS_REMEDIED'; weights: Record<Severity, string>; partial: string }
  | { kind: 'ACTIONS_ON_TIME'; lossPerDelay: string }
  /** Mean of the shares; leaders and heads are measured by `leaderShares` as well. */
  | { kind: 'RESULT_SHARES'; shares: readonly Share[]; leaderShares: readonly Share[] }
  | {
      kind: 'PROCEDURE';
      steps: readonly { what: ProcedureStep; points: string }[];
      lateWithinWorkingDays: number;
      /** The share of the points that a late step still has. */
      late: string;
    };

export type Criterion = Source & {
  code: string;
  /** What is not due gives its weight to the others of its group, in proportion. */
  group: 'GENERAL' | 'RESULTS';
  weight: string;
  title: Bilingual;
  measure: Measure;
};

/** A criterion that is graded instead of measured (VN-124-2023). */
export type GradedCriterion = Source & { code: string; title: Bilingual; isResult: boolean };

/** What a trigger or ceiling looks for. */
export type Sign =
  /** `keyTargetMissed`: only together with a missed key target. */
  | { kind: 'DONE_BELOW'; of: CountedFact; limit: string; keyTargetMissed: boolean }
  | { kind: 'CONCLUDED'; kinds: readonly ConclusionKind[]; unlessSelfDetectedAndRemedied: boolean }
  | { kind: 'DISCIPLINED'; bodies: readonly DisciplinedBody[]; onlyDutyRelated: boolean }
  /** Share of the direct subordinates that were disciplined; "0": any. */
  | { kind: 'SUBORDINATES_DISCIPLINED'; above: string }
  | { kind: 'SUBORDINATE_RATED'; level: RatedLevel }
  | { kind: 'FINDING_NOT_VERIFIED' }
  | { kind: 'QUARTER_RATED'; level: RatedLevel }
  | { kind: 'GRADED'; grade: Grade };
export type CountedFact = 'TASKS' | 'TARGETS';

export type Requirement =
  | { kind: 'ALL_DONE' }
  | { kind: 'NONE_LATE' }
  | { kind: 'LATE_AT_MOST'; limit: string }
  | { kind: 'EXCEEDED_AT_LEAST'; of: CountedFact; limit: string }
  | { kind: 'GRADES_AT_LEAST'; of: 'ALL' | 'RESULTS'; grade: Grade };

/** Fires when any of its signs shows. `roles`: only for these; empty: for all. */
type Fires = Source & {
  code: string;
  signs: readonly Sign[];
  roles: readonly Role[];
  /** What an absent list means: nothing is known and the rule is clear, or the rule cannot be judged. */
  whenAbsent: 'NONE_KNOWN' | 'INSUFFICIENT';
};
export type Trigger = Fires;
/** Nobody for whom it fires is above `highest`. */
export type Ceiling = Fires & { highest: RatedLevel };
export type Condition = Source & { code: string; levels: readonly RatedLevel[]; requirement: Requirement };

export type CapDenominator = 'GOOD_ONLY' | 'GOOD_OR_BETTER' | 'ALL_RATED' | 'GIVEN_GOOD';
export type Cap = Source & {
  ratio: string;
  /** The most that a decision of the authority may allow. */
  exceptionalRatio: string;
  denominator: CapDenominator;
  rounding: Rounding;
  /** Fewer GOOD or better: merging with a similar group is proposed. */
  minGroupSize: number;
  scope: Bilingual;
};

/** The last second of a day: `MM-DD`, in the rating year or a year after it. */
export type CutOffDay = { on: string; yearsAfter: 0 | 1 };

/** A rating policy: plain data, never edited. A change is a clone, a new version or code; a campaign keeps its snapshot. */
export type RatingPolicy = {
  kind: 'rating-policy/1';
  code: string;
  version: number;
  title: Bilingual;
  rates: 'UNIT' | 'PERSON' | 'ANY';
  /** Day on which it came into force, and the last one. Rating another year is a what-if, and said. */
  effective: { from: Day; until: Day | null };
  /** The decision by which an authority made the PROPOSAL rules its own; without one they decide nothing official. */
  adoption: { decisionNo: string; on: Day } | null;
  zone: string;
  calendar: CalendarRef;
  cutOff: CutOffDay;
  /** For bodies whose work year ends later. */
  specialCutOff: CutOffDay;
  /** Compared and shown with `decimals`; nothing is rounded before. */
  scale: { total: string; decimals: number; rounding: Rounding };
  /** Best first. Below the last: NOT_COMPLETED. Empty: no level comes from points. */
  bands: readonly (Source & { level: RatedLevel; atLeast: string })[];
  criteria: readonly Criterion[];
  gradedCriteria: readonly GradedCriterion[];
  /** Null: everybody. */
  eligibility: (Source & { code: string; minServiceMonths: number }) | null;
  /** One violation counts once, in the rating year of its first decision. */
  once: Source & { code: string };
  /** Any one makes NOT_COMPLETED. */
  triggers: readonly Trigger[];
  conditions: readonly Condition[];
  ceilings: readonly Ceiling[];
  /** Nobody who heads a unit is above it. */
  head: (Source & { code: string }) | null;
  /** DEMOTE: to the next level whose conditions hold. UNDETERMINED: a failed condition is for the authority. NONE: the policy rates nobody. */
  fallThrough: Source & { kind: 'DEMOTE' | 'UNDETERMINED' | 'NONE' };
  exemptions: Source;
  cap: Cap | null;
};

/** A policy together with the SHA-256 of its canonical bytes (RFC 8785): what a result was made with. */
export type PinnedPolicy = { document: RatingPolicy; sha256: string };
