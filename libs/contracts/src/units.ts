import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { PageQuery, pageOf, sortBy } from './page.ts';
import { Day, documentText, text } from './text.ts';

export const ImportUnitsRequest = z
  .strictObject({
    csv: documentText(1_000_000).meta({
      description: 'The unit list, one unit a line, with its heading line.',
    }),
  })
  .meta({ id: 'ImportUnitsRequest' });
export type ImportUnitsRequest = z.infer<typeof ImportUnitsRequest>;

export const ImportUnitsAnswer = z
  .object({
    registered: z.int(),
    corrected: z.int(),
    unchanged: z.int(),
    total: z.int(),
    position: z
      .int()
      .nullable()
      .meta({ description: 'Position of the last event written; null: every unit was known.' }),
  })
  .meta({ id: 'ImportUnitsAnswer' });
export type ImportUnitsAnswer = z.infer<typeof ImportUnitsAnswer>;

export const UnitsQuery = PageQuery.extend({
  category: text(64).exactOptional().meta({ description: 'Addressee category of the directive.' }),
  q: text(100).exactOptional().meta({ description: 'Part of a code or a name.' }),
  sort: sortBy('code', 'name', 'category', 'kind', 'peerGroup', 'validFrom').default('code'),
});
export type UnitsQuery = z.infer<typeof UnitsQuery>;

export const UnitRow = z
  .object({
    unitId: z.uuid(),
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    addresseeCategory: z.string(),
    peerGroup: z.string(),
    parentCode: z.string().nullable(),
    mail: z.string().nullable().meta({ description: 'Sealed: null for units other than its own.' }),
    validFrom: Day,
    validTo: Day.nullable(),
    version: z.int(),
    lastPosition: z.int(),
  })
  .meta({ id: 'UnitRow' });
export type UnitRow = Frozen<z.infer<typeof UnitRow>>;

export const UnitPage = pageOf(UnitRow).meta({ id: 'UnitPage' });
