import { isDay } from '../calendar/day-arithmetic.ts';
import type { Day } from '../calendar/day.ts';
import type { Finding } from '../finding/findings-state.ts';
import type { Requirement } from '../campaign/campaign.events.ts';
import { faultsOf, refuseFaults, type Fault } from '../faults.ts';
import { isBlank, isSameText, repeated } from '../text.ts';
import type { Limitation, PlanAction, RequirementAnswer } from './assignment.events.ts';

type AcceptedReview = { answers: readonly RequirementAnswer[]; limitations: readonly Limitation[] };
/** What a plan is held against. `findings`: what is open against the unit. `known`: the actions of the plan before, whose days may lie in the past by now. */
export type PlanBasis = AcceptedReview & {
  requirements: readonly Requirement[];
  findings: readonly Finding[];
  known: readonly PlanAction[];
  today: Day;
};

/**
 * Throws 'plan-incomplete' naming at once every fault, every limitation (`unanswered`) and every open finding
 * (`missingFindings`) that no action answers.
 * A review without limitations leaves nothing to quote: then one action of the unit's own choice is a plan, or none when the
 * review answered a requirement of the kind PLAN_REQUIRED with "not applicable" and its reason.
 */
export function requirePlanned(
  actions: readonly PlanAction[],
  { requirements, findings, known, today, ...review }: PlanBasis,
): void {
  const { limitations } = review;
  const planned = new Set(actions.map(({ limitationNo }) => limitationNo));
  const unanswered = limitations.filter(({ no }) => !planned.has(no)).map(({ no }) => no);
  const named = new Set(actions.flatMap(({ findingIds = [] }) => findingIds));
  const missing = findings.filter(({ findingId }) => !named.has(findingId));
  const isEmpty = actions.length === 0 && limitations.length === 0 && !needsNoPlan(review, requirements);
  refuseFaults(
    'plan-incomplete',
    'R-04',
    [
      ...unanswered.map((no) => ({ path: '/actions', message: `must answer limitation ${no}` })),
      ...missing.map(({ no, origin, findingId }) => ({
        path: '/actions',
        message: `must answer finding ${no} (${origin.number}, ${origin.item}; ${findingId}): name its id in the findingIds of an action`,
      })),
      ...faultsOf([['/actions', !isEmpty, 'must hold at least one action']]),
      ...actionFaults(actions, limitations, { findings, known, today }),
      ...actions.flatMap((action, index) => columnFaults(action, `/actions/${index}`)),
    ],
    { unanswered, missingFindings: missing.map(({ findingId }) => findingId) },
  );
}

function needsNoPlan({ answers }: AcceptedReview, requirements: readonly Requirement[]): boolean {
  const asking = new Set(requirements.filter(({ kind }) => kind === 'PLAN_REQUIRED').map(({ no }) => no));
  return answers.some(({ requirementNo, kind }) => kind === 'NOT_APPLICABLE' && asking.has(requirementNo));
}

function actionFaults(
  actions: readonly PlanAction[],
  limitations: readonly Limitation[],
  { findings, known, today }: Pick<PlanBasis, 'findings' | 'known' | 'today'>,
): Fault[] {
  const doubled = new Set(repeated(actions.map(({ id }) => id)));
  const texts = new Map(limitations.map(({ no, text }) => [no, text]));
  const daysBefore = new Map(known.map(({ id, due }) => [id, due]));
  return actions.flatMap((action, index) => {
    const path = `/actions/${index}`;
    const quoted = texts.get(action.limitationNo);
    const { findingIds = [] } = action;
    // Closed meanwhile, a finding that was planned for may stay in the plan.
    const mayName = new Set([
      ...findings.map(({ findingId }) => findingId),
      ...(known.find(({ id }) => id === action.id)?.findingIds ?? []),
    ]);
    const found = findings.filter(({ findingId }) => findingIds.includes(findingId)).map(({ text }) => text);
    const { due } = action;
    return faultsOf([
      [`${path}/id`, !isBlank(action.id), 'must not be blank'],
      [`${path}/id`, !doubled.has(action.id), `is used twice (${action.id})`],
      [
        `${path}/limitationNo`,
        texts.size === 0 || quoted !== undefined || findingIds.length > 0,
        'must be a limitation of the accepted review, or the action must answer a finding',
      ],
      [
        `${path}/limitation`,
        quoted === undefined || isSameText(action.limitation, quoted),
        `must quote limitation ${action.limitationNo} word for word`,
      ],
      [
        `${path}/limitation`,
        quoted !== undefined ||
          found.length === 0 ||
          found.some((text) => isSameText(action.limitation, text)),
        'must quote the finding word for word',
      ],
      [
        `${path}/findingIds`,
        findingIds.every((id) => mayName.has(id)),
        'must be open findings against the unit',
      ],
      [`${path}/measure`, !isBlank(action.measure), 'must not be blank'],
      [`${path}/lead`, !isBlank(action.lead), 'must name who leads'],
      [`${path}/due`, due === 'CONTINUOUS' || isDay(due), 'must be a day, YYYY-MM-DD, or CONTINUOUS'],
      [
        `${path}/due`,
        due === 'CONTINUOUS' || due >= today || due === daysBefore.get(action.id),
        `must not be in the past: today is ${today}`,
      ],
      [`${path}/deliverable`, !isBlank(action.deliverable), 'must name what the result is judged by'],
    ]);
  });
}

/** The columns that came later: each may be left out, none may be said badly. */
function columnFaults(action: PlanAction, path: string): Fault[] {
  const { source, directedBy, coordinates = [], findingIds = [], start, due, weight } = action;
  return faultsOf([
    [`${path}/source/conclusionNo`, !source || !isBlank(source.conclusionNo), 'must name the conclusion'],
    [`${path}/source/conclusionOn`, !source || isDay(source.conclusionOn), 'must be a day, YYYY-MM-DD'],
    [`${path}/directedBy`, directedBy === undefined || !isBlank(directedBy), 'must not be blank'],
    [`${path}/coordinates`, !coordinates.some(isBlank), 'must not hold a blank name'],
    [`${path}/coordinates`, repeated(coordinates).length === 0, 'must name each body once'],
    [`${path}/findingIds`, repeated(findingIds).length === 0, 'must name each finding once'],
    [`${path}/start`, start === undefined || isDay(start), 'must be a day, YYYY-MM-DD'],
    [
      `${path}/start`,
      start === undefined || due === 'CONTINUOUS' || start <= due,
      'must not be after the day it is due',
    ],
    [
      `${path}/weight`,
      weight === undefined || (Number.isInteger(weight) && weight >= 1 && weight <= 100),
      'must be a whole number from 1 to 100',
    ],
  ]);
}
