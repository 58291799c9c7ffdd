import { dueRungs, nextInstant, openPhases } from '@dondoc/domain/assignment/assignment-clock.ts';
import type { AssignmentContext } from '@dondoc/domain/assignment/assignment.commands.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { isFinished, type AssignmentState } from '@dondoc/domain/assignment/assignment-state.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { nextWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import { dayOf, instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import {
  assignmentContext,
  handleAssignmentCommand,
} from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { CLOCK_ACTOR, msUntil, type Clock } from './clock.ts';
import { escalateCommandId } from './command-ids.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Nothing is due although the unit still owes something: its ladder is climbed, and an extension may set up a new one. */
const EXHAUSTED_RECHECK_MS = 7 * 24 * HOUR_MS;
/** The roster names it and the assigner has not come to it yet. */
const UNASSIGNED_RECHECK_MS = 10_000;
/** What is due was refused, or is due again and again: the rule and the clock disagree, and asking at once would be a loop. */
export const REFUSED_RECHECK_MS = 10 * MINUTE_MS;

/** So often a step that was overtaken is looked at anew at once. */
export const OVERTAKEN_LOOKS = 5;

type Ids = { campaignId: string; unitId: string };
type Ports = { store: EventStore; now: Clock };

export type UnitSettled = {
  /** Nothing more will come of this unit's cycle. */
  done: boolean;
  /** How long to sleep unless woken; null: until woken, because the unit waits for its superior. */
  waitMs: number | null;
  /** Position of the unit's newest event that this answer knows of. */
  upTo: Position;
};

/**
 * Does what is due for one unit now and says when to look again. Safe to repeat: what is due follows from the log.
 * Throws DomainError 'unknown-campaign'.
 */
export async function settleAssignment(
  ports: Ports,
  ids: Ids,
  looksLeft: number = OVERTAKEN_LOOKS,
): Promise<UnitSettled> {
  const context = await assignmentContext(ports.store, ids.campaignId);
  const { state, upTo } = await loadAssignment(ports.store, ids);
  const at = await ports.now();

  if (isFinished(state) || hasEnded(context)) {
    return { done: true, waitMs: null, upTo };
  }
  const due = dueRungs(state, context, at).at(-1);
  if (due === undefined) return { done: false, waitMs: waitMs(state, context, at), upTo };
  const outcome = await takeDueStep(ports.store, ids, {
    type: 'RaiseDueEscalations',
    commandId: escalateCommandId(ids, due),
    at,
  });
  if (outcome === 'TAKEN') return settleAssignment(ports, ids, looksLeft);
  if (outcome === 'OVERTAKEN' && looksLeft > 0) return settleAssignment(ports, ids, looksLeft - 1);
  return { done: false, waitMs: REFUSED_RECHECK_MS, upTo };
}

export async function loadAssignment(store: EventStore, { campaignId, unitId }: Ids) {
  const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
  return { state: fold(assignmentDecider, events), upTo: events.at(-1)?.position ?? 0 };
}

/**
 * TAKEN: something was written. OVERTAKEN: nothing was left to do, because the unit acted or the campaign was paused between the
 * look and the step, or the step is there already; a fresh look knows what is next. REFUSED: an answer too, as for a closed campaign.
 */
export async function takeDueStep(
  store: EventStore,
  ids: Ids,
  step: { type: 'RaiseDueEscalations' | 'SettleMonitoring'; commandId: string; at: Instant },
): Promise<'TAKEN' | 'OVERTAKEN' | 'REFUSED'> {
  const { type, commandId, at } = step;
  const command = { type, at, actor: CLOCK_ACTOR, data: {} };
  try {
    const { position, duplicate } = await handleAssignmentCommand(store, { ...ids, commandId, command });
    return position !== null && !duplicate ? 'TAKEN' : 'OVERTAKEN';
  } catch (error) {
    if (error instanceof DomainError) return 'REFUSED';
    throw error;
  }
}

export const hasEnded = ({ terms }: AssignmentContext) =>
  terms.status === 'CLOSED' || terms.status === 'CANCELLED';

function waitMs(state: AssignmentState, context: AssignmentContext, at: Instant): number | null {
  if (state.status === 'NONE') return UNASSIGNED_RECHECK_MS;
  if (context.terms.paused) return msUntil(at, nextMorning(context, at));
  const next = nextInstant(state, context, at);
  if (next !== null) return msUntil(at, next);
  return openPhases(state).length > 0 ? EXHAUSTED_RECHECK_MS : null;
}

/**
 * A pause is not broadcast and neither is its end, so a unit that wakes in a pause looks again on the next working morning,
 * this one while its hour is to come: rungs are raised then and at no other time, so none is late for it.
 */
export function nextMorning({ terms, calendar }: AssignmentContext, at: Instant): Instant {
  const today = dayOf(at, terms.zone);
  const morningFrom = (day: Day) =>
    instantAt(nextWorkingDay(calendar, day), terms.cadence.deliverAt, terms.zone);
  const morning = morningFrom(today);
  return morning > at ? morning : morningFrom(addDays(today, 1));
}
