import { isDay } from '../calendar/day-arithmetic.ts';
import { parseInstant } from '../calendar/zoned-time.ts';
import type { Fault } from '../faults.ts';
import { faultsOf } from '../faults.ts';
import { isBlank } from '../text.ts';
import { compare, DECIMAL, exact, type Exact, ONE, sum } from './exact.ts';
import { pointer } from './json-pointer.ts';
import type { RatingCase, RatingFacts, TargetCounts, TaskCounts } from './rating-facts.ts';
import type { RatingPolicy } from './rating-policy.ts';

type Check = readonly [path: string, holds: boolean, message: string];

/** What no form can see: impossible counts, double ids, points above their weight. Each fault names its JSON pointer. */
export function faultsOfCase({ year, cutOff, subject, facts }: RatingCase, policy: RatingPolicy): Fault[] {
  const earliest = 1900;
  return faultsOf([
    [
      '/subject/kind',
      policy.rates === 'ANY' || policy.rates === subject.kind,
      `must be ${policy.rates}: that is what ${policy.code} rates`,
    ],
    ['/subject/id', !isBlank(subject.id), 'must be a text'],
    [
      '/year',
      Number.isSafeInteger(year) && year >= earliest && year <= 9998,
      `must be a year from ${earliest} to 9998`,
    ],
    ['/cutOff', cutOff === undefined || isInstant(cutOff), INSTANT],
    ...points(facts, policy),
    ...shares(facts),
    ...taskChecks(facts.tasks),
    ...targetChecks(facts.targets),
    ...lists(facts),
    ...gradeChecks(facts, policy),
  ]);
}

const INSTANT = 'must be an instant with its offset, like 2026-12-14T23:59:59+07:00';
const isInstant = (text: string) => parseInstant(text) !== null;
const isCount = (count: number) => Number.isSafeInteger(count) && count >= 0;

function points({ score, general }: RatingFacts, policy: RatingPolicy): Check[] {
  const own = policy.criteria.filter(({ group }) => group === 'GENERAL');
  const checks = [decimalUpTo('/facts/score', score, exact(policy.scale.total))];
  if (typeof general === 'string' && own.length > 0)
    checks.push(decimalUpTo('/facts/general', general, sum(own.map(({ weight }) => exact(weight)))));
  if (typeof general !== 'object') return checks;
  for (const [code, given] of Object.entries(general)) {
    if (given === undefined) continue;
    const path = pointer('facts', 'general', code);
    const criterion = own.find((each) => each.code === code);
    if (criterion === undefined) {
      checks.push([path, false, `is no general criterion of ${policy.code}`]);
    } else if (typeof given === 'string') {
      checks.push(decimalUpTo(path, given, exact(criterion.weight)));
    } else if (criterion.measure.kind === 'SELF_CRITICISM') {
      checks.push(
        decimalUpTo(`${path}/planQuality`, given.planQuality, exact(criterion.measure.planQuality)),
        [`${path}/itemsDue`, isCount(given.itemsDue), COUNT],
        [`${path}/itemsVerified`, isCount(given.itemsVerified), COUNT],
        [`${path}/itemsVerified`, given.itemsVerified <= given.itemsDue, 'must not be more than itemsDue'],
      );
    } else {
      checks.push([path, false, 'must be a decimal string']);
    }
  }
  return checks;
}

const COUNT = 'must be a whole number, 0 or more';

function shares({ results = {} }: RatingFacts): Check[] {
  return Object.entries(results).map(([name, share]) =>
    decimalUpTo(pointer('facts', 'results', name), share, ONE),
  );
}

function decimalUpTo(path: string, text: string | undefined, most: Exact): Check {
  if (text === undefined) return [path, true, ''];
  if (!DECIMAL.test(text)) return [path, false, 'must be a decimal string such as "92.40"'];
  return [path, compare(exact(text), most) <= 0, `must not be more than ${most.n / most.d}`];
}

function taskChecks(tasks: TaskCounts | undefined): Check[] {
  if (tasks === undefined) return [];
  const { assigned, done, onTime, exceeded, exempted = [] } = tasks;
  const out = exempted.reduce((total, { count }) => total + count, 0);
  return [
    ...counted('/facts/tasks', { assigned, done, onTime, exceeded }),
    ...exempted.flatMap((exemption, index): Check[] => [
      [
        `/facts/tasks/exempted/${index}/count`,
        isCount(exemption.count) && exemption.count > 0,
        'must be a whole number, 1 or more',
      ],
      decided(`/facts/tasks/exempted/${index}`, exemption.decisionNo),
    ]),
    ['/facts/tasks/exempted', out <= assigned, 'exempts more tasks than were assigned'],
    ['/facts/tasks/done', done <= assigned, 'must not be more than assigned'],
    [
      '/facts/tasks/done',
      done <= assigned - out || out > assigned,
      'must not be more than assigned less exempted: exempted tasks are not in done',
    ],
    ['/facts/tasks/onTime', onTime <= done, 'must not be more than done'],
    ['/facts/tasks/exceeded', exceeded <= done, 'must not be more than done'],
  ];
}

function targetChecks(targets: TargetCounts | undefined): Check[] {
  if (targets === undefined) return [];
  const { assigned, done, exceeded } = targets;
  return [
    ...counted('/facts/targets', { assigned, done, exceeded }),
    ['/facts/targets/done', done <= assigned, 'must not be more than assigned'],
    ['/facts/targets/exceeded', exceeded <= done, 'must not be more than done'],
  ];
}

const counted = (path: string, counts: Record<string, number>): Check[] =>
  Object.entries(counts).map(([name, count]) => [`${path}/${name}`, isCount(count), COUNT]);

const decided = (path: string, decisionNo: string): Check => [
  `${path}/decisionNo`,
  !isBlank(decisionNo),
  'must name the decision',
];

function lists(facts: RatingFacts): Check[] {
  const { findings = [], actions = [], procedure = [], discipline = [], conclusions = [] } = facts;
  const day = dayCheck();
  return [
    ...distinct('findings', findings),
    ...distinct('actions', actions),
    ...distinct('discipline', discipline),
    ...distinct('conclusions', conclusions),
    ...distinct('subordinates', facts.subordinates ?? []),
    ...distinct('tasks/exempted', facts.tasks?.exempted ?? []),
    ...repeatedTexts('countedViolations', facts.countedViolations ?? []),
    ...findings.flatMap((finding, index): Check[] => {
      const path = `/facts/findings/${index}`;
      const judged = finding.verification === 'ACCEPTED' || finding.verification === 'PARTIAL';
      return [
        day(`${path}/due`, finding.due),
        [
          `${path}/verifiedOn`,
          !judged || Boolean(finding.verifiedOn),
          'is missing: without its day nobody can tell whether the verification came by the cut-off',
        ],
        ...(finding.verifiedOn ? [day(`${path}/verifiedOn`, finding.verifiedOn)] : []),
        ...(finding.notRemediable
          ? [
              decided(`${path}/notRemediable`, finding.notRemediable.decisionNo),
              day(`${path}/notRemediable/on`, finding.notRemediable.on),
            ]
          : []),
      ];
    }),
    ...actions.flatMap((action, index): Check[] => {
      const path = `/facts/actions/${index}`;
      return [
        day(`${path}/due`, action.due),
        ...(action.doneOn === null ? [] : [day(`${path}/doneOn`, action.doneOn)]),
        [`${path}/lateTimes`, isCount(action.lateTimes), COUNT],
        ...(action.objectiveCause
          ? [decided(`${path}/objectiveCause`, action.objectiveCause.decisionNo)]
          : []),
      ];
    }),
    ...procedure.flatMap(({ due, on }, index): Check[] => [
      [`/facts/procedure/${index}/due`, isInstant(due), INSTANT],
      [`/facts/procedure/${index}/on`, on === null || isInstant(on), INSTANT],
    ]),
    ...discipline.flatMap(({ on, violation }, index): Check[] => [
      day(`/facts/discipline/${index}/on`, on),
      [`/facts/discipline/${index}/violation`, !isBlank(violation), 'must be a text'],
    ]),
    ...conclusions.map(({ on }, index) => day(`/facts/conclusions/${index}/on`, on)),
    ['/facts/quarters', (facts.quarters?.length ?? 0) <= 4, 'has more than the four quarters of a year'],
  ];
}

/** Thousands of facts share a few hundred days, and reading a day is what a check costs most. */
function dayCheck(): (path: string, text: string) => Check {
  const read = new Map<string, boolean>();
  return (path, text) => {
    const holds = read.get(text) ?? isDay(text);
    read.set(text, holds);
    return [path, holds, 'must be a day of the calendar, YYYY-MM-DD'];
  };
}

function distinct(list: string, entries: readonly { id: string }[]): Check[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id }, index): Check[] => {
    const isNew = !seen.has(id);
    seen.add(id);
    const path = `/facts/${list}/${index}/id`;
    return [
      [path, !isBlank(id), 'must be a text'],
      [path, isNew, `stands twice: ${JSON.stringify(id)}`],
    ];
  });
}

function repeatedTexts(list: string, entries: readonly string[]): Check[] {
  return entries.map((entry, index) => [
    `/facts/${list}/${index}`,
    entries.indexOf(entry) === index && !isBlank(entry),
    'is empty or stands twice',
  ]);
}

function gradeChecks({ grades = {} }: RatingFacts, policy: RatingPolicy): Check[] {
  const known = policy.gradedCriteria.map(({ code }) => code);
  return Object.keys(grades).map((code) => [
    pointer('facts', 'grades', code),
    known.includes(code),
    known.length === 0
      ? `is not graded by ${policy.code}`
      : `is no criterion of ${policy.code}; it grades ${known.join(', ')}`,
  ]);
}
