import { PHASES } from '@dondoc/domain/deadline/deadline.ts';
import type { SimulationReport } from './report.ts';
import { yearLines } from './year/year-text.ts';

const row = (label: string, ...cells: (string | number)[]) =>
  `  ${label.padEnd(26)}${cells.map((cell) => String(cell).padStart(10)).join('')}`;

/** The report for people. Holds nothing that the JSON does not. */
export function reportText(report: SimulationReport): string {
  const { campaign, temporal, log } = report;
  const lines = [
    `Simulated campaign: ${report.units} units, seed ${report.seed}, from ${report.from}`,
    `Status ${campaign.status}, paused for ${campaign.pausedDays} days`,
    '',
    'Last good days',
    ...PHASES.map((phase) => row(phase, campaign.deadlines[phase])),
    '',
    'How the units behaved',
    ...Object.entries(report.behaviours).map(([behaviour, count]) => row(behaviour, count)),
    '',
    'Units by state at the end',
    ...Object.entries(report.unitsByState).map(([state, count]) => row(state, count)),
    '',
    row('First submission', 'on time', 'late', 'never'),
    ...PHASES.map((phase) => {
      const { onTime, late, never } = report.timeliness[phase];
      return row(phase, onTime, late, never);
    }),
    '',
    'Reminders (working days from the due day)',
    ...report.reminders.map(({ phase, offset, sent }) =>
      row(`${phase} T${offset > 0 ? '+' : ''}${offset}`, sent),
    ),
    '',
    'Escalations',
    ...report.escalations.map(({ phase, level, step, raised }) => row(`${phase} ${level} ${step}`, raised)),
    '',
    row('Reviews returned', report.returns.review),
    row('Plans returned', report.returns.plan),
    row('Extensions of one unit', report.extensions.unit),
    row('Extensions for everybody', report.extensions.campaign),
    '',
    `Scores: ${report.scores.scored} units, mean ${report.scores.mean ?? 'none'}`,
    ...report.scores.distribution.map(({ points, units }) => row(points, units)),
    '',
    'Facts in the log',
    ...Object.entries(report.events.byType).map(([type, count]) => row(type, count)),
    row('total', report.events.total),
    '',
    `  ${'Temporal events per unit'.padEnd(26)}${historyText(temporal)}`,
    row('Log verified', log.ok ? 'yes' : 'NO', `head ${log.head}`),
    `  facts ${log.factsSha256}`,
    ...(report.year ? yearLines(report.year) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function historyText({
  eventsPerUnit,
  continuesAsNewBeyond,
  isWithinOneHistory,
}: SimulationReport['temporal']) {
  const { median, max } = eventsPerUnit;
  if (continuesAsNewBeyond === undefined) return `median ${median}, at most ${max}`;
  const every = isWithinOneHistory ? 'every unit within' : 'NOT every unit within';
  return `median ${median}, ${every} the ${continuesAsNewBeyond} at which it is begun anew`;
}
