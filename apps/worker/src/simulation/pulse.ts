import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Position } from '@dondoc/event-store/event-store.ts';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

type Settled = {
  waitMs: number | null;
  upTo: Position;
  done?: boolean;
  ended?: boolean;
  sweep?: Instant | null;
  ratingDue?: boolean;
};
/** What a workflow last said: when it looks again (ms since 1970), how much of the log it had seen, whether a unit is over. */
export type Beat = { nextAt: number; upTo: Position; done: boolean };

const SETTLES: ReadonlySet<string> = new Set([
  'settleAssignment',
  'settleMonitoring',
  'settleCampaign',
  'settlePetition',
]);

/**
 * Watches the activities of a worker, so that a simulation knows when every workflow has said its word on the present
 * instant and the clock may move on.
 */
export function createPulse(now: () => Instant) {
  const beats = new Map<string, Beat>();
  let running = 0;
  let rated = false;

  const interceptor: ActivityInterceptorsFactory = ({ info }) => ({
    inbound: {
      async execute(input, next) {
        running += 1;
        try {
          const result: unknown = await next(input);
          if (SETTLES.has(info.activityType)) {
            beats.set(info.workflowExecution?.workflowId ?? '', beatOf(result as Settled, Date.parse(now())));
          }
          // The year-end workflow has no word of its own: its last page of provisional ratings ends it.
          if (info.activityType === 'rateUnits') rated = (result as { next: number | null }).next === null;
          return result;
        } finally {
          running -= 1;
        }
      },
    },
  });

  return {
    interceptor,
    beats: beats as ReadonlyMap<string, Beat>,
    isIdle: () => running === 0,
    hasRated: () => rated,
  };
}

function beatOf({ waitMs, upTo, done, ended, sweep, ratingDue }: Settled, nowMs: number): Beat {
  if (done === true || ended === true) return { nextAt: Infinity, upTo, done: done === true };
  // A sweep or a rating that is due is under way: the workflow will look again at this same instant.
  if (ratingDue === true || (sweep ?? null) !== null) return { nextAt: nowMs, upTo, done: false };
  return { nextAt: waitMs === null ? Infinity : nowMs + waitMs, upTo, done: false };
}
