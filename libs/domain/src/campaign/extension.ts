import { addDays, isDay } from '../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../calendar/day.ts';
import { startOfDay } from '../calendar/zoned-time.ts';
import type { Deadline } from '../deadline/deadline.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';

type Extension = { from: Deadline; to: Day; at: Instant; graceDays: number; zone: string; cutOffOn: Day };

/**
 * R-08, for a whole campaign as for one unit: an extension goes to a later day and comes before the due day is over, or at
 * most `graceDays` after it. Throws 'extension-invalid', 'extension-too-late', 'extension-not-later', 'deadline-after-cut-off'.
 */
export function requireExtensible({ from, to, at, graceDays, zone, cutOffOn }: Extension): void {
  const { phase } = from;
  refuseFaults(
    'extension-invalid',
    'R-08',
    faultsOf([['/to', isDay(to), 'must be a day of the calendar, YYYY-MM-DD']]),
  );
  const lastInstant = graceDays === 0 ? from.endsAt : startOfDay(addDays(from.on, graceDays + 1), zone);
  const details = { rule: 'R-08', path: '/to', phase, dueOn: from.on, to };
  if (at >= lastInstant) {
    throw new DomainError(
      'extension-too-late',
      `The deadline of ${phase}, ${from.on}, has passed. An extension comes before it; what is late stays late.`,
      { ...details, lastInstant },
    );
  }
  if (to <= from.on) {
    throw new DomainError('extension-not-later', `Extend ${phase} to a day after ${from.on}.`, details);
  }
  if (to > cutOffOn) {
    throw new DomainError(
      'deadline-after-cut-off',
      `What comes after ${cutOffOn} does not count in the score. Extend to that day at the latest.`,
      { ...details, cutOffOn },
    );
  }
}
