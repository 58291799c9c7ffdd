import { assertNever } from '../domain-error.ts';
import { compare, type Exact, exact, fraction, shareText } from './exact.ts';
import { found, type Judged, unknown } from './judged.ts';
import type { Bilingual } from './level.ts';
import type { Grade, Requirement } from './rating-policy.ts';
import { type Counted, countedOf, FACT_OF, type Situation } from './situation.ts';

const BEST_FIRST: readonly Grade[] = ['XS', 'T', 'TB', 'K'];

/** Does the condition of a level hold? Shares are over assigned less exempted; nothing assigned is "not known". */
export function judgeRequirement(requirement: Requirement, situation: Situation): Judged {
  switch (requirement.kind) {
    case 'ALL_DONE':
      return counting(situation, 'TASKS', ({ done, of }) => ({
        holds: done === of,
        values: { done: shareText(fraction(done, of)), limit: '1.00', counted: `${done}/${of}` },
        text: { vi: `Hoàn thành ${done}/${of} nhiệm vụ.`, en: `Tasks done: ${done} of ${of}.` },
      }));
    case 'NONE_LATE':
      return counting(situation, 'TASKS', ({ done, onTime, of }) => ({
        holds: onTime === done,
        values: lateValues(fraction(done - onTime, of), '0.00', done - onTime, of),
        text: { vi: `Chậm tiến độ: ${done - onTime}/${of}.`, en: `Done late: ${done - onTime} of ${of}.` },
      }));
    case 'LATE_AT_MOST':
      return counting(situation, 'TASKS', ({ done, onTime, of }) => {
        const share = fraction(done - onTime, of);
        return {
          holds: compare(share, exact(requirement.limit)) <= 0,
          values: lateValues(share, requirement.limit, done - onTime, of),
          text: {
            vi: `Chậm tiến độ ${shareText(share)}, cho phép không quá ${requirement.limit}.`,
            en: `Late ${shareText(share)}, at most ${requirement.limit} allowed.`,
          },
        };
      });
    case 'EXCEEDED_AT_LEAST':
      return counting(situation, requirement.of, ({ exceeded, of }) => {
        const share = fraction(exceeded, of);
        return {
          holds: compare(share, exact(requirement.limit)) >= 0,
          values: {
            exceeded: shareText(share),
            limit: requirement.limit,
            counted: `${exceeded}/${of}`,
          },
          text: {
            vi: `Vượt mức ${shareText(share)}, yêu cầu ít nhất ${requirement.limit}.`,
            en: `Exceeded ${shareText(share)}, at least ${requirement.limit} needed.`,
          },
        };
      });
    case 'GRADES_AT_LEAST':
      return gradesAtLeast(requirement, situation);
    default:
      return assertNever(requirement);
  }
}

const lateValues = (share: Exact, limit: string, late: number, of: number) => ({
  late: shareText(share),
  limit,
  counted: `${late}/${of}`,
});

function counting(
  situation: Situation,
  fact: keyof typeof FACT_OF,
  judge: (counted: Counted) => { holds: boolean; values: Record<string, string>; text: Bilingual },
): Judged {
  const counted = countedOf(situation, fact);
  if (counted === null || counted.of === 0) return unknown(FACT_OF[fact]);
  const { holds, values, text } = judge(counted);
  return found(holds, text, values, [FACT_OF[fact]]);
}

function gradesAtLeast(
  { of, grade }: Requirement & { kind: 'GRADES_AT_LEAST' },
  { facts: { grades }, policy }: Situation,
): Judged {
  if (grades === undefined) return unknown('grades');
  const codes = policy.gradedCriteria
    .filter(({ isResult }) => of === 'ALL' || isResult)
    .map(({ code }) => code);
  const below = codes.filter((code) => {
    const given = grades[code];
    return given !== undefined && BEST_FIRST.indexOf(given) > BEST_FIRST.indexOf(grade);
  });
  if (below.length === 0 && codes.some((code) => grades[code] === undefined)) return unknown('grades');
  const listed = below.join(', ') || '-';
  return found(
    below.length === 0,
    { vi: `Tiêu chí dưới ${grade}: ${listed}.`, en: `Criteria below ${grade}: ${listed}.` },
    { below: listed, limit: grade },
    below.length === 0 ? codes : below,
  );
}
