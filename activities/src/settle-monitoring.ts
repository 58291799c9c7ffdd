import type { AssignmentContext } from '@dondoc/domain/assignment/assignment.commands.ts';
import type { AssignmentState } from '@dondoc/domain/assignment/assignment-state.ts';
import {
  dueMonitorSteps,
  HORIZON_DAYS,
  isMonitored,
  nextMonitorInstant,
  type MonitorStep,
} from '@dondoc/domain/assignment/monitoring/monitor-clock.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { assignmentContext } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { msUntil, type Clock } from './clock.ts';
import { monitorCommandId } from './command-ids.ts';
import {
  hasEnded,
  loadAssignment,
  nextMorning,
  OVERTAKEN_LOOKS,
  REFUSED_RECHECK_MS,
  takeDueStep,
  type UnitSettled,
} from './settle-assignment.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Nothing is near: look again before anything beyond the horizon can be due. */
const FAR_RECHECK_MS = ((HORIZON_DAYS * 3) / 4) * DAY_MS;

type Ids = { campaignId: string; unitId: string };
type Ports = { store: EventStore; now: Clock };

/**
 * Does what the clock owes one approved plan now and says when to look again. `done`: there is nothing left to keep time for,
 * or the approval fell; the relay starts the monitor again at the next approval. Safe to repeat: what is due follows from the log.
 */
export async function settleMonitoring(
  ports: Ports,
  ids: Ids,
  looksLeft: number = OVERTAKEN_LOOKS,
): Promise<UnitSettled> {
  const context = await assignmentContext(ports.store, ids.campaignId);
  const { state, upTo } = await loadAssignment(ports.store, ids);
  const at = await ports.now();
  if (hasEnded(context) || !isMonitored(state)) return { done: true, waitMs: null, upTo };

  const due = dueSteps(state, context, at);
  // The calendar does not reach that far: an operator must add its days, and no process may die of it meanwhile.
  if (due === null) return { done: false, waitMs: 7 * DAY_MS, upTo };
  const last = due.at(-1);
  if (last === undefined) return { done: false, waitMs: waitMs(state, context, at), upTo };
  const outcome = await takeDueStep(ports.store, ids, {
    type: 'SettleMonitoring',
    commandId: monitorCommandId(ids, last),
    at,
  });
  if (outcome === 'TAKEN') return settleMonitoring(ports, ids, looksLeft);
  if (outcome === 'OVERTAKEN' && looksLeft > 0) return settleMonitoring(ports, ids, looksLeft - 1);
  return { done: false, waitMs: REFUSED_RECHECK_MS, upTo };
}

function dueSteps(state: AssignmentState, context: AssignmentContext, at: Instant): MonitorStep[] | null {
  try {
    return dueMonitorSteps(state, context, at);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-known') return null;
    throw error;
  }
}

function waitMs(state: AssignmentState, context: AssignmentContext, at: Instant): number {
  if (context.terms.paused) return msUntil(at, nextMorning(context, at));
  const next = nextMonitorInstant(state, context, at);
  return next === null ? FAR_RECHECK_MS : Math.min(FAR_RECHECK_MS, msUntil(at, next));
}
