import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';

/** What time it is for the log. A simulation asks its server, hence the promise. */
export type Clock = () => Instant | Promise<Instant>;

/** Who acts when time itself does. */
export const CLOCK_ACTOR: ActorRef = { id: 'system:clock', role: 'SYSTEM' };
/** Who assigns the units of an issued campaign. */
export const ASSIGNER_ACTOR: ActorRef = { id: 'system:assigner', role: 'SYSTEM' };
/** Who leads findings along as their units' cycles go on. */
export const FINDINGS_ACTOR: ActorRef = { id: 'system:findings', role: 'SYSTEM' };

/** Who carries out what a succession of units says. */
export const SUCCESSION_ACTOR: ActorRef = { id: 'system:succession', role: 'SYSTEM' };

/** Who works a rating out again when one of its inputs changed. */
export const RATING_ACTOR: ActorRef = { id: 'system:rating', role: 'SYSTEM' };

/** Who notes the results of a batch; its steps are those of whoever ordered it. */
export const BULK_ACTOR: ActorRef = { id: 'system:bulk', role: 'SYSTEM' };

/** Milliseconds from one instant to another, at least 1: a timer of 0 would be no wait at all. */
export const msUntil = (from: Instant, to: Instant): number => Math.max(1, Date.parse(to) - Date.parse(from));
