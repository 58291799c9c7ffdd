import { z } from 'zod';
import {
  Bilingual,
  CapDenominator,
  ConclusionKind,
  Count,
  Decimal,
  DisciplinedBody,
  Grade,
  ProcedureStep,
  RatedLevel,
  Role,
  Rounding,
} from './rating-terms.ts';
import { Day } from './text.ts';

const Source = z.strictObject({
  rule: z.string().min(1),
  legalStatus: z.enum(['MANDATORY', 'GUIDANCE', 'LOCAL', 'PROPOSAL']),
  citation: z.string().min(1),
  verifiedBy: z.string().min(1).nullable(),
});
const Code = z.string().regex(/^[A-Z0-9][A-Z0-9_-]{0,63}$/, 'must be a code such as DQ-5');
const coded = Source.extend({ code: Code });
const CountedFact = z.enum(['TASKS', 'TARGETS']);
const Shares = z.array(z.enum(['a', 'b', 'c', 'd', 'dd', 'e']));

const Measure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('GIVEN') }),
  z.strictObject({
    kind: z.literal('SELF_CRITICISM'),
    planQuality: Decimal,
    itemsVerified: Decimal,
    noRecurrence: Decimal,
  }),
  z.strictObject({
    kind: z.literal('FINDINGS_REMEDIED'),
    weights: z.strictObject({ HIGH: Decimal, MEDIUM: Decimal, LOW: Decimal }),
    partial: Decimal,
  }),
  z.strictObject({ kind: z.literal('ACTIONS_ON_TIME'), lossPerDelay: Decimal }),
  z.strictObject({ kind: z.literal('RESULT_SHARES'), shares: Shares.min(1), leaderShares: Shares }),
  z.strictObject({
    kind: z.literal('PROCEDURE'),
    steps: z.array(z.strictObject({ what: ProcedureStep, points: Decimal })).min(1),
    lateWithinWorkingDays: z.int().min(0).max(60),
    late: Decimal,
  }),
]);

const Sign = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('DONE_BELOW'),
    of: CountedFact,
    limit: Decimal,
    keyTargetMissed: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('CONCLUDED'),
    kinds: z.array(ConclusionKind).min(1),
    unlessSelfDetectedAndRemedied: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('DISCIPLINED'),
    bodies: z.array(DisciplinedBody).min(1),
    onlyDutyRelated: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('SUBORDINATES_DISCIPLINED'), above: Decimal }),
  z.strictObject({ kind: z.literal('SUBORDINATE_RATED'), level: RatedLevel }),
  z.strictObject({ kind: z.literal('FINDING_NOT_VERIFIED') }),
  z.strictObject({ kind: z.literal('QUARTER_RATED'), level: RatedLevel }),
  z.strictObject({ kind: z.literal('GRADED'), grade: Grade }),
]);

const Requirement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ALL_DONE') }),
  z.strictObject({ kind: z.literal('NONE_LATE') }),
  z.strictObject({ kind: z.literal('LATE_AT_MOST'), limit: Decimal }),
  z.strictObject({ kind: z.literal('EXCEEDED_AT_LEAST'), of: CountedFact, limit: Decimal }),
  z.strictObject({ kind: z.literal('GRADES_AT_LEAST'), of: z.enum(['ALL', 'RESULTS']), grade: Grade }),
]);

const Fires = coded.extend({
  signs: z.array(Sign).min(1),
  roles: z.array(Role),
  whenAbsent: z.enum(['NONE_KNOWN', 'INSUFFICIENT']),
});
const CutOffDay = z.strictObject({
  on: z.string().regex(/^\d{2}-\d{2}$/, 'must be a month and a day, MM-DD'),
  yearsAfter: z.union([z.literal(0), z.literal(1)]),
});

/** The form of a policy document; what its rules mean together is checked by the domain. */
export const RatingPolicy = z
  .strictObject({
    kind: z.literal('rating-policy/1'),
    code: Code,
    version: z.int().min(1),
    title: Bilingual,
    rates: z.enum(['UNIT', 'PERSON', 'ANY']),
    effective: z.strictObject({ from: Day, until: Day.nullable() }),
    adoption: z.strictObject({ decisionNo: z.string().min(1), on: Day }).nullable(),
    zone: z.string().min(1),
    calendar: z.strictObject({ code: z.string().min(1), version: z.string().min(1) }),
    cutOff: CutOffDay,
    specialCutOff: CutOffDay,
    scale: z.strictObject({ total: Decimal, decimals: z.int().min(0).max(6), rounding: Rounding }),
    bands: z.array(Source.extend({ level: RatedLevel, atLeast: Decimal })),
    criteria: z.array(
      coded.extend({
        group: z.enum(['GENERAL', 'RESULTS']),
        weight: Decimal,
        title: Bilingual,
        measure: Measure,
      }),
    ),
    gradedCriteria: z.array(coded.extend({ title: Bilingual, isResult: z.boolean() })),
    eligibility: coded.extend({ minServiceMonths: Count }).nullable(),
    once: coded,
    triggers: z.array(Fires),
    conditions: z.array(coded.extend({ levels: z.array(RatedLevel).min(1), requirement: Requirement })),
    ceilings: z.array(Fires.extend({ highest: RatedLevel })),
    head: coded.nullable(),
    fallThrough: Source.extend({ kind: z.enum(['DEMOTE', 'UNDETERMINED', 'NONE']) }),
    exemptions: Source,
    cap: Source.extend({
      ratio: Decimal,
      exceptionalRatio: Decimal,
      denominator: CapDenominator,
      rounding: Rounding,
      minGroupSize: Count,
      scope: Bilingual,
    }).nullable(),
  })
  .meta({ id: 'RatingPolicy' });
export type RatingPolicy = z.infer<typeof RatingPolicy>;

/** A clone that says only what is different. */
export const PolicyOverride = z.strictObject({
  base: z.string(),
  set: z.record(z.string(), z.unknown()),
});
