import { latenessAt } from '../../deadline/make-deadline.ts';
import { DomainError } from '../../domain-error.ts';
import { faultsOf, refuseFaults, type Fault } from '../../faults.ts';
import { isBlank, repeated } from '../../text.ts';
import type { AssignmentContext } from '../assignment.commands.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import type { AssignmentState } from '../assignment-state.ts';
import { idsOf, requireOwnUnit, requireWorking, type CommandOf } from '../assignment-step.ts';
import { actionStandings, dueEnd, isSettled } from './action-standing.ts';
import type { ProgressLine } from './monitoring.events.ts';
import { requireOpenAction } from './open-action.ts';

/** How far one action is, whenever the unit likes. 100 % is not done: reporting it done takes evidence. */
export function reportProgress(
  { at, actor, data: { actionId, percent, text } }: CommandOf<'ReportProgress'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  requireWorking(terms);
  requireOpenAction(assignment, actionId);
  refuseFaults('progress-invalid', 'progress', lineFaults({ percent, text }, ''));
  return [
    { type: 'ProgressReported', data: { ...idsOf(assignment), actionId, percent, text, reportedAt: at } },
  ];
}

/**
 * A period's report: a line for every action that is still open. A late one is taken and marked late, one after the
 * period was frozen is not; a second one corrects the first.
 */
export function submitCheckIn(
  { at, actor, data: { period, summary, lines } }: CommandOf<'SubmitCheckIn'>,
  state: AssignmentState,
  { terms }: AssignmentContext,
): AssignmentEvent[] {
  const assignment = requireOwnUnit(actor, state);
  requireWorking(terms);
  const { monitoring } = assignment;
  if (monitoring.frozen.some((one) => one.period === period)) {
    throw new DomainError('period-frozen', `${period} is frozen. Report the change in the next period.`, {
      rule: 'R-21',
      period,
    });
  }
  const checkIn = monitoring.checkIns.find((one) => one.period === period);
  if (checkIn === undefined) {
    const open = monitoring.checkIns.map((one) => one.period);
    throw new DomainError('check-in-not-open', 'No report is asked for that period.', { period, open });
  }
  const standings = actionStandings(assignment);
  const known = new Set(standings.map(({ action }) => action.id));
  const reported = new Set(lines.map(({ actionId }) => actionId));
  const missing = standings
    .filter((one) => !isSettled(one) && !reported.has(one.action.id))
    .map(({ action }) => action.id);
  const doubled = new Set(repeated(lines.map(({ actionId }) => actionId)));
  refuseFaults(
    'check-in-incomplete',
    'check-in',
    [
      ...missing.map((id) => ({ path: '/lines', message: `must tell how action ${id} stands` })),
      ...lines.flatMap(({ actionId, ...line }, index) => [
        ...faultsOf([
          [`/lines/${index}/actionId`, known.has(actionId), `is no action of the plan (${actionId})`],
          [`/lines/${index}/actionId`, !doubled.has(actionId), `is named twice (${actionId})`],
        ]),
        ...lineFaults(line, `/lines/${index}`),
      ]),
    ],
    { missing },
  );
  const version = (checkIn.report?.version ?? 0) + 1;
  const lateness = latenessAt(at, dueEnd(checkIn.dueOn, terms.zone));
  return [
    {
      type: 'CheckInSubmitted',
      data: { ...idsOf(assignment), period, version, summary, lines, ...lateness, submittedAt: at },
    },
  ];
}

function lineFaults({ percent, text }: Omit<ProgressLine, 'actionId'>, path: string): Fault[] {
  return faultsOf([
    [
      `${path}/percent`,
      Number.isInteger(percent) && percent >= 0 && percent <= 100,
      'must be a whole number from 0 to 100',
    ],
    [`${path}/text`, !isBlank(text), 'must say what was done'],
  ]);
}
