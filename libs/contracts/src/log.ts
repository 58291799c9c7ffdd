import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { PageQuery } from './page.ts';
import { Instant, Position } from './text.ts';

const Actor = z
  .object({
    id: z.string(),
    role: z.enum(['ADMINISTRATOR', 'UNIT', 'AUDITOR', 'SYSTEM']),
    unitId: z.string().exactOptional(),
    onBehalfOf: z.string().exactOptional(),
    delegationId: z.string().exactOptional(),
    deputyUnitId: z.string().exactOptional(),
  })
  .meta({ id: 'Actor' });

export const HistoryEvent = z
  .object({
    position: Position,
    streamId: z.uuid(),
    version: z.int(),
    eventId: z.string(),
    type: z.string(),
    at: z.iso.datetime().meta({ description: 'When it was decided.' }),
    committedAt: z.iso.datetime().meta({ description: 'When the log committed it.' }),
    actor: Actor,
    commandId: z.string(),
    data: z.record(z.string(), z.unknown()),
    by: z
      .string()
      .exactOptional()
      .meta({ description: 'Whose step it was, for people; a deputy as `X on behalf of Y`.' }),
    leafHash: z.string().meta({ description: 'SHA-256(0x00 || envelope), lower-case hex.' }),
  })
  .meta({ id: 'HistoryEvent' });
export type HistoryEvent = Frozen<z.infer<typeof HistoryEvent>>;

export const History = z
  .object({ items: z.array(HistoryEvent), next: z.string().nullable(), completeTo: Position })
  .meta({ id: 'History' });
export type History = Frozen<z.infer<typeof History>>;

/** For whoever proves the log on a machine of their own: the leaf hash is that of exactly these bytes. */
export const LogEvent = HistoryEvent.extend({
  envelope: z.string().meta({
    description: 'The stored bytes as UTF-8 text (RFC 8785); sealed texts are still sealed in it.',
  }),
}).meta({ id: 'LogEvent' });
export type LogEvent = Frozen<z.infer<typeof LogEvent>>;

export const LogPage = z
  .object({ items: z.array(LogEvent), next: z.string().nullable(), completeTo: Position })
  .meta({ id: 'LogPage' });
export type LogPage = Frozen<z.infer<typeof LogPage>>;

const cursor = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0);
export const LogQuery = z.strictObject({
  after: cursor.meta({ description: 'Position (log) or version (stream) of the last event already seen.' }),
  limit: PageQuery.shape.limit,
});
export type LogQuery = z.infer<typeof LogQuery>;

export const PositionQuery = z.strictObject({ at: Instant });
export const LogHead = z.object({ position: Position, leafHash: z.string() }).meta({ id: 'LogHead' });
export type LogHead = z.infer<typeof LogHead>;
export const LogPosition = z.object({ position: Position }).meta({ id: 'LogPosition' });
