import type { Day, Instant } from '../../calendar/day.ts';
import { dayOf } from '../../calendar/zoned-time.ts';
import type { FindingEvent } from '../../finding/finding.events.ts';
import type { Finding } from '../rating-facts.ts';

type Located = FindingEvent & { eventId: string; position: number; at: Instant };
export type FindingFact = { fact: Finding; because: readonly Located[] };
/** `isElsewhere`: its parts count in its place, or the unit's successor answers for it. */
type Course = Finding & { isElsewhere: boolean; endedOn: Day | null; because: Located[] };

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
    const isKnown = Date.parse(event.at) < end;
    if (event.type === 'FindingRegistered') begin(courses, event, null);
    else if (event.type === 'FindingInherited') {
      // Handed over later: at the cut-off the old unit answered for it, and nobody twice.
      if (isKnown) begin(courses, event, partlyRemediedOn(event, zone));
    } else if (event.type === 'FindingSplit' || isKnown) follow(courses, event, zone);
  }
  return [...courses.values()]
    .filter(({ isElsewhere, endedOn }) => !isElsewhere && (endedOn === null || endedOn > lastDayBefore))
    .map(({ isElsewhere: _s, endedOn: _e, because, ...fact }) => ({ fact, because }));
}

type Beginning = Extract<Located, { type: 'FindingRegistered' | 'FindingInherited' }>;

function partlyRemediedOn(event: Extract<Located, { type: 'FindingInherited' }>, zone: string): Day | null {
  return event.data.status === 'PARTIALLY_REMEDIED' ? dayOf(event.at, zone) : null;
}

function begin(courses: Map<string, Course>, event: Beginning, partlyOn: Day | null): void {
  const { findingId, severity, due, repeatsFindingId } = event.data;
  if (due === null) return;
  courses.set(findingId, {
    id: findingId,
    severity,
    due: due.on,
    verification: partlyOn === null ? 'NONE' : 'PARTIAL',
    verifiedOn: partlyOn,
    repeats: repeatsFindingId,
    isElsewhere: false,
    endedOn: null,
    because: [event],
  });
}

function follow(
  courses: ReadonlyMap<string, Course>,
  event: Exclude<Located, Beginning>,
  zone: string,
): void {
  const course = courses.get(event.data.findingId);
  if (course === undefined) return;
  const on = dayOf(event.at, zone);
  course.because.push(event);
  if (event.type === 'FindingSplit' || event.type === 'FindingTransferred') course.isElsewhere = true;
  else if (event.type === 'FindingAdvanced') {
    // A further report takes nothing of what was accepted before it; the verdict on it may.
    if (event.data.to === 'REPORTED_DONE') return;
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
