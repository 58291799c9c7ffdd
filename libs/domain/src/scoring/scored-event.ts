import type { AssignmentEvent } from '../assignment/assignment.events.ts';
import type { Instant } from '../calendar/day.ts';

/** An event of the unit's stream as it stands in the log. */
export type ScoredEvent = AssignmentEvent & { eventId: string; position: number; at: Instant };
