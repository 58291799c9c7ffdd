import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Discipline, Finding, RatingFacts, Subject } from './rating-facts.ts';
import type { CountedFact, RatingPolicy } from './rating-policy.ts';
import type { RatingYear } from './rating-year.ts';

/** What the rules look at: the facts and the year they are judged in. */
export type Situation = {
  policy: RatingPolicy;
  calendar: WorkingCalendar;
  subject: Subject;
  facts: RatingFacts;
  year: RatingYear;
};

export const isTakenOut = ({ notRemediable }: Finding, { lastDay }: RatingYear): boolean =>
  Boolean(notRemediable) && (notRemediable?.on ?? '') <= lastDay;

/** The findings that count: due by the cut-off, and not taken out by a decision made by then. */
export function dueFindings(findings: readonly Finding[], year: RatingYear): Finding[] {
  return findings.filter((finding) => finding.due <= year.lastDay && !isTakenOut(finding, year));
}

/** The verification as it stood at the cut-off. */
export function verificationAt(finding: Finding, { lastDay }: RatingYear): Finding['verification'] {
  const { verification, verifiedOn } = finding;
  return verifiedOn && verifiedOn > lastDay ? 'NONE' : verification;
}

export type CountedDiscipline = {
  counted: readonly Discipline[];
  /** Of violations that belong to an earlier year, or were counted in another. */
  elsewhere: readonly Discipline[];
};

/** DQ-11: a violation counts in the rating year that its first decision falls in, and nowhere else. */
export function countedDiscipline({ facts, year }: Situation): CountedDiscipline {
  const decisions = (facts.discipline ?? []).filter(({ on }) => on <= year.lastDay);
  const countedBefore = new Set(facts.countedViolations);
  const isElsewhere = (violation: string) =>
    countedBefore.has(violation) ||
    decisions.some((each) => each.violation === violation && each.on <= year.lastDayBefore);
  return {
    counted: decisions.filter(({ violation }) => !isElsewhere(violation)),
    elsewhere: decisions.filter(({ violation }) => isElsewhere(violation)),
  };
}

export type Counted = { done: number; onTime: number; exceeded: number; of: number; keyMissed: boolean };

/** Tasks without the exempted ones, or targets; null when nothing is known. `of` can be 0. */
export function countedOf({ facts }: Situation, fact: CountedFact): Counted | null {
  if (fact === 'TARGETS') {
    const { targets } = facts;
    return targets === undefined ? null : { ...targets, onTime: targets.done, of: targets.assigned };
  }
  if (facts.tasks === undefined) return null;
  const { assigned, exempted = [] } = facts.tasks;
  const out = exempted.reduce((total, { count }) => total + count, 0);
  return { ...facts.tasks, of: assigned - out, keyMissed: facts.targets?.keyMissed ?? false };
}

export const FACT_OF = { TASKS: 'tasks', TARGETS: 'targets' } as const;
