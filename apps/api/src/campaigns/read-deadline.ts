import type { DeadlineRequest } from '@dondoc/contracts/campaign-requests.ts';
import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import { parseDeadlinePhrase } from '@dondoc/domain/deadline/deadline-phrase.ts';
import type { Deadline } from '@dondoc/domain/deadline/deadline.ts';
import { deadlineOn } from '@dondoc/domain/deadline/make-deadline.ts';
import { countOf, resolveDeadline } from '@dondoc/domain/deadline/resolve-deadline.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';

type Setting = { zone: string; issuedOn: Day };

/** The deadline an administrator states as a day, or in the words of a letter, counted from `from` or the day of issue. */
export function deadlineFrom(words: DeadlineRequest, { zone, issuedOn }: Setting): Deadline {
  const { phase, on, phrase, relation } = words;
  const basis = {
    ref: words.basis.ref,
    ...(words.basis.text === undefined ? {} : { text: words.basis.text }),
  };
  if (phrase === undefined) {
    return deadlineOn({ phase, on: on ?? '', relation: relation ?? 'BY', basis }, zone);
  }
  const from = words.from ?? issuedOn;
  const parsed = parseDeadlinePhrase(phrase, { year: Number(from.slice(0, 4)) });
  if (!parsed) {
    throw new DomainError(
      'deadline-phrase-not-understood',
      `"${phrase}" is no deadline phrase, e.g. "trong 15 ngày làm việc". State the day with \`on\` instead.`,
      { path: '/phrase', phrase },
    );
  }
  const resolved = resolveDeadline(parsed, from, calendarFor(NEWEST_CALENDAR));
  const time = resolved.time === undefined ? {} : { time: resolved.time };
  const counted = countOf(parsed, from);
  return deadlineOn(
    { phase, on: resolved.on, relation: resolved.relation, ...time, phrase: parsed.text, counted, basis },
    zone,
  );
}
