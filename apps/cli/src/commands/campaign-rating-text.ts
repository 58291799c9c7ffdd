import type {
  RatingPeriodView,
  RatingRow,
  RatingStatement,
  WhatIfAnswer,
} from '@dondoc/contracts/ratings.ts';
import { LEVEL_NAMES } from '@dondoc/domain/rating/level.ts';
import type { RatingPolicy } from '@dondoc/domain/rating/rating-policy.ts';
import type { RatingResult } from '@dondoc/domain/rating/rating-result.ts';
import { table } from '../table.ts';
import { describeRating } from './rating-statement.ts';

/** The statement of a rating in a campaign: what the rules say, where it stands, and which events are behind it. */
export function describeStatement(statement: RatingStatement): string[] {
  const { code, status, asOf, cutOff, running, recorded, official, sources, counterfactuals } = statement;
  const result = statement.result as RatingResult;
  const named = { ...result, subject: code };
  return [
    ...describeRating(named, statement.case.policy as RatingPolicy, statement.names),
    '',
    `Tình trạng: ${status}${statement.voided ? ', quyết định không còn căn cứ vì dữ liệu đã thay đổi (R-20)' : ''}`,
    `Tính theo nhật ký đến vị trí ${asOf}, chốt ${cutOff}${running ? ' (điểm tạm tính trong năm)' : ''}`,
    ...(recorded === null
      ? ['Chưa có kết quả dự kiến được ghi nhận.']
      : [
          recorded.isSame
            ? `Trùng từng byte với kết quả đã ghi nhận (SHA-256 ${recorded.resultSha256})`
            : `KHÁC kết quả đã ghi nhận ở vị trí ${recorded.cutPosition} (SHA-256 ${recorded.resultSha256})`,
        ]),
    ...(official === null
      ? []
      : [
          `Mức chính thức: ${LEVEL_NAMES[official.level].vi} (${official.level}), ${official.decisionNo} ngày ${official.decidedOn}`,
        ]),
    ...statement.earlier.map(
      ({ level, decisionNo, decidedOn }) => `  trước đó: ${level}, ${decisionNo} ngày ${decidedOn}`,
    ),
    ...(statement.petition === null
      ? []
      : [
          `Kiến nghị ${statement.petition.no}: nhận ${statement.petition.receivedOn}, trả lời chậm nhất ${statement.petition.answerBy}${statement.petition.overdue ? ' (QUÁ HẠN)' : ''}`,
        ]),
    '',
    'Sự kiện làm căn cứ:',
    table(
      ['Dữ liệu', 'Vị trí', 'Thời điểm', 'Sự kiện'],
      sources.flatMap(({ evidence, events }) =>
        events.map(({ position, at, type }) => [
          statement.names[evidence] ?? evidence,
          String(position),
          at,
          type,
        ]),
      ),
    ),
    '',
    'Điều gì sẽ làm thay đổi kết quả:',
    ...(counterfactuals.length === 0
      ? ['  không dữ kiện đơn lẻ nào trong số đã biết.']
      : [
          table(
            ['Nếu', 'Mức', 'Điểm', 'Chênh lệch'],
            counterfactuals.map(({ text, level, score, points, changesLevel }) => [
              text.vi,
              changesLevel ? `${level} *` : level,
              score ?? '-',
              points ?? '-',
            ]),
          ),
        ]),
    ...yearOnYear(statement),
  ];
}

function yearOnYear({ yearBefore }: RatingStatement): string[] {
  if (yearBefore === null) return [];
  const { score, level, official, points, parts } = yearBefore;
  return [
    '',
    `So với năm trước: ${score ?? '-'} điểm, ${official ?? level ?? '-'}; chênh lệch ${points ?? '-'}`,
    ...parts.map(({ code, before, after }) => `  ${code}: ${before} -> ${after}`),
  ];
}

const notAdopted = (code: string, rules: readonly string[]): string[] =>
  rules.length === 0
    ? []
    : [`${code} is not adopted, so nothing official can be decided by it (R-28): ${rules.join(', ')}`];

/** What to do before anything official can be decided; null: nothing. */
export const adoptionNeeded = (period: RatingPeriodView): string | null =>
  period.proposals.length + period.personProposals.length === 0
    ? null
    : `Before anything official: dondoc rating adopt --campaign ${period.campaignId} --decision NO --on DAY`;

export function describePeriod(period: RatingPeriodView): string[] {
  const { year, unitPolicy, personPolicy, lowerFirst, petitionWorkingDays, posts } = period;
  const { proposals, personProposals } = period;
  const merged = Object.entries(period.mergedInto);
  return [
    `Rating year ${year}${period.locked === null ? '' : `, LOCKED: ${period.locked}`}`,
    `units: ${unitPolicy.code} version ${unitPolicy.version}; ${posts} posts: ${personPolicy.code} version ${personPolicy.version}`,
    ...period.adoptions.map(({ code, decisionNo, on }) => `${code} is adopted by ${decisionNo} of ${on}`),
    ...notAdopted(unitPolicy.code, proposals),
    ...notAdopted(personPolicy.code, personProposals),
    lowerFirst === 'BLOCK'
      ? 'a unit waits for the decisions on those below it (R-22)'
      : 'a unit may be decided before those below it, with a warning on record (R-22)',
    `a petition is answered within ${petitionWorkingDays} working days (R-24)`,
    ...merged.map(([from, into]) => `peer group ${from} is merged into ${into}`),
    table(
      ['GROUP', 'MEMBERS', 'QUOTA', 'SELECTED', 'WARNINGS'],
      period.caps.map(({ group, members, quota, selected, warnings }) => [
        group,
        String(members),
        String(quota ?? '-'),
        String(selected.length),
        warnings.join(', '),
      ]),
    ),
  ];
}

/** The quota of a group after it was applied: how many, who, and what to look at. */
export function describeSelection(
  { group, quota, selected, warnings }: RatingPeriodView['caps'][number],
  rows: readonly RatingRow[],
): string[] {
  const codes = selected.map((id) => rows.find(({ subjectId }) => subjectId === id)?.code ?? id);
  const who = codes.length === 0 ? '' : `: ${codes.join(', ')}`;
  const looks = warnings.length === 0 ? '' : ` (${warnings.join(', ')})`;
  return [`group ${group}: ${selected.length} of a quota of ${quota ?? 0} excellent${who}${looks}`];
}

export function describeWhatIf({ before, after, changed, items, caps }: WhatIfAnswer): string[] {
  return [
    `${before.code} ${before.version} -> ${after.code} ${after.version}: ${changed} of ${items.length} change`,
    table(
      ['CODE', 'LEVEL', 'SCORE', 'RANK', 'LEVEL THEN', 'SCORE THEN', 'RANK THEN', 'MOVED'],
      items.map((item) => [
        item.code,
        item.before.level,
        item.before.score ?? '-',
        String(item.before.rank ?? '-'),
        item.after.level,
        item.after.score ?? '-',
        String(item.after.rank ?? '-'),
        item.moved === null || item.moved === 0 ? '' : item.moved > 0 ? `+${item.moved}` : String(item.moved),
      ]),
    ),
    ...caps.map(
      ({ group, before: was, after: is }) =>
        `group ${group}: quota ${was.quota ?? '-'} -> ${is.quota ?? '-'} of ${was.candidates} -> ${is.candidates} candidates`,
    ),
  ];
}
