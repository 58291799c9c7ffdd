import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { rankOf, isRated, type Level } from './level.ts';
import { PRESETS } from './presets/presets.ts';
import type { Finding, PlanAction, RatingFacts } from './rating-facts.ts';
import { STEPS } from './rating-result.ts';
import { rate, tasks, unit, staff } from './test-ratings.ts';

const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => (thousandths / 1000).toFixed(3));
const upTo = (most: number) => fc.integer({ min: 0, max: most * 1000 }).map((n) => (n / 1000).toFixed(3));
const day = fc.constantFrom('2026-03-02', '2026-12-14', '2026-12-15', '2027-03-01');
const named = <T>(list: T[], prefix: string) =>
  list.map((one, index) => ({ id: `${prefix}${index}`, ...one }));
const listOf = <T>(one: fc.Arbitrary<T>, prefix: string) =>
  fc.array(one, { maxLength: 6 }).map((list) => named(list, prefix));

const findings: fc.Arbitrary<Finding[]> = listOf(
  fc.record({
    severity: fc.constantFrom('HIGH' as const, 'MEDIUM' as const, 'LOW' as const),
    due: day,
    verification: fc.constantFrom(
      'NONE' as const,
      'ACCEPTED' as const,
      'PARTIAL' as const,
      'REJECTED' as const,
    ),
    verifiedOn: day,
    repeats: fc.option(fc.constant('2025-f1')),
    notRemediable: fc.option(fc.record({ decisionNo: fc.constant('7-QĐ'), on: day }), { freq: 5 }),
  }),
  'f',
);
const actions: fc.Arbitrary<PlanAction[]> = listOf(
  fc.record({
    due: day,
    doneOn: fc.option(day),
    lateTimes: fc.nat(6),
    objectiveCause: fc.option(fc.constant({ decisionNo: '9' }), { freq: 4 }),
  }),
  'a',
);
const instant = day.map((on) => `${on}T23:59:59+07:00`);
const procedure = fc.array(
  fc.record({
    what: fc.constantFrom('REVIEW' as const, 'PLAN' as const, 'REPORT' as const),
    due: instant,
    on: fc.option(instant),
  }),
  { maxLength: 5 },
);
const discipline = listOf(
  fc.record({
    violation: fc.constantFrom('v1', 'v2'),
    of: fc.constantFrom('LEADERSHIP_MEMBER' as const, 'LEADERSHIP_COLLECTIVE' as const, 'SELF' as const),
    form: fc.constant('REPRIMAND' as const),
    by: fc.constant('PARTY' as const),
    on: fc.constantFrom('2025-03-02', '2026-03-02', '2027-03-01'),
  }),
  'd',
);
const counts = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20)).map(([assigned, a, b, c]) => {
  const done = Math.min(a, assigned);
  return tasks(assigned, done, Math.min(b, done), Math.min(c, done));
});
const facts: fc.Arbitrary<RatingFacts> = fc.record(
  {
    general: fc.oneof(
      upTo(30),
      fc.record({
        G1: upTo(10),
        G2: upTo(10),
        G3: fc.oneof(
          upTo(10),
          fc.record({
            planQuality: upTo(3),
            itemsVerified: fc.constant(0),
            itemsDue: fc.nat(4),
            recurrence: fc.boolean(),
          }),
        ),
      }),
    ),
    results: fc.record({ a: share, b: share, c: share }),
    tasks: counts,
    findings,
    actions,
    procedure,
    discipline,
    conclusions: fc.constant([]),
    subordinates: listOf(
      fc.record({ level: fc.constantFrom<Level>('GOOD', 'NOT_COMPLETED'), disciplined: fc.boolean() }),
      's',
    ),
  },
  { requiredKeys: [] },
);
const whole = facts.filter(({ results, general, findings, actions, procedure }) =>
  [results, general, findings, actions, procedure].every((fact) => fact !== undefined),
);

const cents = (text: string) => Math.round(Number(text) * 100);
const total = (all: number[]) => all.reduce((a, b) => a + b, 0);
const rotated = <T>(list: readonly T[] | undefined, by: number) =>
  list === undefined
    ? undefined
    : [...list.slice(by % (list.length || 1)), ...list.slice(0, by % (list.length || 1))].reverse();

describe('A rating', () => {
  it('conserves points: the parts add up to the score, their weights to the scale', () => {
    fc.assert(
      fc.property(whole, (known) => {
        const { score, parts } = rate(known);
        if (score === null) return;
        expect(total(parts.map(({ points }) => cents(points)))).toBe(cents(score));
        expect(total(parts.map(({ of }) => cents(of)))).toBe(10_000);
        for (const { points, of, excluded } of parts) {
          expect(cents(points)).toBeLessThanOrEqual(cents(of) + 1);
          expect(excluded).toBe(of === '0');
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('is the same bytes whatever the order of the facts', () => {
    fc.assert(
      fc.property(facts, fc.nat(), (known, by) => {
        const turned: RatingFacts = {
          ...known,
          findings: rotated(known.findings, by),
          actions: rotated(known.actions, by),
          procedure: rotated(known.procedure, by),
          discipline: rotated(known.discipline, by),
          subordinates: rotated(known.subordinates, by),
        };
        expect(JSON.stringify(rate(turned))).toBe(JSON.stringify(rate(known)));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('never falls when one more finding is verified, or an action has fewer delays', () => {
    fc.assert(
      fc.property(whole, fc.nat(5), (known, index) => {
        const better: RatingFacts = {
          ...known,
          findings: known.findings?.map((one, at) =>
            at === index ? { ...one, verification: 'ACCEPTED' as const, verifiedOn: '2026-03-02' } : one,
          ),
          actions: known.actions?.map((one, at) =>
            at === index ? { ...one, lateTimes: Math.max(0, one.lateTimes - 1) } : one,
          ),
        };
        const [before, after] = [rate(known), rate(better)];
        if (before.score === null || after.score === null) return;
        expect(cents(after.score)).toBeGreaterThanOrEqual(cents(before.score));
        if (isRated(before.level) && isRated(after.level))
          expect(rankOf(after.level)).toBeLessThanOrEqual(rankOf(before.level));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('gives no level above the band, and no worse one without a cause that is named', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const { band, level, reasons } = rate(known);
        if (band === null || !isRated(level)) return;
        expect(rankOf(level)).toBeGreaterThanOrEqual(rankOf(band));
        if (level === band) return;
        const causes = reasons.filter(
          ({ step, outcome }) => outcome === 'DEMOTED' || (step === 'TRIGGER' && outcome === 'FIRED'),
        );
        expect(causes.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('deducts nothing without notice: a part that lost points says so, with what it counted', () => {
    fc.assert(
      fc.property(whole, (known) => {
        const { parts, reasons } = rate(known);
        for (const { code, points, of, excluded } of parts) {
          if (excluded || cents(points) === cents(of)) continue;
          const said = reasons.find((one) => one.step === 'SCORE' && one.code === code);
          expect(said?.values).toMatchObject({ points, of });
          expect(said?.evidence.length).toBeGreaterThan(0);
        }
        for (const { code } of parts.filter(({ excluded }) => excluded))
          expect(reasons.some(({ values }) => values['part'] === code)).toBe(true);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('has a citation, a rule and words in both languages for every reason, in the order of the steps', () => {
    const presets = fc.constantFrom(...PRESETS.map(({ code }) => code));
    fc.assert(
      fc.property(facts, presets, (known, policy) => {
        const { general: _, ...others } = known;
        const subject = policy === 'VN-PERSON-335' ? staff() : unit;
        const { reasons } = rate(policy === 'VN-UNIT-366-335' ? known : others, { policy, subject });
        for (const { citation, rule, text } of reasons)
          expect([citation, rule, text.vi, text.en].filter((said) => said.trim() === '')).toEqual([]);
        const order = reasons.map(({ step }) => STEPS.indexOf(step));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('is open only for a reason: what is undetermined has a hole', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const { level, reasons } = rate(known);
        const holes = reasons.filter(({ outcome }) => outcome === 'HOLE');
        if (level === 'UNDETERMINED') expect(holes.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
