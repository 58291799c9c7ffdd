import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { documentText } from './text.ts';

const Wanted = {
  dryRun: z.boolean().default(false).meta({ description: 'Check only: nothing is written.' }),
  perRow: z
    .boolean()
    .default(false)
    .meta({ description: 'Register the lines that are right; otherwise one wrong line refuses the list.' }),
};
export const ImportFindingsRequest = z
  .union([
    z.strictObject({ csv: documentText(1_000_000), ...Wanted }),
    z.strictObject({
      xlsx: z.base64().max(1_000_000).meta({ description: 'The workbook’s bytes, base64.' }),
      ...Wanted,
    }),
  ])
  .meta({ id: 'ImportFindingsRequest', description: 'A list of findings, one a line, under its headings.' });
export type ImportFindingsRequest = z.infer<typeof ImportFindingsRequest>;

const ImportedRow = z.object({
  line: z.int().meta({ description: 'Of the file, from 1.' }),
  outcome: z.enum(['NEW', 'KNOWN', 'REFUSED']),
  unit: z.string().nullable(),
  item: z.string().nullable(),
  no: z.string().nullable().meta({ description: 'Its number; of a dry run: the one it would get now.' }),
  faults: z.array(z.object({ field: z.string(), message: z.string() })),
});
export const ImportFindingsAnswer = z
  .object({
    dryRun: z.boolean(),
    registered: z.int().meta({ description: 'Of a dry run: how many would be.' }),
    known: z.int(),
    refused: z.int(),
    total: z.int(),
    rows: z.array(ImportedRow),
    position: z.int().nullable().meta({ description: 'Of the last event written; null: none was.' }),
  })
  .meta({ id: 'ImportFindingsAnswer' });
export type ImportFindingsAnswer = Frozen<z.infer<typeof ImportFindingsAnswer>>;
export type ImportedRow = ImportFindingsAnswer['rows'][number];
