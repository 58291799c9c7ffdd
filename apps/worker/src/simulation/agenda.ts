import type { Instant } from '@dondoc/domain/calendar/day.ts';

/** What somebody does at one instant of the simulated campaign. */
export type Entry<Step> = { at: Instant; order: number; step: Step };

/**
 * The simulated people's diary: entries come out by instant, then in the order they were written, so that a run never
 * depends on which of two coincident actions happened to be noted first by the machine.
 */
export class Agenda<Step> {
  readonly #entries: Entry<Step>[] = [];
  #written = 0;

  note(at: Instant, step: Step): void {
    this.#written += 1;
    const entry = { at, order: this.#written, step };
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = this.#entries[middle];
      if (there && there.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, entry);
  }

  nextAt(): Instant | null {
    return this.#entries[0]?.at ?? null;
  }

  /** Everything noted for `at` or earlier, removed from the diary. */
  takeUntil(at: Instant): Entry<Step>[] {
    let count = 0;
    while (count < this.#entries.length && (this.#entries[count]?.at ?? '~') <= at) count += 1;
    return this.#entries.splice(0, count);
  }
}
