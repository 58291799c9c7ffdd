import { z } from 'zod';
import { CapDenominator, Count, Decimal, FactId, Level, PolicyPin, Rounding } from './rating-terms.ts';

export const CapCase = z
  .strictObject({
    kind: z.literal('cap-case/1'),
    policy: z.unknown(),
    cap: z
      .strictObject({
        ratio: Decimal.exactOptional(),
        denominator: CapDenominator.exactOptional(),
        rounding: Rounding.exactOptional(),
        minGroupSize: Count.exactOptional(),
        exceptional: z
          .strictObject({
            ratio: Decimal.exactOptional(),
            decisionNo: z.string().max(300).nullable().exactOptional(),
          })
          .nullable()
          .exactOptional(),
      })
      .exactOptional(),
    group: FactId,
    members: z
      .array(
        z.strictObject({
          id: FactId,
          level: Level,
          score: Decimal.nullable().exactOptional(),
          b1: Decimal.nullable().exactOptional(),
          extensions: Count.exactOptional(),
        }),
      )
      .exactOptional(),
    counts: z
      .strictObject({
        candidates: Count.exactOptional(),
        good: Count,
        completed: Count.exactOptional(),
        notCompleted: Count.exactOptional(),
      })
      .exactOptional(),
  })
  .meta({ id: 'CapCase', description: 'One peer group: its members, or only their numbers.' });
export type CapCase = z.infer<typeof CapCase>;

export const CapResult = z
  .object({
    kind: z.literal('cap-result/1'),
    policy: PolicyPin,
    group: z.string(),
    quota: Count.nullable(),
    candidates: Count,
    denominator: Count.nullable(),
    otherReading: z.object({ denominator: CapDenominator, quota: Count }).nullable(),
    proposed: z.array(z.string()),
    tie: z.object({ places: Count, among: z.array(z.string()) }).nullable(),
    warnings: z.array(z.enum(['SMALL_GROUP', 'NON_STANDARD', 'UNDETERMINED_MEMBERS', 'ABOVE_POLICY_RATIO'])),
    refused: z.enum(['DECISION_MISSING', 'RATIO_ABOVE_EXCEPTIONAL']).nullable(),
  })
  .meta({ id: 'CapResult' });
