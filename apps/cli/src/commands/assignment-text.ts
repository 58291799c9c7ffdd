import type { AssignmentView } from '@dondoc/contracts/assignments.ts';
import { table } from '../table.ts';

/** Where one unit stands, for people: its dates, what it owes, why something came back, how far its plan is. */
export function assignmentText(view: AssignmentView): string {
  const { unitCode, status, version, asOf, escalation, review, plan, score } = view;
  return [
    `${unitCode}: ${status}, version ${version}, as of position ${asOf}`,
    table(['PHASE', 'LAST GOOD DAY', '', '', 'BASIS'], deadlineRows(view)),
    ...(escalation === null
      ? []
      : [`escalated: ${escalation.level} ${escalation.step} (${escalation.phase})`]),
    ...suggestionLines(view),
    ...(review === null ? [] : [`review version ${review.version}`]),
    ...(plan === null ? [] : [`plan version ${plan.version}`]),
    ...(view.returned ?? []).map(({ item, text }) => `returned, item ${item}: ${text}`),
    ...actionLines(plan),
    ...successionLines(view),
    ...(score === null ? [] : [`score ${score.points} of ${score.of}`]),
  ].join('\n');
}

function suggestionLines({ suggestions }: AssignmentView): string[] {
  if (suggestions.length === 0) return ['Gợi ý kiểm điểm: không có gợi ý'];
  return suggestions.map(
    ({ no, position, text, basis }) =>
      `suggestion ${no}${position === null ? '' : ` (${position})`}: ${text ?? ''} [${basis.ref}]`,
  );
}

function deadlineRows({ deadlines, openPhases }: AssignmentView): string[][] {
  return Object.entries(deadlines).flatMap(([phase, deadline]) => {
    if (deadline === null) return [];
    const moved = deadline.on === deadline.originalOn ? '' : `moved from ${deadline.originalOn}`;
    const open = openPhases.some((one) => one === phase) ? 'open' : '';
    return [[phase, deadline.on, moved, open, deadline.basis.ref]];
  });
}

/** What came from units that are no more, and who goes on for this one (R-12). */
function successionLines({ transferred, inherited }: AssignmentView): string[] {
  return [
    ...(transferred === null ? [] : [`transferred on ${transferred.on} to ${transferred.to.join(', ')}`]),
    ...inherited.flatMap(({ from, basis, step, actions }) => [
      `inherited from ${from.code} [${basis.ref}]`,
      ...(step === null
        ? []
        : [`  stood at ${step.status} since ${step.since.slice(0, 10)}, due ${step.dueOn ?? 'on no day'}`]),
      ...actionLines({ version: 0, actions }),
    ]),
  ];
}

function actionLines(plan: AssignmentView['plan']): string[] {
  if (!plan?.actions || plan.actions.length === 0) return [];
  const rows = plan.actions.map(({ id, state, due, report, measure }) => [
    id,
    state,
    due,
    report === null ? '' : `report ${report.version}`,
    measure,
  ]);
  return [table(['ACTION', 'STATE', 'DUE', 'REPORT', 'MEASURE'], rows)];
}
