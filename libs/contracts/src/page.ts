import { z } from 'zod';
import { Instant, Position } from './text.ts';

const MAX_PAGE = 500;

/** What every list takes. `after` is the opaque `next` of the page before; `minPosition` asks to read one's own write. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(100),
  after: z.string().min(1).max(500).exactOptional(),
  minPosition: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).exactOptional(),
});
export type PageQuery = z.infer<typeof PageQuery>;
/** Of a list that is never long. */
export const MinPositionQuery = PageQuery.pick({ minPosition: true });
export type MinPositionQuery = z.infer<typeof MinPositionQuery>;

/** A flag, as a query spells it. */
export const isTrue = z.enum(['true', 'false']).transform((word) => word === 'true');

/** `sort` by one of the columns; a leading minus turns it round. */
export const sortBy = <const Column extends string>(...columns: [Column, ...Column[]]) =>
  z
    .enum(columns.flatMap((column): [Column, `-${Column}`] => [column, `-${column}`]))
    .meta({ description: 'Column to sort by; a leading minus: from the last to the first.' });

/** Items, where the next page starts (null: that was all), and the log position up to which the list is complete. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable(), completeTo: Position });

export const AsOfQuery = z.strictObject({
  asOf: z
    .union(
      [z.string().regex(/^\d{1,15}$/), Instant],
      'must be a log position such as 1204, or an instant such as 2026-03-31T17:00:00Z',
    )
    .exactOptional()
    .meta({
      description: 'A log position, or an RFC 3339 instant: the state as it stood then.',
      example: '1204',
    }),
});
export type AsOfQuery = z.infer<typeof AsOfQuery>;
