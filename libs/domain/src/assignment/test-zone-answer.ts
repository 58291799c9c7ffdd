// A process of its own, started by time-zone.spec.ts on a machine that believes to be elsewhere. It prints the hour that the machine
// shows, then everything that a rule says of one unit; only the hour may depend on where it runs.
import { at } from '../campaign/test-campaigns.ts';
import { factsOf } from '../rating/process/facts-of-unit.ts';
import { evaluateRating } from '../rating/evaluate-rating.ts';
import { pin, tasks } from '../rating/test-ratings.ts';
import type { ScoredEvent } from '../scoring/scored-event.ts';
import { dueReminders, dueRungs, nextInstant } from './assignment-clock.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { requireAssigned } from './assignment-step.ts';
import { actionStandings, isOverdue } from './monitoring/action-standing.ts';
import { nextMonitorInstant } from './monitoring/monitor-clock.ts';
import { periodSnapshot } from './monitoring/period-snapshot.ts';
import { acknowledged, contextOf, planApproved, stateOf } from './test-assignments.ts';
import { waitingOf } from './waiting.ts';

const context = contextOf();
const { terms } = context;
const CUT_OFF = '2026-12-14T23:59:59+07:00';
/** Around midnight in Viet Nam, where a machine elsewhere is on another day. */
const instants = [at('2026-03-20', '23:59:59'), at('2026-03-21', '00:00:01'), at('2026-03-23', '08:00')];

function deadlineStates(events: readonly AssignmentEvent[]) {
  const state = stateOf(events);
  const dated = events.map((event) => ({ ...event, at: at('2026-03-02', '23:30') }));
  return instants.map((now) => ({
    rungs: dueRungs(state, context, now).map(({ phase, rung, at: due }) => [phase, rung.step, due]),
    reminders: dueReminders(state, context, now).map(({ phase, offset }) => [phase, offset]),
    next: nextInstant(state, context, now),
    waiting: waitingOf(dated, context, now),
  }));
}

const logged = planApproved().map((event, index): ScoredEvent => ({
  ...event,
  eventId: `e${index}`,
  position: index + 1,
  at: at('2026-03-20', '23:59:59'),
}));
const monitored = requireAssigned(stateOf(planApproved()));
const { facts } = factsOf({
  unit: { assignment: logged, findings: [] },
  rating: [],
  state: { facts: {}, appraisal: null },
  terms,
  year: { cutOff: CUT_OFF, lastDayBefore: '2025-12-14' },
});
const result = evaluateRating(
  {
    year: 2026,
    cutOff: CUT_OFF,
    subject: { kind: 'UNIT', id: 'u' },
    facts: { ...facts, general: '27', results: { a: '1', b: '1', c: '1' }, tasks: tasks(10) },
  },
  pin('VN-UNIT-366-335'),
);

const told = {
  cycle: deadlineStates(acknowledged()),
  monitoring: {
    overdue: ['2026-06-30', '2026-07-01'].map((day) =>
      actionStandings(monitored).map((one) => isOverdue(one, at(day, '00:00:00'), terms.zone)),
    ),
    next: nextMonitorInstant(monitored, context, at('2026-06-30', '00:30')),
    frozen: periodSnapshot(monitored, { to: '2026-06-30' }, terms.zone),
  },
  result,
};
process.stdout.write(`${new Date('2026-03-21T00:00:00Z').getHours()}\n${JSON.stringify(told)}\n`);
