import type { RuleAtWork } from './rules-at-work.ts';
import type { YearReport } from './year-report.ts';

const counts = (of: Readonly<Record<string, number>>) =>
  Object.entries(of)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

const line = (label: string, text: string | number) => `  ${label.padEnd(26)}${text}`;

/** The monitored year for people: holds nothing that the JSON does not. */
export function yearLines(year: YearReport): string[] {
  const { findings, suggestions, actions, checkIns, evidence, replay } = year;
  return [
    '',
    `The monitored year: ${year.months} months, to ${year.endsOn}`,
    line('findings', `${findings.registered} registered, ${findings.repeats} repeat a closed one`),
    line('  by source', counts(findings.bySource)),
    line('  by severity', counts(findings.bySeverity)),
    line('  at the end', counts(findings.byStatus)),
    line('suggestions', `${suggestions.issued} issued, ${suggestions.reopening} reopened a review`),
    ...year.amendments.map(({ effectiveOn, added, answered }) =>
      line(
        'amendment',
        `requirement ${added.join(', ')} from ${effectiveOn} on, answered in ${answered} reviews`,
      ),
    ),
    line('actions', `${actions.planned} planned: ${counts(actions.byState)}`),
    line('check-ins', counts(checkIns)),
    line('evidence', `${evidence.files} files, ${evidence.withdrawn} withdrawn, ${evidence.whole} whole`),
    line('effectiveness checks', year.effectivenessChecks),
    line('carried over', year.carriedOver),
    '',
    'Each rule at work',
    ...year.rules.flatMap(ruleLines),
    '',
    'Told again from the first event',
    line(
      'read models',
      replay.readModels.different.length === 0
        ? `${replay.readModels.same} equal a fresh fold of the log`
        : `DIFFERENT: ${replay.readModels.different.join(', ')}`,
    ),
    line(
      'frozen periods',
      `${replay.frozenPeriods.same} made again, ${replay.frozenPeriods.different} different`,
    ),
    line('streams folded', replay.streams),
    `  states ${replay.statesSha256}`,
  ];
}

function ruleLines({ rule, says, counts: seen, example, violations }: RuleAtWork): string[] {
  const place = example?.version ? `, event ${example.version} of its record` : '';
  return [
    `  ${rule}  ${says}`,
    `        ${counts(seen)}`,
    ...(example === null ? [] : [`        e.g. ${example.unit}, ${example.at}: ${example.what}${place}`]),
    ...(violations === 0 ? [] : [`        CONTRADICTED ${violations} times`]),
  ];
}
