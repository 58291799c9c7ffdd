import type { CalendarReport } from './calendar-report.ts';
import type { RatingReport } from './rating/rating-report.ts';
import type { RuleAtWork } from './rules/rule-view.ts';
import type { YearReport } from './year-report.ts';

const counts = (of: Readonly<Record<string, number>>) =>
  Object.entries(of)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

const line = (label: string, text: string | number) => `  ${label.padEnd(26)}${text}`;
/** `2026-12-03T16:00:00+07:00` as people write it. */
const moment = (local: string) => `${local.slice(0, 10)} ${local.slice(11, 16)}`;

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
    ...year.amendments.flatMap(amendmentLines),
    line('actions', `${actions.planned} planned: ${counts(actions.byState)}`),
    line('check-ins', counts(checkIns)),
    line('evidence', `${evidence.files} files, ${evidence.withdrawn} withdrawn, ${evidence.whole} whole`),
    line('effectiveness checks', year.effectivenessChecks),
    line('carried over', year.carriedOver),
    '',
    'Working days',
    ...calendarLines(year.calendar),
    ...(year.rating === null ? [] : ['', 'The rating of the year', ...ratingLines(year.rating)]),
    '',
    'Each rule at work',
    ...year.rules.flatMap(ruleLines),
    ...(year.rules.every(({ violations }) => violations === 0)
      ? ['  No event of the log contradicts any of them.']
      : []),
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
    line('ratings', `${replay.ratings.same} made again, ${replay.ratings.different} different`),
    line('streams folded', replay.streams),
    `  states ${replay.statesSha256}`,
  ];
}

function amendmentLines({
  effectiveOn,
  added,
  answered,
  acknowledged,
  waitingFor,
}: YearReport['amendments'][number]): string[] {
  return [
    line(
      'amendment',
      `requirement ${added.join(', ')} from ${effectiveOn} on, answered in ${answered} reviews`,
    ),
    line('  acknowledged', `by ${acknowledged} units`),
    ...(waitingFor.length === 0 ? [] : wrapped('  not acknowledged', waitingFor)),
  ];
}

function calendarLines({ launchedWith, adopted, moved, unmoved }: CalendarReport): string[] {
  return [
    line('launched with', launchedWith),
    ...adopted.flatMap(({ version, at, basis, off, worked }) => [
      line('from then on', `${version}, announced ${moment(at)}: ${basis}`),
      line('', `off ${off.join(', ')}, worked instead ${worked.join(', ')}`),
    ]),
    ...moved.map(({ unit, phase, from, to, counted, since, pausedDays, basis }) =>
      line(
        `  moved, ${unit ?? 'all units'}`,
        `${phase} ${from} -> ${to}: ${counted} working days from ${since}${pausedDays === 0 ? '' : ` and ${pausedDays} days of pause`} [${basis}]`,
      ),
    ),
    ...unmoved.map(({ phase, on, why }) => line('  not moved', `${phase} ${on}: it was ${why}`)),
  ];
}

function ratingLines({
  policy,
  adoptedBy,
  decided,
  byLevel,
  groups,
  petitions,
  ...rest
}: RatingReport): string[] {
  return [
    line('by', `${policy}${adoptedBy === null ? '' : `, adopted by ${adoptedBy}`}`),
    line('decided', `${decided} units: ${counts(byLevel)}`),
    ...groups.flatMap(({ group, units, provisional, places, official, isSmall }) => [
      line(
        `  ${group}`,
        `${units} units, ${places} ${places === 1 ? 'place' : 'places'} for EXCELLENT${isSmall ? ', a small group' : ''}`,
      ),
      line('    by the rules', counts(provisional)),
      line('    decided', counts(official)),
    ]),
    ...petitions.map(({ unit, receivedOn, answerBy, answeredOn, outcome, level }) =>
      line(
        'petition',
        `${unit}, received ${receivedOn}, due ${answerBy}, answered ${answeredOn}: ${outcome}, ${level}`,
      ),
    ),
    ...(rest.lockedBecause === null ? [] : [line('locked', rest.lockedBecause)]),
  ];
}

function ruleLines({ rule, says, counts: seen, example, violations }: RuleAtWork): string[] {
  const place = example?.version ? `, event ${example.version} of its record` : '';
  return [
    `  ${rule}  ${says}`,
    `        ${counts(seen)}`,
    ...(example === null
      ? []
      : [`        e.g. ${example.unit}, ${moment(example.at)}: ${example.what}${place}`]),
    ...(violations === 0 ? [] : [`        CONTRADICTED ${violations} times`]),
  ];
}

const WIDTH = 110;

/** A list of names over as many lines as it takes. */
function wrapped(label: string, names: readonly string[]): string[] {
  const lines: string[] = [];
  let current = '';
  for (const name of names) {
    if (current !== '' && current.length + name.length > WIDTH - 28) {
      lines.push(current);
      current = '';
    }
    current += current === '' ? name : `, ${name}`;
  }
  return [...lines, current].map((text, index) => line(index === 0 ? label : '', text));
}
