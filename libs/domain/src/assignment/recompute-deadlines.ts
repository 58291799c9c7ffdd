import { requireSteward } from '../authority.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { PHASES } from '../deadline/deadline.ts';
import { recounted } from '../deadline/recount.ts';
import { ownDeadline } from './assignment-clock.ts';
import type { AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { AssignmentState } from './assignment-state.ts';
import { idsOf, requireAssigned, requireWorking, type CommandOf } from './assignment-step.ts';
import { OWED } from './unit-deadlines.ts';

/** R-29 for what the unit alone was given: open and counted days are counted again, as they stand after the pauses. */
export function recomputeDeadlines(
  { at, actor }: CommandOf<'RecomputeDeadlines'>,
  state: AssignmentState,
  { terms, calendar }: AssignmentContext,
): AssignmentEvent[] {
  requireSteward(actor);
  const assignment = requireAssigned(state);
  requireWorking(terms);
  const { zone, cutOffOn, calendar: because } = terms;
  const today = dayOf(at, zone);
  return PHASES.flatMap((phase) => {
    const from = ownDeadline(assignment, terms, phase, calendar)?.deadline;
    if (from === undefined || from.endsAt <= at || !OWED[phase].includes(assignment.status)) return [];
    const to = recounted(from, { calendar, today, cutOffOn, zone });
    if (to === null) return [];
    const data = { ...idsOf(assignment), phase, from, to, because, recomputedAt: at };
    return [{ type: 'UnitDeadlineRecomputed' as const, data }];
  });
}
