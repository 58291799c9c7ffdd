import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { Basis } from './terms.ts';
import { Day, text, UnitReference } from './text.ts';

const MAX_ITEMS = 2_000;
const ItemKey = text(120).meta({
  description: 'An open item: `step/<campaign>`, `action/<campaign>/<action>` or `finding/<finding>`.',
  example: 'step/5b0f4c1e-7a36-4b0e-8a94-1889c0de0002',
});

export const SucceedUnitRequest = z
  .strictObject({
    kind: z.enum(['MERGER', 'SPLIT', 'DISSOLUTION']),
    on: Day.meta({ description: 'The day it takes effect: today or earlier.' }),
    basis: Basis,
    successors: z
      .array(UnitReference)
      .min(1)
      .max(20)
      .meta({ description: 'The first also takes what comes up later.' }),
    allocation: z
      .array(z.strictObject({ item: ItemKey, to: UnitReference }))
      .max(MAX_ITEMS)
      .default([])
      .meta({ description: 'Who takes which open item. A single successor takes all.' }),
  })
  .meta({
    id: 'SucceedUnitRequest',
    description: 'A unit is no more; its open items go to exactly one successor each (R-12).',
  });
export type SucceedUnitRequest = z.infer<typeof SucceedUnitRequest>;

export const OpenItems = z
  .object({
    unitId: z.uuid(),
    items: z.array(
      z.object({
        key: z.string(),
        kind: z.enum(['STEP', 'ACTION', 'FINDING']),
        name: z.string(),
        since: z.iso.datetime(),
        dueOn: Day.nullable(),
      }),
    ),
  })
  .meta({
    id: 'OpenItems',
    description: 'What the unit owes in the campaigns under way and to its findings.',
  });
export type OpenItems = Frozen<z.infer<typeof OpenItems>>;

export const UnitView = z
  .object({
    unitId: z.uuid(),
    code: z.string(),
    name: z.string(),
    status: z.enum(['REGISTERED', 'DISSOLVED']),
    validFrom: Day,
    validTo: Day.nullable(),
    successors: z
      .array(z.object({ unitId: z.uuid(), code: z.string() }))
      .meta({ description: 'Who took its place (R-12).' }),
  })
  .meta({ id: 'UnitView' });
export type UnitView = Frozen<z.infer<typeof UnitView>>;
