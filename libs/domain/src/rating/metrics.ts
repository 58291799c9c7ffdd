import { daysBetween } from '../calendar/day-arithmetic.ts';
import { fraction, shareText } from './exact.ts';
import type { Finding } from './rating-facts.ts';
import { type Reason, reason } from './rating-result.ts';
import { isTakenOut, type Situation, verificationAt } from './situation.ts';

const AGES = [30, 90, 180, 365] as const;

/** What audit bodies publish instead of a level: implemented of due, in part, open by severity, by days overdue, repeated. */
export function metricsOf({ facts, policy, year }: Situation): Reason[] {
  const findings = (facts.findings ?? []).filter((finding) => !isTakenOut(finding, year));
  const due = findings.filter((finding) => finding.due <= year.lastDay);
  const is = (...verdicts: Finding['verification'][]) =>
    due.filter((finding) => verdicts.includes(verificationAt(finding, year)));
  const open = is('NONE', 'REJECTED', 'PARTIAL');
  const repeated = findings.filter(({ repeats }) => Boolean(repeats));

  const metric = (
    code: string,
    values: Record<string, string>,
    counted: readonly Finding[],
    vi: string,
    en: string,
  ) => {
    const said = Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    return reason('SCORE', code, 'CLEAR', policy.fallThrough, {
      values,
      evidence: counted.map(({ id }) => id),
      text: { vi: `${vi}: ${said}.`, en: `${en}: ${said}.` },
    });
  };
  const share = (part: number) => (due.length === 0 ? {} : { share: shareText(fraction(part, due.length)) });
  const implemented = is('ACCEPTED');
  const inPart = is('PARTIAL');
  return [
    metric(
      'IMPLEMENTED',
      { count: `${implemented.length}/${due.length}`, ...share(implemented.length) },
      implemented,
      'Đã thực hiện trong số đến hạn',
      'Implemented of those due',
    ),
    metric(
      'IN_PART',
      { count: `${inPart.length}/${due.length}`, ...share(inPart.length) },
      inPart,
      'Thực hiện một phần',
      'Implemented in part',
    ),
    metric('OPEN', bySeverity(open), open, 'Chưa thực hiện xong, theo mức độ', 'Open, by severity'),
    metric('OVERDUE_DAYS', byAge(open, year.lastDay), open, 'Quá hạn, theo số ngày', 'Overdue, by days'),
    metric('REPEATED', { count: `${repeated.length}/${findings.length}` }, repeated, 'Tái diễn', 'Repeated'),
  ];
}

const bySeverity = (open: readonly Finding[]) =>
  Object.fromEntries(
    (['HIGH', 'MEDIUM', 'LOW'] as const).map((severity) => [
      severity,
      String(open.filter((finding) => finding.severity === severity).length),
    ]),
  );

function byAge(open: readonly Finding[], lastDay: string): Record<string, string> {
  const ages = open.map(({ due }) => daysBetween(due, lastDay));
  const buckets = AGES.map((most, index): [string, number] => {
    const least = index === 0 ? 0 : (AGES[index - 1] ?? 0) + 1;
    return [`${least}-${most}`, ages.filter((age) => age >= least && age <= most).length];
  });
  const rest: [string, number] = ['over-365', ages.filter((age) => age > 365).length];
  return Object.fromEntries([...buckets, rest].map(([name, count]) => [name, String(count)]));
}
