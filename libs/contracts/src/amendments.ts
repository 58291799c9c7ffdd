import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { Basis, Requirement } from './terms.ts';
import { Day, text } from './text.ts';

const No = text(20);
export const RequirementChange = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('ADD'), requirement: Requirement }),
    z.strictObject({ kind: z.literal('CHANGE'), no: No, requirement: Requirement }),
    z.strictObject({ kind: z.literal('RESCIND'), no: No }),
  ])
  .meta({
    id: 'RequirementChange',
    description: 'A changed requirement gets a number of its own and takes the place of `no`.',
  });

export const AcknowledgeAmendmentRequest = z
  .strictObject({ number: z.int().min(1).max(10_000) })
  .meta({ id: 'AcknowledgeAmendmentRequest' });
export type AcknowledgeAmendmentRequest = z.infer<typeof AcknowledgeAmendmentRequest>;

export const Amendments = z
  .object({
    campaignId: z.uuid(),
    items: z.array(
      z.object({
        number: z.int().meta({ description: '1, 2, 3 …: what a unit acknowledges it by.' }),
        effectiveOn: Day,
        basis: Basis,
        differences: z.array(
          z.object({
            kind: z.enum(['ADDED', 'CHANGED', 'RESCINDED']),
            no: z.string(),
            replaces: z.string().nullable(),
            text: z.string().nullable(),
            was: z.string().nullable(),
          }),
        ),
        waiting: z
          .int()
          .nullable()
          .meta({ description: 'Units that have not acknowledged it; null to a unit.' }),
        waitingFor: z.array(z.string()).meta({ description: 'Codes of the first 500 of them.' }),
      }),
    ),
  })
  .meta({ id: 'Amendments' });
export type Amendments = Frozen<z.infer<typeof Amendments>>;
