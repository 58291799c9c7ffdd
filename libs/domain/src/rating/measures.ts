import { daysBetween } from '../calendar/day-arithmetic.ts';
import { dayOf, parseInstant } from '../calendar/zoned-time.ts';
import { workingDaysBetween } from '../calendar/working-days.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import {
  atLeastZero,
  type Exact,
  exact,
  fraction,
  mean,
  minus,
  ONE,
  over,
  plus,
  shareText,
  sum,
  times,
  whole,
  ZERO,
} from './exact.ts';
import type { FactName, SelfCriticism } from './rating-facts.ts';
import type { Criterion, Measure, ProcedureStep } from './rating-policy.ts';
import { dueFindings, type Situation, verificationAt } from './situation.ts';

/** What a criterion is worth, as a share of its weight; `NOTHING_DUE`: its weight goes to the others of its group. */
export type Measured =
  | {
      share: Exact;
      values: Record<string, string>;
      evidence: readonly string[];
      /** Its own measures that had nothing due. */
      notDue: readonly string[];
    }
  | { nothingDue: true }
  /** `detail`: what is missing inside the fact. */
  | { missing: FactName; detail: string };

export function measure(criterion: Criterion, situation: Situation): Measured {
  const { measure: by } = criterion;
  switch (by.kind) {
    case 'GIVEN':
      return given(criterion, situation);
    case 'SELF_CRITICISM':
      return selfCriticism(criterion, by, situation);
    case 'FINDINGS_REMEDIED':
      return findingsRemedied(by, situation);
    case 'ACTIONS_ON_TIME':
      return actionsOnTime(by, situation);
    case 'RESULT_SHARES':
      return resultShares(by, situation);
    case 'PROCEDURE':
      return procedure(by, situation);
    default:
      return assertNever(by);
  }
}

function given({ code, weight }: Criterion, { facts: { general } }: Situation): Measured {
  const points = typeof general === 'object' ? general[code] : undefined;
  if (typeof points !== 'string') return { missing: 'general', detail: `general.${code}` };
  return part(over(exact(points), exact(weight)), {}, ['general']);
}

function selfCriticism(
  criterion: Criterion,
  by: Measure & { kind: 'SELF_CRITICISM' },
  situation: Situation,
): Measured {
  const { general, findings = [] } = situation.facts;
  const points = typeof general === 'object' ? general[criterion.code] : undefined;
  if (typeof points !== 'object') return given(criterion, situation);
  const repeating = findings.filter(({ repeats }) => Boolean(repeats)).map(({ id }) => id);
  const recurs = points.recurrence || repeating.length > 0;
  const measures = [
    { of: exact(by.planQuality), share: over(exact(points.planQuality), exact(by.planQuality)) },
    ...(points.itemsDue === 0
      ? []
      : [{ of: exact(by.itemsVerified), share: fraction(points.itemsVerified, points.itemsDue) }]),
    { of: exact(by.noRecurrence), share: recurs ? ZERO : ONE },
  ];
  return part(
    weighted(measures),
    valuesOf(points, recurs),
    ['general', ...repeating],
    points.itemsDue === 0 ? ['itemsVerified'] : [],
  );
}

const valuesOf = ({ planQuality, itemsVerified, itemsDue }: SelfCriticism, recurs: boolean) => ({
  planQuality,
  itemsVerified: `${itemsVerified}/${itemsDue}`,
  recurrence: recurs ? 'yes' : 'no',
});

function findingsRemedied(
  by: Measure & { kind: 'FINDINGS_REMEDIED' },
  { facts: { findings }, year }: Situation,
): Measured {
  if (findings === undefined) return { missing: 'findings', detail: 'findings' };
  const due = dueFindings(findings, year);
  if (due.length === 0) return { nothingDue: true };
  const worth = { ACCEPTED: ONE, PARTIAL: exact(by.partial), REJECTED: ZERO, NONE: ZERO };
  const verified = sum(
    due.map((finding) => times(exact(by.weights[finding.severity]), worth[verificationAt(finding, year)])),
  );
  const all = sum(due.map(({ severity }) => exact(by.weights[severity])));
  return part(
    over(verified, all),
    { verifiedWeight: shareText(verified), dueWeight: shareText(all) },
    due.map(({ id }) => id),
  );
}

function actionsOnTime(
  by: Measure & { kind: 'ACTIONS_ON_TIME' },
  { facts: { actions }, year: { lastDay } }: Situation,
): Measured {
  if (actions === undefined) return { missing: 'actions', detail: 'actions' };
  const due = actions.filter((action) => action.due <= lastDay && !action.objectiveCause);
  if (due.length === 0) return { nothingDue: true };
  const items = due.map(({ doneOn, lateTimes }) =>
    doneOn === null || doneOn > lastDay
      ? ZERO
      : atLeastZero(minus(ONE, times(exact(by.lossPerDelay), whole(lateTimes)))),
  );
  const share = mean(items);
  const undone = due.filter(({ doneOn }) => doneOn === null || doneOn > lastDay).length;
  const values = { mean: shareText(share), actions: String(due.length), notDone: String(undone) };
  return part(
    share,
    values,
    due.map(({ id }) => id),
  );
}

function resultShares(
  by: Measure & { kind: 'RESULT_SHARES' },
  { facts: { results }, subject }: Situation,
): Measured {
  if (results === undefined) return { missing: 'results', detail: 'results' };
  const leads = subject.kind === 'PERSON' && subject.role !== 'STAFF';
  const names = leads ? [...by.shares, ...by.leaderShares] : by.shares;
  const shares: Exact[] = [];
  for (const name of names) {
    const share = results[name];
    if (share === undefined) return { missing: 'results', detail: `results.${name}` };
    shares.push(exact(share));
  }
  const values = Object.fromEntries(names.map((name) => [name, results[name] ?? '']));
  return part(mean(shares), values, ['results']);
}

function procedure(by: Measure & { kind: 'PROCEDURE' }, situation: Situation): Measured {
  if (situation.facts.procedure === undefined) return { missing: 'procedure', detail: 'procedure' };
  const judged = situation.facts.procedure.flatMap((fact, index) => {
    const due = parseInstant(fact.due) ?? '';
    return due > situation.year.cutOff ? [] : [{ fact, share: punctuality(by, fact, index, situation) }];
  });
  const of = (what: ProcedureStep) => judged.filter(({ fact }) => fact.what === what);
  const steps = by.steps.map(({ what, points }) => ({ what, of: exact(points), due: of(what) }));
  const counted = steps
    .filter(({ due }) => due.length > 0)
    .map((step) => ({ ...step, share: mean(step.due.map(({ share }) => share)) }));
  if (counted.length === 0) return { nothingDue: true };
  return part(
    weighted(counted),
    Object.fromEntries(counted.map(({ what, share }) => [what, shareText(share)])),
    counted.flatMap(({ due }) => due.map(({ fact }) => `${fact.what}@${fact.due}`)),
    steps.filter(({ due }) => due.length === 0).map(({ what }) => what),
  );
}

// Five working days never span more: Tết is the longest row of days off. It only spares counting years of lateness.
const CALENDAR_DAYS_PER_WORKING_DAY = 14;

/** Full when it came by its second; a part when at most so many working days late; what came after the cut-off did not come. */
function punctuality(
  by: Measure & { kind: 'PROCEDURE' },
  { due, on }: { due: string; on: string | null },
  index: number,
  { calendar, policy, year }: Situation,
): Exact {
  const [dueAt, at] = [parseInstant(due) ?? '', on === null ? null : parseInstant(on)];
  if (at === null || at > year.cutOff) return ZERO;
  // A deadline names its last good second; all of that second is in time.
  if (at.slice(0, 19) <= dueAt.slice(0, 19)) return ONE;
  const [dueDay, day] = [dayOf(dueAt, policy.zone), dayOf(at, policy.zone)];
  if (daysBetween(dueDay, day) > CALENDAR_DAYS_PER_WORKING_DAY * by.lateWithinWorkingDays) return ZERO;
  const { covers } = calendar;
  if (covers !== undefined && (dueDay < covers.from || day > covers.to)) {
    throw new DomainError(
      'calendar-not-known',
      `Calendar ${calendar.code} ${calendar.version} knows the days from ${covers.from} to ${covers.to}; it cannot tell how late ${day} is.`,
      { path: `/facts/procedure/${index}/due` },
    );
  }
  return workingDaysBetween(calendar, dueDay, day) <= by.lateWithinWorkingDays ? exact(by.late) : ZERO;
}

/** Measures with their points: those with nothing due are not among them, so the others carry their points in proportion. */
function weighted(measures: readonly { of: Exact; share: Exact }[]): Exact {
  const got = measures.reduce((total, { of, share }) => plus(total, times(of, share)), ZERO);
  return over(got, sum(measures.map(({ of }) => of)));
}

const part = (
  share: Exact,
  values: Record<string, string>,
  evidence: readonly string[],
  notDue: readonly string[] = [],
): Measured => ({ share, values, evidence, notDue });
