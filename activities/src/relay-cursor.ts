import { listCursors, resetCursor, type Queryable } from '@dondoc/event-store/cursors.ts';

const PREFIX = 'temporal:';

/** A Temporal that lost its database has another namespace id, hence another cursor, which begins at 0. */
export const relayCursorName = (namespaceId: string) => `${PREFIX}${namespaceId}`;

/**
 * Sends the relay back to the beginning of the log: every campaign that lives is started again or walks its list again, and
 * every open unit without a workflow gets one. Those that run notice one wake-up at most. Answers the cursors set back.
 */
export async function rebuildTemporal(db: Queryable): Promise<string[]> {
  const cursors = (await listCursors(db)).filter(({ name }) => name.startsWith(PREFIX));
  for (const { name, version } of cursors) await resetCursor(db, name, version, 0);
  return cursors.map(({ name }) => name);
}
