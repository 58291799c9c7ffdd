import { compare, exact, minus, shareText, times, whole, ZERO } from '../exact.ts';
import { evaluateRating } from '../evaluate-rating.ts';
import type { Bilingual, Level } from '../level.ts';
import type { RatingCase, RatingFacts } from '../rating-facts.ts';
import type { PinnedPolicy, RatingPolicy } from '../rating-policy.ts';
import type { RatingResult } from '../rating-result.ts';
import { ratingYear } from '../rating-year.ts';

/** One fact taken otherwise, and what the same rules then say. `points`: the change of the score, signed; null: not known. */
export type Counterfactual = {
  fact: string;
  text: Bilingual;
  level: Level;
  score: string | null;
  points: string | null;
  /** The level differs from the one that was computed. */
  changesLevel: boolean;
};

type Change = { fact: string; text: Bilingual; facts: Partial<RatingFacts> };
/** Re-evaluating is a thousandth of a second; a case with thousands of facts is cut here, those of most weight first. */
const MOST = 200;

/**
 * What would have changed the level or the score: the case evaluated again with one fact changed at a time. Those that change the
 * level come first, then by points. Facts that are not known are not guessed.
 */
export function counterfactuals(
  ratingCase: RatingCase,
  policy: PinnedPolicy,
  result: RatingResult,
): Counterfactual[] {
  const { lastDay } = ratingYear(policy.document, ratingCase.year, ratingCase.cutOff);
  return changesOf(ratingCase.facts, lastDay, policy.document)
    .slice(0, MOST)
    .map(({ fact, text, facts }) => {
      const changed = evaluateRating({ ...ratingCase, facts: { ...ratingCase.facts, ...facts } }, policy);
      const points = difference(result.score, changed.score);
      const { level, score } = changed;
      return { fact, text, level, score, points, changesLevel: level !== result.level };
    })
    .filter(({ changesLevel, points }) => changesLevel || (points !== null && points !== '0.00'))
    .sort(
      (a, b) =>
        Number(b.changesLevel) - Number(a.changesLevel) ||
        magnitude(b.points) - magnitude(a.points) ||
        (a.fact < b.fact ? -1 : 1),
    );
}

function difference(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const change = minus(exact(to), exact(from));
  return compare(change, ZERO) < 0 ? `-${shareText(minus(ZERO, change))}` : shareText(change);
}

const magnitude = (points: string | null) => Math.abs(Number(points ?? '0'));

function changesOf(facts: RatingFacts, lastDay: string, { conditions }: RatingPolicy): Change[] {
  return [
    ...ofTasks(facts, conditions),
    ...ofList(facts, 'discipline', ({ id }) => ({
      vi: `Không có kỷ luật ${id}`,
      en: `Without the discipline ${id}`,
    })),
    ...ofList(facts, 'conclusions', ({ id }) => ({
      vi: `Không có kết luận ${id}`,
      en: `Without the conclusion ${id}`,
    })),
    ...ofSubordinates(facts),
    ...ofFindings(facts, lastDay),
    ...ofActions(facts, lastDay),
    ...ofProcedure(facts),
  ];
}

function ofList(
  facts: RatingFacts,
  name: 'discipline' | 'conclusions',
  say: (entry: { id: string }) => Bilingual,
): Change[] {
  const all: readonly { id: string }[] = facts[name] ?? [];
  return all.map((entry) => ({
    fact: entry.id,
    text: say(entry),
    facts: { [name]: all.filter((other) => other !== entry) },
  }));
}

function ofFindings({ findings = [] }: RatingFacts, lastDay: string): Change[] {
  const due = findings.filter((finding) => finding.due <= lastDay && !finding.notRemediable);
  const isVerified = (finding: (typeof due)[number]) =>
    finding.verification === 'ACCEPTED' && (finding.verifiedOn ?? '') <= lastDay;
  const verified = (finding: (typeof due)[number]) => ({
    ...finding,
    verification: 'ACCEPTED' as const,
    verifiedOn: finding.due,
  });
  const open = due.filter((finding) => !isVerified(finding));
  const single = due.map((finding): Change => {
    const changed = isVerified(finding)
      ? { ...finding, verification: 'NONE' as const, verifiedOn: null }
      : verified(finding);
    return {
      fact: finding.id,
      text: isVerified(finding)
        ? {
            vi: `Nội dung ${finding.id} chưa được xác nhận khắc phục`,
            en: `Finding ${finding.id} not verified`,
          }
        : {
            vi: `Nội dung ${finding.id} được xác nhận khắc phục đúng hạn`,
            en: `Finding ${finding.id} verified in time`,
          },
      facts: { findings: findings.map((other) => (other === finding ? changed : other)) },
    };
  });
  if (open.length < 2) return single;
  const all: Change = {
    fact: 'findings',
    text: {
      vi: `Cả ${open.length} nội dung đến hạn được xác nhận khắc phục`,
      en: `All ${open.length} findings that were due verified`,
    },
    facts: { findings: findings.map((finding) => (open.includes(finding) ? verified(finding) : finding)) },
  };
  return [all, ...single];
}

function ofActions({ actions = [] }: RatingFacts, lastDay: string): Change[] {
  return actions
    .filter(({ due, doneOn, lateTimes }) => due <= lastDay && (doneOn === null || lateTimes > 0))
    .map((action) => ({
      fact: action.id,
      text: { vi: `Nhiệm vụ ${action.id} hoàn thành đúng hạn`, en: `Action ${action.id} done in time` },
      facts: {
        actions: actions.map((other) =>
          other === action ? { ...action, doneOn: action.due, lateTimes: 0 } : other,
        ),
      },
    }));
}

function ofProcedure({ procedure = [] }: RatingFacts): Change[] {
  return procedure
    .filter(({ due, on }) => on === null || Date.parse(on) > Date.parse(due))
    .map((step) => ({
      fact: `${step.what}@${step.due}`,
      text: { vi: `${step.what} gửi đúng hạn`, en: `${step.what} sent in time` },
      facts: { procedure: procedure.map((other) => (other === step ? { ...step, on: step.due } : other)) },
    }));
}

function ofSubordinates({ subordinates = [] }: RatingFacts): Change[] {
  return subordinates
    .filter(({ level, disciplined }) => level === 'NOT_COMPLETED' || disciplined)
    .map((unit) => ({
      fact: unit.id,
      text: {
        vi: `Đơn vị ${unit.id} hoàn thành nhiệm vụ, không bị kỷ luật`,
        en: `Unit ${unit.id} completed and not disciplined`,
      },
      facts: {
        subordinates: subordinates.map((other) =>
          other === unit
            ? {
                ...unit,
                level: unit.level === 'NOT_COMPLETED' ? ('COMPLETED' as const) : unit.level,
                disciplined: false,
              }
            : other,
        ),
      },
    }));
}

function ofTasks({ tasks }: RatingFacts, conditions: RatingPolicy['conditions']): Change[] {
  if (tasks === undefined) return [];
  const out = (tasks.exempted ?? []).reduce((total, { count }) => total + count, 0);
  const of = tasks.assigned - out;
  const task = (fact: string, text: Bilingual, change: Partial<typeof tasks>): Change => ({
    fact,
    text,
    facts: { tasks: { ...tasks, ...change } },
  });
  const limits = conditions.flatMap(({ requirement }) =>
    requirement.kind === 'EXCEEDED_AT_LEAST' && requirement.of === 'TASKS' ? [requirement.limit] : [],
  );
  const enough = Math.max(0, ...limits.map((limit) => wholesOf(limit, of)));
  return [
    ...(tasks.done < of || tasks.onTime < of
      ? [
          task(
            'tasks',
            { vi: `Cả ${of} nhiệm vụ hoàn thành đúng hạn`, en: `All ${of} tasks done in time` },
            { done: of, onTime: of },
          ),
        ]
      : []),
    ...(tasks.exceeded < enough && enough <= tasks.done
      ? [
          task(
            'tasks',
            { vi: `${enough}/${of} nhiệm vụ vượt mức`, en: `${enough} of ${of} tasks exceeded` },
            { exceeded: enough },
          ),
        ]
      : []),
  ];
}

/** The smallest count that is at least this share of `of`. */
function wholesOf(share: string, of: number): number {
  const { n, d } = times(exact(share), whole(of));
  return Number((n + d - 1n) / d);
}
