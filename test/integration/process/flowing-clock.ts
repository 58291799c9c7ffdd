import type { Instant } from '@dondoc/domain/calendar/day.ts';

/** A clock that flows like the real one from whatever instant it was last set to. */
export function flowingClock(from: Instant) {
  let offset = Date.parse(from) - Date.now();
  return {
    now: (): Instant => new Date(Date.now() + offset).toISOString(),
    /** When the machine's own clock will show what this one calls `instant`, in milliseconds since the epoch. */
    realMsOf: (instant: Instant): number => Date.parse(instant) - offset,
    set(to: Instant, beforeMs = 0) {
      offset = Date.parse(to) - beforeMs - Date.now();
    },
  };
}
