import { followerName, followersNow } from '@dondoc/activities/relay-cursor.ts';
import { standsStill, type CursorLag } from '@dondoc/event-store/cursor-lag.ts';
import type { Queryable } from '@dondoc/event-store/cursors.ts';
import { readinessCheck, type ReadinessCheck } from '@dondoc/telemetry/readiness.ts';

/** How long an event may wait behind a cursor that does not move. */
const STILL_SECONDS = 30;

/**
 * Every follower has a cursor, and each is at the head of the log or moves towards it. `expected`: names that must be
 * there; the relay's is `temporal`, because its full name holds the id of the Temporal it follows for.
 */
export const followersCheck = (
  db: Queryable,
  expected: readonly string[],
  stillSeconds = STILL_SECONDS,
): ReadinessCheck =>
  readinessCheck('followers', async () => {
    const lags = await followersNow(db);
    const missing = expected.filter((name) => lags.every((lag) => followerName(lag) !== name));
    const still = lags.filter((lag) => standsStill(lag, stillSeconds));
    const troubles = [...missing.map((name) => `${name} has not begun`), ...still.map(stillText)];
    if (troubles.length > 0) throw new Error(troubles.join('; '));
    const behind = lags.filter((lag) => lag.behind > 0).map((lag) => `${followerName(lag)} ${lag.behind}`);
    return behind.length === 0 ? 'are at the head of the log' : `move; events to go: ${behind.join(', ')}`;
  });

const stillText = (lag: CursorLag) =>
  `${followerName(lag)} stands at position ${lag.position}, ${lag.behind} events behind, ` +
  `for ${Math.round(Math.min(lag.stillSeconds, lag.lagSeconds))} s`;
