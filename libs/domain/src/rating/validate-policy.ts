import { calendarFor } from '../calendar/calendars.ts';
import { dayFrom } from '../calendar/day-arithmetic.ts';
import { requireZone } from '../calendar/zoned-time.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import type { Fault } from '../faults.ts';
import { faultsOf } from '../faults.ts';
import { repeated } from '../text.ts';
import { compare, DECIMAL, exact, ONE, sum } from './exact.ts';
import { rankOf } from './level.ts';
import type { Criterion, Measure, RatingPolicy, Sign } from './rating-policy.ts';

type Check = readonly [path: string, holds: boolean, message: string];

/** Everything wrong with a policy of the right form, each fault with its JSON pointer into the document. Empty: it can be used. */
export function faultsOfPolicy(policy: RatingPolicy): Fault[] {
  return faultsOf([
    ...timeChecks(policy),
    ...scaleChecks(policy),
    ...ruleChecks(policy),
    ...capChecks(policy),
  ]);
}

function timeChecks({ zone, calendar, cutOff, specialCutOff, effective }: RatingPolicy): Check[] {
  const ofYear = (on: string) => {
    const [month = 0, day = 0] = on.split('-').map(Number);
    return dayFrom(2023, month, day) !== null;
  };
  return [
    ['/zone', passes(() => requireZone(zone)), 'must be a time zone such as Asia/Ho_Chi_Minh'],
    [
      '/calendar',
      passes(() => calendarFor(calendar)),
      'must be a calendar of this release, such as VN 2026-11',
    ],
    ['/cutOff/on', ofYear(cutOff.on), 'must be a month and a day of every year, MM-DD'],
    ['/specialCutOff/on', ofYear(specialCutOff.on), 'must be a month and a day of every year, MM-DD'],
    [
      '/effective/until',
      effective.until === null || effective.until >= effective.from,
      'must not lie before the day it came into force',
    ],
  ];
}

function passes(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

function scaleChecks({ scale, bands, criteria }: RatingPolicy): Check[] {
  const total = exact(scale.total);
  const weights = sum(criteria.map(({ weight }) => exact(weight)));
  return [
    ['/scale/total', total.n > 0n, 'must be more than 0'],
    [
      '/criteria',
      criteria.length === 0 || compare(weights, total) === 0,
      `must weigh ${scale.total} together, the total of the scale`,
    ],
    ...bands.flatMap(({ level, atLeast }, index): Check[] => {
      const above = bands[index - 1];
      return [
        [
          `/bands/${index}/level`,
          level !== 'NOT_COMPLETED' && (above === undefined || rankOf(above.level) < rankOf(level)),
          'must be lower than the band before it, and is never NOT_COMPLETED: that is below all bands',
        ],
        [
          `/bands/${index}/atLeast`,
          compare(exact(atLeast), above === undefined ? total : exact(above.atLeast)) <= 0 &&
            atLeast !== above?.atLeast,
          'must be less than the band before it and within the scale',
        ],
      ];
    }),
    ...unique('/criteria', criteria),
    ...criteria.flatMap((criterion, index) => criterionChecks(criterion, `/criteria/${index}`)),
  ];
}

function criterionChecks({ weight, measure }: Criterion, path: string): Check[] {
  return [
    [`${path}/weight`, exact(weight).n > 0n, 'must be more than 0'],
    ...measureChecks(measure, weight, `${path}/measure`),
  ];
}

function measureChecks(measure: Measure, weight: string, path: string): Check[] {
  const adds = (points: readonly string[]) => compare(sum(points.map(exact)), exact(weight)) === 0;
  switch (measure.kind) {
    case 'GIVEN':
      return [];
    case 'SELF_CRITICISM': {
      const { planQuality, itemsVerified, noRecurrence } = measure;
      return [
        [path, adds([planQuality, itemsVerified, noRecurrence]), `must add up to the weight ${weight}`],
        [`${path}/planQuality`, exact(planQuality).n > 0n, 'must be more than 0'],
      ];
    }
    case 'FINDINGS_REMEDIED':
      return [
        share(`${path}/partial`, measure.partial),
        ...Object.entries(measure.weights).map(([severity, points]): Check => [
          `${path}/weights/${severity}`,
          exact(points).n > 0n,
          'must be more than 0',
        ]),
      ];
    case 'ACTIONS_ON_TIME':
      return [share(`${path}/lossPerDelay`, measure.lossPerDelay)];
    case 'RESULT_SHARES':
      return [
        [path, repeated([...measure.shares, ...measure.leaderShares]).length === 0, 'names a share twice'],
      ];
    case 'PROCEDURE':
      return [
        [
          `${path}/steps`,
          adds(measure.steps.map(({ points }) => points)),
          `must add up to the weight ${weight}`,
        ],
        [`${path}/steps`, repeated(measure.steps.map(({ what }) => what)).length === 0, 'names a step twice'],
        ...measure.steps.map(({ points }, index): Check => [
          `${path}/steps/${index}/points`,
          exact(points).n > 0n,
          'must be more than 0',
        ]),
        share(`${path}/late`, measure.late),
      ];
    default:
      return assertNever(measure);
  }
}

function ruleChecks({
  triggers,
  conditions,
  ceilings,
  gradedCriteria,
  criteria,
  bands,
  fallThrough,
}: RatingPolicy): Check[] {
  const firing = [
    ...triggers.map((rule, index) => [rule, `/triggers/${index}`] as const),
    ...ceilings.map((rule, index) => [rule, `/ceilings/${index}`] as const),
  ];
  const grades = gradedCriteria.length > 0;
  const notGraded = 'looks at grades, but nothing is graded: see gradedCriteria';
  return [
    ...unique('/triggers', triggers),
    ...unique('/ceilings', ceilings),
    ...unique('/gradedCriteria', gradedCriteria),
    ...firing.flatMap(([{ signs }, path]) =>
      signs.flatMap((sign, index): Check[] => [
        ...limitChecks(sign, `${path}/signs/${index}`),
        [`${path}/signs/${index}`, sign.kind !== 'GRADED' || grades, notGraded],
      ]),
    ),
    ...ceilings.map(({ highest }, index): Check => [
      `/ceilings/${index}/highest`,
      highest !== 'EXCELLENT' && highest !== 'NOT_COMPLETED',
      'must be GOOD or COMPLETED; what makes NOT_COMPLETED is a trigger',
    ]),
    ...conditions.flatMap(({ requirement, levels }, index): Check[] => {
      const path = `/conditions/${index}`;
      return [
        [`${path}/levels`, !levels.includes('NOT_COMPLETED'), 'NOT_COMPLETED has no conditions'],
        [`${path}/requirement`, requirement.kind !== 'GRADES_AT_LEAST' || grades, notGraded],
        ...('limit' in requirement ? [share(`${path}/requirement/limit`, requirement.limit)] : []),
      ];
    }),
    [
      '/bands',
      bands.length > 0 || conditions.length > 0 || fallThrough.kind === 'NONE',
      'are missing: no level could be reached',
    ],
    ['/criteria', bands.length === 0 || criteria.length > 0, 'are missing: the bands need points'],
  ];
}

function limitChecks(sign: Sign, path: string): Check[] {
  if (sign.kind === 'DONE_BELOW') return [share(`${path}/limit`, sign.limit)];
  if (sign.kind === 'SUBORDINATES_DISCIPLINED') return [share(`${path}/above`, sign.above)];
  return [];
}

function capChecks({ cap }: RatingPolicy): Check[] {
  if (cap === null) return [];
  return [
    share('/cap/ratio', cap.ratio),
    share('/cap/exceptionalRatio', cap.exceptionalRatio),
    [
      '/cap/exceptionalRatio',
      compare(exact(cap.exceptionalRatio), exact(cap.ratio)) >= 0,
      'must not be less than the ratio',
    ],
  ];
}

const share = (path: string, text: string): Check => [
  path,
  DECIMAL.test(text) && compare(exact(text), ONE) <= 0,
  'must be a share from "0" to "1"',
];

function unique(path: string, rules: readonly { code: string }[]): Check[] {
  const codes = rules.map(({ code }) => code);
  return codes.map((code, index) => [
    `${path}/${index}/code`,
    codes.indexOf(code) === index,
    `stands twice: ${code}`,
  ]);
}

/** Rules that are only a proposal and that no authority has adopted: they decide nothing official. JSON pointers. */
export function proposalsOf(policy: RatingPolicy): string[] {
  if (policy.adoption !== null) return [];
  const lists = ['bands', 'criteria', 'gradedCriteria', 'triggers', 'conditions', 'ceilings'] as const;
  const listed = lists.flatMap((list) =>
    policy[list].flatMap(({ legalStatus }, index) =>
      legalStatus === 'PROPOSAL' ? [`/${list}/${index}`] : [],
    ),
  );
  const single = (['eligibility', 'once', 'head', 'fallThrough', 'exemptions', 'cap'] as const).filter(
    (name) => policy[name]?.legalStatus === 'PROPOSAL',
  );
  return [...listed, ...single.map((name) => `/${name}`)];
}
