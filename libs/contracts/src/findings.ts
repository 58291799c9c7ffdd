import { z } from 'zod';
import { FindingSource } from './conclusions.ts';
import type { Frozen } from './frozen.ts';
import { isTrue, PageQuery, pageOf, sortBy } from './page.ts';
import { Basis } from './terms.ts';
import { Day, Id, Sha256, text, UnitCode } from './text.ts';

export const Severity = z.enum(['HIGH', 'MEDIUM', 'LOW']).meta({ id: 'Severity' });
export const RecommendationType = z
  .enum([
    'MONEY_RECOVERY',
    'ACCOUNTING_ADJUSTMENT',
    'DOCUMENT_AMENDMENT',
    'RESPONSIBILITY_REVIEW',
    'ORGANISATION',
    'OTHER',
  ])
  .meta({ id: 'RecommendationType' });
export const FindingStatus = z
  .enum([
    'OPEN',
    'RESPONDED',
    'PLANNED',
    'IN_PROGRESS',
    'REPORTED_DONE',
    'PARTIALLY_REMEDIED',
    'VERIFIED_CLOSED',
    'ACCEPTED_NOT_REMEDIABLE',
    'NO_LONGER_APPLICABLE',
    'SPLIT',
    'TRANSFERRED',
  ])
  .meta({
    id: 'FindingStatus',
    description:
      'SPLIT: its parts stand for it. TRANSFERRED: the successor of the unit goes on with it (R-12). Overdue is computed, never a status.',
  });
const AgeBucket = z
  .enum(['NOT_DUE', '0-30', '31-90', '91-180', '181-365', '>365'])
  .meta({ id: 'AgeBucket', description: 'Days overdue today; computed, stored nowhere (R-07).' });
/** A path names a finding by its number in the unit's register. */
export const FindingNo = z
  .string()
  .regex(/^[1-9]\d{0,5}(\.[1-9]\d{0,2}){0,3}$/, 'must be a number of the register, such as 7 or 7.2')
  .meta({
    id: 'FindingNo',
    description: 'Its number in the register of its unit; never used again.',
    example: '7.2',
  });

const Amount = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})$/, 'must be whole đồng, digits only')
  .meta({ description: 'Whole đồng as decimal digits.', example: '1250000000' });
const Post = text(300).meta({ description: 'A post of the unit, never a person’s name.' });
const Due = z.strictObject({ on: Day, basis: Basis });
const quotation = text(20_000).meta({ description: 'Word for word.' });

const NewFinding = z.strictObject({
  item: text(100).meta({ description: 'The point of the conclusion, such as III.2.' }),
  text: quotation,
  severity: Severity,
  position: Post.nullable().default(null),
  amount: Amount.nullable().default(null),
  recommendation: RecommendationType.default('OTHER'),
  requiredAction: text(4_000).nullable().default(null),
  due: Due.nullable().default(null),
  responsible: Post.nullable().default(null),
  theme: text(64).nullable().default(null).meta({ description: 'Code of the weakness, for the roll-up.' }),
  repeats: FindingNo.nullable()
    .default(null)
    .meta({ description: 'Number of the earlier finding of this unit that it repeats.' }),
});
export const RegisterFindingsRequest = z
  .strictObject({ conclusionId: Id, findings: z.array(NewFinding).min(1).max(200) })
  .meta({
    id: 'RegisterFindingsRequest',
    description: 'All of them or none. One that is registered already is left as it is.',
  });
export type RegisterFindingsRequest = z.infer<typeof RegisterFindingsRequest>;
export type NewFinding = z.infer<typeof NewFinding>;

export const SplitFindingRequest = z
  .strictObject({
    parts: z
      .array(
        z.strictObject({
          text: quotation,
          severity: Severity.exactOptional(),
          amount: Amount.exactOptional(),
          theme: text(64).exactOptional(),
          due: Due.exactOptional(),
        }),
      )
      .min(2)
      .max(50),
    reason: text(2_000),
  })
  .meta({ id: 'SplitFindingRequest', description: 'What a part does not say, it takes from the whole.' });
export type SplitFindingRequest = z.infer<typeof SplitFindingRequest>;

export const CloseFindingRequest = z
  .strictObject({
    as: z.enum(['VERIFIED_CLOSED', 'ACCEPTED_NOT_REMEDIABLE', 'NO_LONGER_APPLICABLE']),
    basis: Basis,
    note: text(4_000, 0).default(''),
    evidence: z.array(Sha256).max(50).default([]),
  })
  .meta({ id: 'CloseFindingRequest', description: 'For good. VERIFIED_CLOSED needs evidence (R-06).' });
export type CloseFindingRequest = z.infer<typeof CloseFindingRequest>;

export const Finding = z
  .object({
    findingId: z.uuid(),
    unitId: z.uuid(),
    no: z.string(),
    status: FindingStatus,
    origin: z.object({
      conclusionId: z.uuid(),
      source: FindingSource,
      number: z.string(),
      issuer: z.string(),
      signedOn: Day,
      item: z.string(),
    }),
    text: z.string().nullable().meta({ description: 'Null once its key was destroyed.' }),
    textSha256: Sha256,
    position: z.string().nullable(),
    severity: Severity,
    amount: z.string().nullable(),
    recommendation: RecommendationType,
    requiredAction: z.string().nullable(),
    due: z
      .object({ on: Day, basis: z.object({ ref: z.string(), text: z.string().exactOptional() }) })
      .nullable(),
    responsible: z.string().nullable(),
    theme: z.string().nullable(),
    repeatsFindingId: z.uuid().nullable(),
    parentId: z.uuid().nullable(),
    parts: z.array(z.uuid()),
    registeredOn: Day,
    repeats: z.string().nullable().meta({ description: 'Number of the finding it repeats.' }),
    repeatedBy: z.array(z.string()).meta({ description: 'Numbers of the findings that repeat it.' }),
    age: AgeBucket.nullable(),
    from: z
      .object({ unitId: z.uuid(), code: z.string(), no: z.string() })
      .nullable()
      .meta({ description: 'The unit that is no more and committed it (R-12); null: this one did.' }),
    transferredTo: z.uuid().nullable().meta({ description: 'Who goes on with it; null: this unit.' }),
  })
  .meta({ id: 'Finding' });
export type Finding = Frozen<z.infer<typeof Finding>>;
export const UnitFindings = z
  .object({ unitId: z.uuid(), version: z.int(), asOf: z.int(), items: z.array(Finding) })
  .meta({ id: 'UnitFindings', description: 'The register of one unit, in the order of its numbers.' });
export type UnitFindings = Frozen<z.infer<typeof UnitFindings>>;

export const FindingsQuery = PageQuery.extend({
  unit: UnitCode.exactOptional().meta({ description: 'Code or id; a unit sees its own only.' }),
  conclusionId: Id.exactOptional(),
  source: FindingSource.exactOptional(),
  status: FindingStatus.exactOptional(),
  severity: Severity.exactOptional(),
  theme: text(64).exactOptional(),
  open: isTrue.exactOptional(),
  overdue: isTrue.exactOptional(),
  sort: sortBy('unit', 'severity', 'status', 'due', 'amount', 'registeredOn', 'theme').default('unit'),
});
export type FindingsQuery = z.infer<typeof FindingsQuery>;

export const FindingRow = z
  .object({
    findingId: z.uuid(),
    unitId: z.uuid(),
    unitCode: z.string().nullable(),
    unitName: z.string().nullable(),
    no: z.string(),
    status: FindingStatus,
    source: FindingSource,
    conclusionId: z.uuid(),
    conclusionNumber: z.string(),
    issuer: z.string(),
    signedOn: Day,
    item: z.string(),
    text: z.string().nullable(),
    textSha256: Sha256,
    post: z.string().nullable(),
    severity: Severity,
    amount: z.string().nullable(),
    recommendation: RecommendationType,
    requiredAction: z.string().nullable(),
    dueOn: Day.nullable(),
    dueBasis: z.string().nullable(),
    responsible: z.string().nullable(),
    theme: z.string().nullable(),
    repeatsFindingId: z.uuid().nullable(),
    parentId: z.uuid().nullable(),
    registeredOn: Day,
    closedAt: z.iso.datetime().nullable(),
    version: z.int(),
    lastPosition: z.int(),
  })
  .meta({ id: 'FindingRow' });
export type FindingRow = Frozen<z.infer<typeof FindingRow>>;
export const FindingPage = pageOf(FindingRow).meta({ id: 'FindingPage' });

export const FindingRollUp = z
  .object({
    today: Day,
    completeTo: z.int(),
    themes: z.array(
      z.object({
        theme: z.string().nullable(),
        units: z.int(),
        findings: z.int(),
        open: z.int(),
        high: z.int(),
        medium: z.int(),
        low: z.int(),
        repeated: z.int(),
        amount: z.string(),
        byUnit: z.array(z.object({ unit: z.string(), findings: z.int(), open: z.int() })),
      }),
    ),
    ageing: z.record(AgeBucket, z.int()),
    withoutDue: z.int(),
  })
  .meta({ id: 'FindingRollUp', description: 'The same weakness over many units; what is open, by age.' });
export type FindingRollUp = Frozen<z.infer<typeof FindingRollUp>>;
