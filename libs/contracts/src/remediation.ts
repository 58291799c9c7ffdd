import { z } from 'zod';
import { AssignmentStatus } from './assignments.ts';
import { CommandAnswer } from './command.ts';
import type { Frozen } from './frozen.ts';
import { isTrue, PageQuery, pageOf, sortBy } from './page.ts';
import { Basis, Lamp } from './terms.ts';
import { Day, Due, Sha256, text, UnitReference } from './text.ts';

const reason = text(4_000);
const percent = z.int().min(0).max(100);

export const PeriodReference = z
  .string()
  .regex(/^\d{4}-(Q[1-4]|H[12]|0[1-9]|1[0-2])$/, 'must be a period such as 2027-Q2, 2027-05 or 2027-H1')
  .meta({ id: 'PeriodReference', example: '2027-Q2' });

export const ProgressRequest = z.strictObject({ percent, text: text(4_000) }).meta({
  id: 'ProgressRequest',
  description: 'How far an action is. 100 % is not done: that takes a report with evidence.',
});
export type ProgressRequest = z.infer<typeof ProgressRequest>;

export const CheckInRequest = z
  .strictObject({
    summary: text(4_000, 0),
    lines: z.array(z.strictObject({ actionId: text(40), percent, text: text(4_000) })).max(500),
  })
  .meta({ id: 'CheckInRequest', description: 'A period’s report: a line for every action that is open.' });
export type CheckInRequest = z.infer<typeof CheckInRequest>;

export const ExtensionRequest = z
  .strictObject({ to: Day, reason })
  .meta({ id: 'ExtensionRequest', description: 'Asks for more time, before the due day is over (R-08).' });
export type ExtensionRequest = z.infer<typeof ExtensionRequest>;

const request = z.int().min(1).meta({ description: 'The request that was read: 1, 2, 3 … of this action.' });
export const GrantExtensionRequest = z
  .strictObject({
    request,
    to: Day.exactOptional().meta({ description: 'Default: the day that was asked for.' }),
    reason,
    basis: Basis,
  })
  .meta({ id: 'GrantExtensionRequest' });
export type GrantExtensionRequest = z.infer<typeof GrantExtensionRequest>;
export const DenyExtensionRequest = z.strictObject({ request, reason }).meta({ id: 'DenyExtensionRequest' });
export type DenyExtensionRequest = z.infer<typeof DenyExtensionRequest>;

export const EffectivenessRequest = z
  .strictObject({ on: Day, isEffective: z.boolean(), note: text(4_000, 0) })
  .meta({ id: 'EffectivenessRequest', description: 'After the verification: did the weakness stay away?' });
export type EffectivenessRequest = z.infer<typeof EffectivenessRequest>;

export const CarryOverRequest = z
  .strictObject({ toYear: z.int().min(2000).max(2110), reason })
  .meta({ id: 'CarryOverRequest' });
export type CarryOverRequest = z.infer<typeof CarryOverRequest>;

export const WithdrawEvidenceRequest = z.strictObject({ reason }).meta({ id: 'WithdrawEvidenceRequest' });
export type WithdrawEvidenceRequest = z.infer<typeof WithdrawEvidenceRequest>;

export const EvidenceQuery = z.object({
  supersedes: Sha256.exactOptional().meta({ description: 'The file whose place the one file sent takes.' }),
});
export type EvidenceQuery = z.infer<typeof EvidenceQuery>;

export const EvidenceFile = z
  .object({
    sha256: Sha256,
    size: z.int(),
    mediaType: z.string().meta({ description: 'By the content, whatever the sender said.' }),
    title: z.string().nullable(),
  })
  .meta({ id: 'EvidenceFile' });
export const EvidenceAnswer = CommandAnswer.extend({ files: z.array(EvidenceFile) }).meta({
  id: 'EvidenceAnswer',
  description: 'All files were taken; `position` null: each was there already.',
});
export type EvidenceAnswer = z.infer<typeof EvidenceAnswer>;

const ActionState = z.enum([
  'PLANNED',
  'IN_PROGRESS',
  'REPORTED_DONE',
  'PARTIALLY_REMEDIED',
  'VERIFIED',
  'CARRIED_OVER',
]);
const RemediationAction = z
  .object({
    id: z.string(),
    limitation: z.string(),
    measure: z.string(),
    lead: z.string(),
    deliverable: z.string(),
    state: ActionState,
    percent,
    due: Due.meta({ description: 'In force, extensions included.' }),
    originalDue: Due.meta({ description: 'As first approved; it never changes (R-08).' }),
    overdue: z.boolean(),
    lamp: Lamp,
    extensions: z.array(
      z.object({
        request: z.int(),
        from: Day,
        to: Day,
        reason: z.string().nullable(),
        isRetroactive: z.boolean(),
        outcome: z
          .object({
            granted: z.boolean(),
            to: Day.nullable(),
            days: z.int(),
            reason: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
    granted: z.object({ count: z.int(), days: z.int() }),
    evidence: z.array(
      EvidenceFile.extend({
        supersedes: Sha256.nullable(),
        attachedAt: z.string(),
        stands: z.boolean(),
        withdrawn: z.string().nullable().meta({ description: 'Why it was taken back; null: it was not.' }),
      }),
    ),
    progress: z.array(z.object({ percent, text: z.string().nullable(), reportedAt: z.string() })),
    effectiveness: z.array(z.object({ on: Day, isEffective: z.boolean(), note: z.string().nullable() })),
  })
  .meta({ id: 'RemediationAction' });

export const RemediationView = z
  .object({
    campaignId: z.uuid(),
    unitId: z.uuid(),
    status: AssignmentStatus,
    asOf: z.int(),
    plan: z.object({
      version: z.int(),
      hash: Sha256.meta({ description: 'SHA-256 over the RFC 8785 bytes of what an approval is bound to.' }),
    }),
    approval: z
      .object({ version: z.int(), hash: Sha256.nullable(), at: z.string().nullable() })
      .nullable()
      .meta({ description: 'Null: not approved, or an amendment voided it (R-20).' }),
    actions: z.array(RemediationAction),
    checkIns: z.array(
      z.object({
        period: PeriodReference,
        from: Day,
        to: Day,
        dueOn: Day,
        isMissed: z.boolean(),
        submittedAt: z.string().nullable(),
        isLate: z.boolean(),
        frozen: Sha256.nullable().meta({ description: 'Hash of the frozen state; null: open still.' }),
      }),
    ),
  })
  .meta({ id: 'RemediationView' });
export type RemediationView = Frozen<z.infer<typeof RemediationView>>;

export const ActionsQuery = PageQuery.extend({
  unit: UnitReference.exactOptional(),
  state: ActionState.exactOptional(),
  overdue: isTrue.exactOptional(),
  sort: sortBy('due', 'code', 'state', 'percent').default('due'),
});
export type ActionsQuery = z.infer<typeof ActionsQuery>;

/** One action in the list of a campaign. Its texts stay in the unit's file: they are sealed. */
export const ActionRow = z
  .object({
    campaignId: z.uuid(),
    unitId: z.uuid(),
    code: z.string(),
    actionId: z.string(),
    findingIds: z.array(z.string()),
    severity: z.string().nullable(),
    state: ActionState,
    percent,
    due: Due,
    originalDue: Due,
    extensions: z.int(),
    extendedDays: z.int(),
    extensionPending: z.boolean(),
    overdue: z.boolean(),
    lamp: Lamp,
  })
  .meta({ id: 'ActionRow' });
export type ActionRow = Frozen<z.infer<typeof ActionRow>>;
export const ActionPage = pageOf(ActionRow).meta({ id: 'ActionPage' });
