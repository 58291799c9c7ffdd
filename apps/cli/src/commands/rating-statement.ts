import type { CapResult, QuotaSteps } from '@dondoc/domain/rating/cap-group.ts';
import { LEVEL_NAMES } from '@dondoc/domain/rating/level.ts';
import { sourceOf } from '@dondoc/domain/rating/policy-sources.ts';
import type { PinnedPolicy, RatingPolicy, Source } from '@dondoc/domain/rating/rating-policy.ts';
import type { LegalStatus } from '@dondoc/domain/scoring/policies.ts';
import type { RatingResult, Reason } from '@dondoc/domain/rating/rating-result.ts';
import { table } from '../table.ts';

/**
 * The statement of a result: level, parts, why, and the citations. In Vietnamese, which is what its readers speak; codes are stable.
 * `names`: what people call a piece of evidence, where it is not its id.
 */
export function describeRating(
  result: RatingResult,
  policy: RatingPolicy,
  names: Readonly<Record<string, string>> = {},
): string[] {
  const called = (ids: readonly string[]) => ids.map((id) => names[id] ?? id).join(', ');
  const { subject, year, level, band, score, parts, reasons, carriedOver, insufficient } = result;
  const cited = [...new Set(reasons.map(({ citation }) => citation))];
  const titles = new Map(policy.criteria.map(({ code, title }) => [code, title.vi]));
  return [
    `${subject}, năm ${year}: ${LEVEL_NAMES[level].vi} (${level}), mức dự kiến`,
    `Điểm: ${score ?? 'không tính được'}${band === null ? '' : `, theo điểm: ${LEVEL_NAMES[band].vi} (${band})`}`,
    `Bộ tiêu chí: ${policy.title.vi}`,
    `  ${result.policy.code} phiên bản ${result.policy.version}, SHA-256 ${result.policy.sha256}`,
    ...(parts.length === 0
      ? []
      : [
          '',
          table(
            ['Tiêu chí', 'Điểm', 'Tối đa', 'Nội dung', 'Căn cứ dữ liệu'],
            parts.map(({ code, points, of, evidence, excluded }) => [
              code,
              excluded ? '-' : points,
              of,
              titles.get(code) ?? 'Tiêu chí chung',
              excluded ? 'không có nội dung đến hạn' : called(evidence),
            ]),
          ),
        ]),
    '',
    'Vì sao:',
    table(
      ['Bước', 'Mã', 'Kết quả', 'Quy tắc', 'Trích dẫn', 'Giải thích', 'Dữ liệu'],
      reasons.map((reason) => [...rowOf(reason, cited), called(reason.evidence)]),
    ),
    '',
    'Trích dẫn:',
    ...cited.map((citation, index) => `  [${index + 1}] ${citation}${standing(sourceOf(policy, citation))}`),
    ...(carriedOver.length === 0 ? [] : ['', `Chuyển sang năm sau: ${called(carriedOver)}`]),
    ...(insufficient.length === 0 ? [] : ['', `Thiếu dữ liệu: ${insufficient.join(', ')}`]),
  ];
}

const STATUS = {
  MANDATORY: 'bắt buộc',
  GUIDANCE: 'hướng dẫn',
  LOCAL: 'quy định địa phương',
  PROPOSAL: 'đề xuất',
} as const satisfies Record<LegalStatus, string>;

/** R-28: how binding a rule is, and whether anybody compared its citation with the text. Nothing for a rule of the system itself. */
function standing(source: Source | undefined): string {
  if (source === undefined) return '';
  const { legalStatus, verifiedBy } = source;
  const checked = verifiedBy === null ? 'chưa đối chiếu' : `${verifiedBy} đã đối chiếu`;
  return ` (${legalStatus}: ${STATUS[legalStatus]}, ${checked})`;
}

const rowOf = ({ step, code, outcome, text, rule, citation }: Reason, cited: readonly string[]) => [
  step,
  code,
  outcome,
  rule,
  `[${cited.indexOf(citation) + 1}]`,
  text.vi,
];

const WARNINGS: Readonly<Record<CapResult['warnings'][number], string>> = {
  SMALL_GROUP: 'Nhóm quá nhỏ: đề nghị cấp có thẩm quyền xem xét ghép với nhóm tương đồng (chưa ghép).',
  NON_STANDARD: 'Mẫu số là tổng số được xếp loại: không đúng quy định, chỉ để tham khảo.',
  UNDETERMINED_MEMBERS: 'Có thành viên chưa xác định mức: chỉ tiêu có thể thay đổi.',
  ABOVE_POLICY_RATIO: 'Tỷ lệ cao hơn tỷ lệ của bộ tiêu chí: cần quyết định của cấp có thẩm quyền.',
};

/** The quota of a peer group: how it was worked out, the other reading, whom the ranking proposes, and where the rule comes from. */
export function describeCap(result: CapResult, { cap }: RatingPolicy, steps: QuotaSteps | null): string[] {
  const { group, quota, candidates, denominator, otherReading, proposed, tie, warnings, refused } = result;
  const cited = cap === null ? [] : ['', `Trích dẫn (${cap.rule}): ${cap.citation}${standing(cap)}`];
  if (refused !== null) {
    const why =
      refused === 'DECISION_MISSING'
        ? 'thiếu số quyết định cho tỷ lệ đặc biệt'
        : `tỷ lệ đặc biệt cao hơn ${cap?.exceptionalRatio}`;
    return [`Nhóm ${group}: không tính chỉ tiêu, ${why} (${refused}).`, ...cited];
  }
  return [
    `Nhóm ${group}: tối đa ${quota} xuất sắc trong ${candidates} đề nghị (mẫu số ${denominator})`,
    ...(steps === null ? [] : describeTries(steps)),
    ...(otherReading === null ? [] : [`Cách hiểu khác, ${otherReading.denominator}: ${otherReading.quota}`]),
    ...(proposed.length === 0 ? [] : [`Đề xuất theo thứ hạng: ${proposed.join(', ')}`]),
    ...(tie === null
      ? []
      : [`Bằng nhau, cấp có thẩm quyền chọn ${tie.places} trong: ${tie.among.join(', ')}`]),
    ...warnings.map((warning) => `Lưu ý: ${WARNINGS[warning]} (${warning})`),
    ...cited,
  ];
}

/** The largest E that fits, and the next one, which does not. */
function describeTries({ terms: { ratio, denominator, rounding }, tries }: QuotaSteps): string[] {
  const how = rounding === 'HALF_UP' ? 'làm tròn (0,5 lên 1)' : 'làm tròn xuống';
  return [
    `Cách tính: E <= ${how} của ${ratio} x mẫu số ${denominator}`,
    ...tries.map(
      ({ excellent, denominator: of, share, places, fits }) =>
        `  E = ${excellent}: ${ratio} x ${of} = ${share}, làm tròn ${places}: ${fits ? 'được' : 'vượt'}`,
    ),
  ];
}

export function describePolicies(all: readonly PinnedPolicy[]): string {
  return table(
    ['code', 'version', 'rates', 'title', 'sha256'],
    all.map(({ document: { code, version, rates, title }, sha256 }) => [
      code,
      String(version),
      rates,
      title.vi,
      sha256.slice(0, 12),
    ]),
  );
}

export function describePolicy({ document: policy, sha256 }: PinnedPolicy): string[] {
  const rows: [string, Source & { code?: string }, string][] = [
    ...policy.bands.map((band): [string, Source, string] => [
      `band ${band.level}`,
      band,
      `>= ${band.atLeast}`,
    ]),
    ...policy.criteria.map((each): [string, Source, string] => [
      `criterion ${each.code}`,
      each,
      `${each.weight}: ${each.title.vi}`,
    ]),
    ...policy.gradedCriteria.map((each): [string, Source, string] => [
      `grade ${each.code}`,
      each,
      `${each.title.vi}${each.isResult ? ' (kết quả)' : ''}`,
    ]),
    ...(policy.eligibility === null
      ? []
      : [
          [
            `eligibility ${policy.eligibility.code}`,
            policy.eligibility,
            `>= ${policy.eligibility.minServiceMonths} tháng`,
          ] satisfies [string, Source, string],
        ]),
    ...policy.triggers.map((each): [string, Source, string] => [
      `trigger ${each.code}`,
      each,
      'NOT_COMPLETED',
    ]),
    ...policy.conditions.map((each): [string, Source, string] => [
      `condition ${each.code}`,
      each,
      each.levels.join(', '),
    ]),
    ...policy.ceilings.map((each): [string, Source, string] => [`ceiling ${each.code}`, each, each.highest]),
    ...(policy.head === null
      ? []
      : [[`head ${policy.head.code}`, policy.head, '<= unit'] satisfies [string, Source, string]]),
    ...(policy.cap === null
      ? []
      : [
          [
            'cap',
            policy.cap,
            `${policy.cap.ratio} of ${policy.cap.denominator}, ${policy.cap.rounding}`,
          ] satisfies [string, Source, string],
        ]),
  ];
  return [
    `${policy.code} version ${policy.version}: ${policy.title.vi}`,
    `In force from ${policy.effective.from}${policy.effective.until === null ? '' : ` to ${policy.effective.until}`}; SHA-256 ${sha256}`,
    `Cut-off ${policy.cutOff.on} 23:59:59 ${policy.zone}, special bodies ${policy.specialCutOff.on}${policy.specialCutOff.yearsAfter === 1 ? ' of the next year' : ''}`,
    '',
    table(
      ['rule', 'says', 'status', 'no.', 'citation'],
      rows.map(([name, { legalStatus, rule, citation }, says]) => [name, says, legalStatus, rule, citation]),
    ),
  ];
}
