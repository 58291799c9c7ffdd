import type { GradedCriterion, RatingPolicy, Source } from '../rating-policy.ts';

const law = (rule: string, citation: string): Source => ({
  rule,
  legalStatus: 'MANDATORY',
  citation,
  verifiedBy: null,
});

const graded = (code: string, isResult: boolean, vi: string, en: string): GradedCriterion => ({
  code,
  isResult,
  title: { vi, en },
  rule: 'R-13',
  legalStatus: 'PROPOSAL',
  citation: 'Đề xuất của hệ thống: nhóm tiêu chí theo khung Quy định 124-QĐ/TW, chưa đối chiếu từng tiêu chí',
  verifiedBy: null,
});

const EXCELLENT = 'Quy định 124-QĐ/TW, khoản 1 Điều 12';

/**
 * Section 13.2: the regime of the seed year. Grades instead of points; a `score` from a local sheet is shown and decides nothing.
 * The conditions of GOOD and COMPLETED (Art. 12) are not confirmed, so none stands here: what is neither EXCELLENT nor
 * NOT_COMPLETED is for the authority. A clone adds them.
 */
export const VN_124_2023: RatingPolicy = {
  kind: 'rating-policy/1',
  code: 'VN-124-2023',
  version: 1,
  title: { vi: 'Tập thể theo Quy định 124-QĐ/TW', en: 'Units, Regulation 124-QĐ/TW' },
  rates: 'UNIT',
  effective: { from: '2023-10-04', until: '2025-08-29' },
  adoption: null,
  zone: 'Asia/Ho_Chi_Minh',
  calendar: { code: 'VN', version: '2026-11' },
  cutOff: { on: '12-14', yearsAfter: 0 },
  specialCutOff: { on: '01-14', yearsAfter: 1 },
  scale: { total: '100', decimals: 2, rounding: 'HALF_UP' },
  bands: [],
  criteria: [],
  gradedCriteria: [
    graded(
      'POLITICAL_TASKS',
      true,
      'Kết quả lãnh đạo, thực hiện nhiệm vụ chính trị',
      'Results: political tasks',
    ),
    graded('ASSIGNED_TARGETS', true, 'Kết quả thực hiện chỉ tiêu, nhiệm vụ được giao', 'Results: targets'),
    graded(
      'PARTY_BUILDING',
      false,
      'Xây dựng Đảng và hệ thống chính trị',
      'Party building and the political system',
    ),
    graded(
      'WORKING_RULES',
      false,
      'Nguyên tắc, quy chế làm việc, đoàn kết',
      'Principles, working rules, unity',
    ),
    graded('REMEDIATION', false, 'Khắc phục hạn chế, khuyết điểm', 'Remediation of limitations'),
  ],
  eligibility: null,
  once: { code: 'DQ-11', ...law('R-15', 'Một hành vi vi phạm chỉ tính một lần, trong một năm') },
  triggers: [
    {
      code: 'GRADE_K',
      signs: [{ kind: 'GRADED', grade: 'K' }],
      roles: [],
      whenAbsent: 'INSUFFICIENT',
      ...law('R-16', 'Quy định 124-QĐ/TW: có tiêu chí xếp loại Kém'),
    },
    {
      code: 'DQ-1',
      signs: [
        { kind: 'DISCIPLINED', bodies: ['LEADERSHIP_COLLECTIVE', 'SELF'], onlyDutyRelated: false },
        { kind: 'SUBORDINATES_DISCIPLINED', above: '0.20' },
      ],
      roles: [],
      whenAbsent: 'INSUFFICIENT',
      ...law(
        'R-16',
        'Quy định 124-QĐ/TW: tập thể lãnh đạo bị kỷ luật hoặc trên 20 % đơn vị trực thuộc bị kỷ luật',
      ),
    },
    {
      code: 'DQ-4',
      signs: [
        {
          kind: 'CONCLUDED',
          kinds: ['DISUNITY', 'FACTIONALISM', 'PERSONNEL_WRONGDOING'],
          unlessSelfDetectedAndRemedied: false,
        },
      ],
      roles: [],
      whenAbsent: 'NONE_KNOWN',
      ...law('R-16', 'Quy định 124-QĐ/TW: kết luận mất đoàn kết nội bộ'),
    },
    {
      code: 'DQ-5',
      signs: [{ kind: 'DONE_BELOW', of: 'TARGETS', limit: '0.50', keyTargetMissed: true }],
      roles: [],
      whenAbsent: 'INSUFFICIENT',
      ...law(
        'R-16',
        'Quy định 124-QĐ/TW: dưới 50 % chỉ tiêu và không đạt chỉ tiêu chủ yếu, trừ trường hợp bất khả kháng',
      ),
    },
    {
      code: 'DQ-7',
      signs: [{ kind: 'CONCLUDED', kinds: ['CORRUPTION'], unlessSelfDetectedAndRemedied: true }],
      roles: [],
      whenAbsent: 'NONE_KNOWN',
      ...law(
        'R-16',
        'Quy định 124-QĐ/TW: đơn vị trực thuộc có vụ tham nhũng, lãng phí bị kỷ luật, trừ khi tự phát hiện và đã khắc phục',
      ),
    },
  ],
  conditions: [
    {
      code: 'GRADES',
      levels: ['EXCELLENT'],
      requirement: { kind: 'GRADES_AT_LEAST', of: 'ALL', grade: 'T' },
      ...law('R-16', `${EXCELLENT}: mọi tiêu chí từ Tốt trở lên`),
    },
    {
      code: 'RESULT_GRADES',
      levels: ['EXCELLENT'],
      requirement: { kind: 'GRADES_AT_LEAST', of: 'RESULTS', grade: 'XS' },
      ...law('R-16', `${EXCELLENT}: tiêu chí về kết quả đạt Xuất sắc`),
    },
    {
      code: 'TASKS_DONE',
      levels: ['EXCELLENT'],
      requirement: { kind: 'ALL_DONE' },
      ...law('R-16', `${EXCELLENT}: hoàn thành 100 %`),
    },
    {
      code: 'LATE',
      levels: ['EXCELLENT'],
      requirement: { kind: 'NONE_LATE' },
      ...law('R-16', `${EXCELLENT}: 100 % đúng tiến độ`),
    },
    {
      code: 'EXCEED_RATIO',
      levels: ['EXCELLENT'],
      requirement: { kind: 'EXCEEDED_AT_LEAST', of: 'TARGETS', limit: '0.50' },
      ...law('R-16', `${EXCELLENT}: ít nhất 50 % vượt mức`),
    },
  ],
  ceilings: [],
  head: null,
  fallThrough: {
    kind: 'DEMOTE',
    rule: 'R-17',
    legalStatus: 'MANDATORY',
    citation:
      'Quy định 124-QĐ/TW, Điều 11 và Điều 12: điều kiện của mức Tốt và Hoàn thành chưa được đối chiếu; cấp có thẩm quyền quyết định',
    verifiedBy: null,
  },
  exemptions: law('R-14', 'Quy định 124-QĐ/TW: trừ trường hợp bất khả kháng'),
  cap: {
    ratio: '0.20',
    exceptionalRatio: '0.25',
    denominator: 'GOOD_ONLY',
    rounding: 'HALF_UP',
    minGroupSize: 5,
    scope: { vi: 'Nhóm có chức năng, nhiệm vụ tương đồng', en: 'Group of similar function' },
    ...law('R-18', 'Quy định 124-QĐ/TW: không quá 20 % số được xếp loại Hoàn thành tốt, theo nhóm'),
  },
};
