import type { CalendarResult } from './calendar-answer.ts';

/** An answer as people read it: the day, and why not an earlier one. */
export const describeCount = (result: CalendarResult): string[] => [result.on, ...describeSkipped(result)];

export function describeDeadline(result: CalendarResult): string[] {
  const { lastInstant, rolledFrom, onTime, lateSeconds } = result;
  return [
    `Last good moment: ${lastInstant}`,
    ...(rolledFrom === null ? [] : [`Moved on from ${rolledFrom}, which is not worked.`]),
    ...(onTime === true ? ['On time.'] : []),
    ...(onTime === false ? [`Late by ${lateSeconds} s.`] : []),
    ...describeSkipped(result),
  ];
}

/** One line a reason: `not counted: Tết, 6 days from 2026-02-15 to 2026-02-20`. */
function describeSkipped({ skipped, calendar }: CalendarResult): string[] {
  const days = new Map<string, string[]>();
  for (const { on, why } of skipped) days.set(why, [...(days.get(why) ?? []), on]);
  const reasons = [...days].map(([why, all]) => {
    const [first = ''] = all;
    const span = all.length === 1 ? first : `${all.length} days from ${first} to ${all.at(-1)}`;
    return `  not counted: ${why}, ${span}`;
  });
  return [
    ...reasons,
    `Calendar ${calendar.code} ${calendar.version}, as known on ${calendar.knownOn ?? 'its first day'}.`,
  ];
}
