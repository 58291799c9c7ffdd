import { z } from 'zod';
import { AsOfQuery } from './page.ts';
import { Id } from './text.ts';

export const StatementQuery = AsOfQuery.extend({
  running: z
    .enum(['true', 'false'])
    .exactOptional()
    .meta({ description: 'true: a score during the year, up to now.' }),
  against: Id.exactOptional().meta({ description: 'The campaign of the year before, to compare with.' }),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

/** Read by the case's own form, which names every fault by its JSON pointer. */
export const CaseFile = z
  .looseObject({ kind: z.string() })
  .meta({ id: 'CaseFile', description: 'A rating-case/1 or a cap-case/1.' });
export type CaseFile = z.infer<typeof CaseFile>;
