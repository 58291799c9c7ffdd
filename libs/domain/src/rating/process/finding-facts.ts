import type { Day, Instant } from '../../calendar/day.ts';
import { dayOf } from '../../calendar/zoned-time.ts';
import type { FindingEvent } from '../../finding/finding.events.ts';
import type { Finding } from '../rating-facts.ts';

type Located = FindingEvent & { eventId: string; position: number; at: Instant };
export type FindingFact = { fact: Finding; because: readonly Located[] };
type Course = Finding & { isSplit: boolean; endedOn: Day | null; because: Located[] };

/**
 * The unit's register as the rating sees it: what has a last day, in parts where it was split, as it stood at the cut-off. What ended in
 * an earlier rating year was counted there. A finding without a stated day is never due, so it neither gains nor loses points.
 */
export function findingFacts(
  events: readonly Located[],
  { cutOff, lastDayBefore, zone }: { cutOff: string; lastDayBefore: Day; zone: string },
): FindingFact[] {
  const end = Date.parse(cutOff) + 1_000;
  const courses = new Map<string, Course>();
  for (const event of events) {
    if (event.type === 'FindingRegistered') begin(courses, event);
    else if (event.type === 'FindingSplit' || Date.parse(event.at) < end) follow(courses, event, zone);
  }
  return [...courses.values()]
    .filter(({ isSplit, endedOn }) => !isSplit && (endedOn === null || endedOn > lastDayBefore))
    .map(({ isSplit: _s, endedOn: _e, because, ...fact }) => ({ fact, because }));
}

function begin(courses: Map<string, Course>, event: Extract<Located, { type: 'FindingRegistered' }>): void {
  const { findingId, severity, due, repeatsFindingId } = event.data;
  if (due === null) return;
  courses.set(findingId, {
    id: findingId,
    severity,
    due: due.on,
    verification: 'NONE',
    verifiedOn: null,
    repeats: repeatsFindingId,
    isSplit: false,
    endedOn: null,
    because: [event],
  });
}

function follow(
  courses: ReadonlyMap<string, Course>,
  event: Exclude<Located, { type: 'FindingRegistered' }>,
  zone: string,
): void {
  const course = courses.get(event.data.findingId);
  if (course === undefined) return;
  const on = dayOf(event.at, zone);
  course.because.push(event);
  if (event.type === 'FindingSplit') course.isSplit = true;
  else if (event.type === 'FindingAdvanced') {
    const isPartly = event.data.to === 'PARTIALLY_REMEDIED';
    course.verification = isPartly ? 'PARTIAL' : 'NONE';
    course.verifiedOn = isPartly ? on : null;
  } else if (event.data.as === 'VERIFIED_CLOSED') {
    course.verification = 'ACCEPTED';
    course.verifiedOn = on;
    course.endedOn = on;
  } else {
    course.notRemediable = { decisionNo: event.data.basis.ref, on };
    course.endedOn = on;
  }
}
