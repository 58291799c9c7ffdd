import { z } from 'zod';
import { CommandAnswer } from './command.ts';
import type { Frozen } from './frozen.ts';
import { Basis, Phase } from './terms.ts';
import { Day, text, UnitReference } from './text.ts';

const MAX_NAMED = 500;

const BulkOperation = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('REMIND') }),
    z.strictObject({ kind: z.literal('EXTEND'), phase: Phase, to: Day, basis: Basis }),
    z.strictObject({ kind: z.literal('EXEMPT'), basis: Basis }),
    z.strictObject({ kind: z.literal('ACCEPT_REVIEW') }),
    z.strictObject({ kind: z.literal('APPROVE_PLAN') }),
  ])
  .meta({ id: 'BulkOperation' });

const BulkFilter = z
  .strictObject({
    status: text(40).exactOptional(),
    category: text(64).exactOptional(),
    peerGroup: text(64).exactOptional(),
    overdue: z.boolean().exactOptional(),
    units: z.array(UnitReference).min(1).max(MAX_NAMED).exactOptional(),
  })
  .meta({ id: 'BulkFilter', description: 'Units that match all of it; an empty one means every unit.' });
export type BulkFilter = z.infer<typeof BulkFilter>;

export const BulkRequest = z
  .strictObject({ operation: BulkOperation, filter: BulkFilter, reason: text(2_000) })
  .meta({ id: 'BulkRequest', description: 'The same step for many units, each decided on its own.' });
export type BulkRequest = z.infer<typeof BulkRequest>;

const BulkItem = z
  .object({
    unitId: z.uuid(),
    code: z.string(),
    version: z.int().nullable().meta({ description: 'The submission that is judged; null: none is.' }),
    outcome: z
      .enum(['DONE', 'NOTHING', 'REFUSED', 'PENDING'])
      .meta({ description: 'NOTHING: it was so already. In a preview: what would come of it.' }),
    refusal: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'The rule that said no, in its words.' }),
  })
  .meta({ id: 'BulkItem' });

export const BulkPreview = z
  .object({ total: z.int(), done: z.int(), nothing: z.int(), refused: z.int(), items: z.array(BulkItem) })
  .meta({ id: 'BulkPreview', description: 'What would happen, to whom, and why not. Nothing was written.' });
export type BulkPreview = Frozen<z.infer<typeof BulkPreview>>;

export const BulkAnswer = CommandAnswer.extend({ batchId: z.uuid(), total: z.int() }).meta({
  id: 'BulkAnswer',
});
export type BulkAnswer = z.infer<typeof BulkAnswer>;

export const BulkView = z
  .object({
    batchId: z.uuid(),
    campaignId: z.uuid(),
    operation: z.string(),
    reason: z.string().nullable(),
    attempt: z.int().meta({ description: '1, and one more with every retry of what was refused.' }),
    total: z.int(),
    done: z.int(),
    nothing: z.int(),
    refused: z.int(),
    pending: z.int(),
    items: z.array(BulkItem),
  })
  .meta({ id: 'BulkView' });
export type BulkView = Frozen<z.infer<typeof BulkView>>;
