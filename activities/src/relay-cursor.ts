import { cursorLags, type CursorLag } from '@dondoc/event-store/cursor-lag.ts';
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

/** Where the followers stand. Of several relays only the one that moved last counts: the others followed for a Temporal that is gone. */
export async function followersNow(db: Queryable): Promise<CursorLag[]> {
  const lags = await cursorLags(db);
  const relays = lags.filter(isRelay).toSorted((a, b) => a.stillSeconds - b.stillSeconds);
  return lags.filter((lag) => !isRelay(lag) || lag === relays[0]);
}

/** The relay's cursor by a name that stays the same when Temporal is replaced; other cursors by their own. */
export const followerName = ({ name }: { name: string }): string =>
  name.startsWith(PREFIX) ? 'temporal' : name;

const isRelay = ({ name }: CursorLag) => name.startsWith(PREFIX);
