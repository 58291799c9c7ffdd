import { z } from 'zod';
import {
  Bilingual,
  ConclusionKind,
  Count,
  Decimal,
  DisciplinedBody,
  FactId,
  Grade,
  Level,
  PolicyPin,
  ProcedureStep,
  RatedLevel,
  Role,
} from './rating-terms.ts';
import { Day, Instant } from './text.ts';

const DecisionNo = z.string().min(1).max(300);

const Subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('UNIT'), id: FactId }),
  z.strictObject({
    kind: z.literal('PERSON'),
    id: FactId,
    role: Role,
    serviceMonths: Count.exactOptional(),
    unitLevel: Level.exactOptional(),
  }),
]);

const SelfCriticism = z.strictObject({
  planQuality: Decimal,
  itemsVerified: Count,
  itemsDue: Count,
  recurrence: z.boolean(),
});

const Tasks = z.strictObject({
  assigned: Count,
  done: Count,
  onTime: Count,
  exceeded: Count,
  exempted: z
    .array(
      z.strictObject({
        id: FactId,
        count: z.int().min(1),
        basis: z.enum(['FORCE_MAJEURE', 'OBJECTIVE_CAUSE']),
        decisionNo: DecisionNo,
      }),
    )
    .exactOptional(),
});

const Finding = z.strictObject({
  id: FactId,
  severity: z.enum(['HIGH', 'MEDIUM', 'LOW']),
  due: Day,
  verification: z.enum(['NONE', 'ACCEPTED', 'PARTIAL', 'REJECTED']),
  verifiedOn: Day.nullable().exactOptional(),
  notRemediable: z.strictObject({ decisionNo: DecisionNo, on: Day }).nullable().exactOptional(),
  repeats: FactId.nullable().exactOptional(),
});

const Discipline = z.strictObject({
  id: FactId,
  violation: FactId,
  of: DisciplinedBody,
  form: z.enum(['REPRIMAND', 'WARNING', 'DEMOTION', 'DISMISSAL', 'EXPULSION']),
  by: z.enum(['PARTY', 'ADMINISTRATION']),
  on: Day,
  dutyRelated: z.boolean().exactOptional(),
});

export const GeneralPoints = z.record(z.string(), z.union([Decimal, SelfCriticism]));

export const RatingFacts = z
  .strictObject({
    score: Decimal.exactOptional(),
    general: z.union([Decimal, GeneralPoints]).exactOptional(),
    results: z
      .strictObject({
        a: Decimal.exactOptional(),
        b: Decimal.exactOptional(),
        c: Decimal.exactOptional(),
        d: Decimal.exactOptional(),
        dd: Decimal.exactOptional(),
        e: Decimal.exactOptional(),
      })
      .exactOptional(),
    tasks: Tasks.exactOptional(),
    findings: z.array(Finding).exactOptional(),
    actions: z
      .array(
        z.strictObject({
          id: FactId,
          due: Day,
          doneOn: Day.nullable(),
          lateTimes: Count,
          objectiveCause: z.strictObject({ decisionNo: DecisionNo }).nullable().exactOptional(),
        }),
      )
      .exactOptional(),
    procedure: z
      .array(z.strictObject({ what: ProcedureStep, due: Instant, on: Instant.nullable() }))
      .exactOptional(),
    discipline: z.array(Discipline).exactOptional(),
    countedViolations: z.array(FactId).exactOptional(),
    conclusions: z
      .array(
        z.strictObject({
          id: FactId,
          kind: ConclusionKind,
          on: Day,
          selfDetected: z.boolean().exactOptional(),
          remedied: z.boolean().exactOptional(),
        }),
      )
      .exactOptional(),
    subordinates: z
      .array(z.strictObject({ id: FactId, level: Level, disciplined: z.boolean() }))
      .exactOptional(),
    quarters: z.array(Level).max(4).exactOptional(),
    grades: z.record(z.string(), Grade).exactOptional(),
    targets: z
      .strictObject({ assigned: Count, done: Count, exceeded: Count, keyMissed: z.boolean() })
      .exactOptional(),
  })
  .meta({ id: 'RatingFacts', description: 'Absent is "not known", never zero; an empty list says "none".' });

/** `policy`: a preset's code, an override of one, or a whole document; read apart, because its faults have pointers of their own. */
export const RatingCase = z
  .strictObject({
    kind: z.literal('rating-case/1'),
    policy: z.unknown(),
    year: z.int().min(1900).max(9998),
    cutOff: Instant.exactOptional(),
    subject: Subject,
    facts: RatingFacts,
  })
  .meta({ id: 'RatingCase' });
export type RatingCase = z.infer<typeof RatingCase>;

export const RatingResult = z
  .object({
    kind: z.literal('rating-result/1'),
    policy: PolicyPin,
    subject: z.string(),
    year: z.int(),
    score: Decimal.nullable(),
    band: RatedLevel.nullable(),
    level: Level.meta({ description: 'Provisional: before the cap and the authority.' }),
    parts: z.array(
      z.object({
        code: z.string(),
        points: Decimal,
        of: Decimal,
        evidence: z.array(z.string()),
        excluded: z.boolean(),
      }),
    ),
    reasons: z.array(
      z.object({
        step: z.enum(['ELIGIBILITY', 'SCORE', 'BAND', 'TRIGGER', 'CONDITION', 'CEILING', 'HEAD']),
        code: z.string(),
        outcome: z.enum(['PASSED', 'FAILED', 'FIRED', 'CLEAR', 'DEMOTED', 'EXCLUDED', 'EXEMPTED', 'HOLE']),
        values: z.record(z.string(), z.string()),
        evidence: z.array(z.string()),
        rule: z.string().min(1),
        citation: z.string().min(1),
        text: Bilingual,
      }),
    ),
    carriedOver: z.array(z.string()),
    insufficient: z.array(z.string()),
  })
  .meta({ id: 'RatingResult' });
