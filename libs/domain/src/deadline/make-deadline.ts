import type { Timeliness } from '../assignment/assignment.events.ts';
import { addDays, requireDay } from '../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../calendar/day.ts';
import { instantAt, startOfDay } from '../calendar/zoned-time.ts';
import { DomainError } from '../domain-error.ts';
import type { Basis, Count, Deadline, Phase, Relation } from './deadline.ts';

type DeadlineWords = {
  phase: Phase;
  on: Day;
  relation: Relation;
  /** A time on `on`, `HH:MM`: good up to it, with it unless the relation is BEFORE. */
  time?: string;
  phrase?: string | null;
  /** When the day was counted and not stated. */
  counted?: Count | undefined;
  basis: Basis;
};

/** A deadline with the first instant that is late. Refuses a day that does not exist and a basis without a reference. */
export function deadlineOn(words: DeadlineWords, zone: string): Deadline {
  const { phase, relation, phrase = null, counted, basis } = words;
  const on = requireDay(words.on, '/on');
  if (basis.ref.trim() === '') {
    throw new DomainError('basis-missing', 'A deadline needs a basis: name the document or the reason.', {
      path: '/basis/ref',
    });
  }
  return { phase, on, endsAt: endOf(words, zone), relation, phrase, ...(counted && { counted }), basis };
}

/** The first late instant: the midnight after `on`, or the second that a stated time ends. */
export function endOf(
  { on, relation, time }: Pick<DeadlineWords, 'on' | 'relation' | 'time'>,
  zone: string,
): Instant {
  if (time === undefined) return startOfDay(addDays(on, 1), zone);
  const stated = instantAt(on, time, zone);
  return relation === 'BEFORE' ? stated : secondsLater(stated, 1);
}

/** The last whole second that is good. */
export const lastGoodSecond = (endsAt: Instant): Instant => secondsLater(endsAt, -1);

/** Late from `endsAt` on; whole seconds past it, so 0 at that very instant. */
export function timelinessAt(instant: Instant, deadline: Deadline, originalOn: Day): Timeliness {
  return { due: deadline, originalOn, ...latenessAt(instant, deadline.endsAt) };
}

export function latenessAt(instant: Instant, endsAt: Instant): { isLate: boolean; lateSeconds: number } {
  const late = Date.parse(instant) - Date.parse(endsAt);
  return { isLate: late >= 0, lateSeconds: Math.max(0, Math.floor(late / 1000)) };
}

function secondsLater(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
