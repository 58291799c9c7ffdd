import { z } from 'zod';

/** Points, ratios and shares: a decimal string, never a JSON number. */
export const Decimal = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?$/, 'must be a decimal string such as "92.40"')
  .meta({ id: 'Decimal', example: '92.40' });
export const Count = z.int().min(0);
/** Ids are free strings and come back in `evidence`. */
export const FactId = z.string().min(1).max(300);
export const Level = z
  .enum(['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED', 'NOT_RATED', 'UNDETERMINED'])
  .meta({ id: 'Level' });
export const RatedLevel = z
  .enum(['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED'])
  .meta({ id: 'RatedLevel' });
export const Role = z.enum(['STAFF', 'LEADER', 'HEAD']);
export const Grade = z.enum(['XS', 'T', 'TB', 'K']);
export const ConclusionKind = z.enum(['DISUNITY', 'FACTIONALISM', 'PERSONNEL_WRONGDOING', 'CORRUPTION']);
export const DisciplinedBody = z.enum([
  'LEADERSHIP_COLLECTIVE',
  'LEADERSHIP_MEMBER',
  'SUBORDINATE_UNIT',
  'SELF',
]);
export const ProcedureStep = z.enum(['REVIEW', 'PLAN', 'REPORT']);
export const CapDenominator = z
  .enum(['GOOD_ONLY', 'GOOD_OR_BETTER', 'ALL_RATED', 'GIVEN_GOOD'])
  .meta({ id: 'CapDenominator' });
export const Rounding = z.enum(['HALF_UP', 'FLOOR']);
export const Bilingual = z.strictObject({ vi: z.string(), en: z.string() });
/** What a result was made with. */
export const PolicyPin = z.object({ code: z.string(), version: z.int(), sha256: z.string() });
