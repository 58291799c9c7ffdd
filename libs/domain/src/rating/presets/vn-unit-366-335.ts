import type { Criterion, RatingPolicy, Source } from '../rating-policy.ts';

const law = (rule: string, citation: string): Source => ({
  rule,
  legalStatus: 'MANDATORY',
  citation,
  verifiedBy: null,
});
const proposal = (citation: string): Source => ({
  rule: 'R-13',
  legalStatus: 'PROPOSAL',
  citation: `Đề xuất của hệ thống: ${citation}`,
  verifiedBy: null,
});

const CRITERIA: readonly Criterion[] = [
  {
    code: 'G1',
    group: 'GENERAL',
    weight: '10',
    title: {
      vi: 'Vai trò lãnh đạo, kỷ luật, chấp hành chỉ đạo',
      en: 'Leadership, discipline, compliance with directives',
    },
    measure: { kind: 'GIVEN' },
    ...proposal('30 điểm tiêu chí chung chia 10/10/10, theo khung Mẫu 01 Nghị định 335/2025/NĐ-CP.'),
  },
  {
    code: 'G2',
    group: 'GENERAL',
    weight: '10',
    title: {
      vi: 'Phối hợp, không đùn đẩy trách nhiệm, đoàn kết nội bộ',
      en: 'Coordination, no shirking, internal unity',
    },
    measure: { kind: 'GIVEN' },
    ...proposal('30 điểm tiêu chí chung chia 10/10/10; nội dung theo mục 1 Công văn 1889-CV/TU.'),
  },
  {
    code: 'G3',
    group: 'GENERAL',
    weight: '10',
    title: { vi: 'Tự phê bình và khắc phục', en: 'Self-criticism and remediation' },
    measure: { kind: 'SELF_CRITICISM', planQuality: '3', itemsVerified: '5', noRecurrence: '2' },
    ...proposal(
      'chất lượng kế hoạch 3, tỷ lệ nội dung được xác nhận 5, không tái diễn 2; theo khoản 3 Điều 6 Nghị định 335/2025/NĐ-CP.',
    ),
  },
  {
    code: 'B1',
    group: 'RESULTS',
    weight: '30',
    title: { vi: 'Khắc phục hạn chế, khuyết điểm', en: 'Remediation of findings' },
    measure: { kind: 'FINDINGS_REMEDIED', weights: { HIGH: '3', MEDIUM: '2', LOW: '1' }, partial: '0.5' },
    ...proposal('trọng số 30; mức độ 3/2/1, khắc phục một phần tính một nửa.'),
  },
  {
    code: 'B2',
    group: 'RESULTS',
    weight: '15',
    title: { vi: 'Thực hiện giải pháp đúng hạn', en: 'Plan actions on time' },
    measure: { kind: 'ACTIONS_ON_TIME', lossPerDelay: '0.25' },
    ...proposal('trọng số 15; mỗi lần chậm trừ 25 %, như Nghị định 335/2025/NĐ-CP trừ đối với cá nhân.'),
  },
  {
    code: 'B3',
    group: 'RESULTS',
    weight: '15',
    title: { vi: 'Chỉ tiêu, nhiệm vụ được giao', en: 'Assigned targets and tasks' },
    measure: { kind: 'RESULT_SHARES', shares: ['a', 'b', 'c'], leaderShares: [] },
    ...proposal('trọng số 15; trung bình số lượng, chất lượng, tiến độ như Nghị định 335/2025/NĐ-CP.'),
  },
  {
    code: 'B4',
    group: 'RESULTS',
    weight: '10',
    title: { vi: 'Chấp hành quy trình của đợt kiểm điểm', en: 'Campaign procedure' },
    measure: {
      kind: 'PROCEDURE',
      steps: [
        { what: 'REVIEW', points: '4' },
        { what: 'PLAN', points: '4' },
        { what: 'REPORT', points: '2' },
      ],
      lateWithinWorkingDays: 5,
      late: '0.5',
    },
    ...proposal('trọng số 10; chậm không quá 5 ngày làm việc được một nửa.'),
  },
];

const TASKS = 'Quy định 366-QĐ/TW; Nghị định 335/2025/NĐ-CP, Điều 8';

/** Section 13.1: units from 2025 on. Bands, conditions, ceilings and cap are law, weights and severities are our proposal. */
export const VN_UNIT_366_335: RatingPolicy = {
  kind: 'rating-policy/1',
  code: 'VN-UNIT-366-335',
  version: 1,
  title: {
    vi: 'Tập thể theo Quy định 366-QĐ/TW và Nghị định 335/2025/NĐ-CP',
    en: 'Units, Regulation 366-QĐ/TW and Decree 335/2025/NĐ-CP',
  },
  rates: 'UNIT',
  effective: { from: '2025-08-30', until: null },
  adoption: null,
  zone: 'Asia/Ho_Chi_Minh',
  calendar: { code: 'VN', version: '2026-11' },
  cutOff: { on: '12-14', yearsAfter: 0 },
  specialCutOff: { on: '01-14', yearsAfter: 1 },
  scale: { total: '100', decimals: 2, rounding: 'HALF_UP' },
  bands: [
    { level: 'EXCELLENT', atLeast: '90', ...law('R-16', 'Quy định 366-QĐ/TW: từ 90 điểm trở lên') },
    { level: 'GOOD', atLeast: '70', ...law('R-16', 'Quy định 366-QĐ/TW: từ 70 đến dưới 90 điểm') },
    { level: 'COMPLETED', atLeast: '50', ...law('R-16', 'Quy định 366-QĐ/TW: từ 50 đến dưới 70 điểm') },
  ],
  criteria: CRITERIA,
  gradedCriteria: [],
  eligibility: null,
  once: { code: 'DQ-11', ...law('R-15', 'Nghị định 335/2025/NĐ-CP, Điều 11: một hành vi chỉ tính một lần') },
  triggers: [
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
      ...law(
        'R-16',
        'Nghị định 335/2025/NĐ-CP: kết luận mất đoàn kết, bè phái, sai phạm trong công tác cán bộ',
      ),
    },
    {
      code: 'DQ-5',
      signs: [{ kind: 'DONE_BELOW', of: 'TASKS', limit: '0.70', keyTargetMissed: false }],
      roles: [],
      whenAbsent: 'INSUFFICIENT',
      ...law(
        'R-16',
        'Quy định 366-QĐ/TW; Nghị định 335/2025/NĐ-CP: dưới 70 % nhiệm vụ, trừ trường hợp bất khả kháng',
      ),
    },
  ],
  conditions: [
    {
      code: 'TASKS_DONE',
      levels: ['EXCELLENT', 'GOOD', 'COMPLETED'],
      requirement: { kind: 'ALL_DONE' },
      ...law('R-16', `${TASKS}: hoàn thành 100 % nhiệm vụ`),
    },
    {
      code: 'LATE',
      levels: ['EXCELLENT', 'GOOD'],
      requirement: { kind: 'NONE_LATE' },
      ...law('R-16', `${TASKS}: 100 % đúng tiến độ`),
    },
    {
      code: 'EXCEED_RATIO',
      levels: ['EXCELLENT'],
      requirement: { kind: 'EXCEEDED_AT_LEAST', of: 'TASKS', limit: '0.30' },
      ...law('R-16', `${TASKS}: ít nhất 30 % nhiệm vụ vượt mức`),
    },
    {
      code: 'LATE_RATIO',
      levels: ['COMPLETED'],
      requirement: { kind: 'LATE_AT_MOST', limit: '0.20' },
      ...law('R-16', `${TASKS}: không quá 20 % nhiệm vụ chậm tiến độ`),
    },
  ],
  ceilings: [
    {
      code: 'DQ-2',
      highest: 'GOOD',
      signs: [
        {
          kind: 'DISCIPLINED',
          bodies: ['LEADERSHIP_COLLECTIVE', 'LEADERSHIP_MEMBER', 'SUBORDINATE_UNIT', 'SELF'],
          onlyDutyRelated: false,
        },
        { kind: 'SUBORDINATES_DISCIPLINED', above: '0' },
      ],
      roles: [],
      whenAbsent: 'INSUFFICIENT',
      ...law('R-16', 'Quy định 366-QĐ/TW: không có đơn vị trực thuộc hoặc thành viên lãnh đạo bị kỷ luật'),
    },
    {
      code: 'DQ-3',
      highest: 'GOOD',
      signs: [{ kind: 'SUBORDINATE_RATED', level: 'NOT_COMPLETED' }],
      roles: [],
      whenAbsent: 'INSUFFICIENT',
      ...law(
        'R-16',
        'Nghị định 335/2025/NĐ-CP, Điều 8: không có đơn vị trực thuộc xếp loại không hoàn thành nhiệm vụ',
      ),
    },
    {
      code: 'DQ-6',
      highest: 'GOOD',
      signs: [{ kind: 'FINDING_NOT_VERIFIED' }],
      roles: [],
      whenAbsent: 'INSUFFICIENT',
      ...law(
        'R-16',
        'Nghị định 335/2025/NĐ-CP, Điều 8; Quy định 366-QĐ/TW: 100 % hạn chế, khuyết điểm đến hạn đã được khắc phục',
      ),
    },
  ],
  head: null,
  fallThrough: {
    kind: 'DEMOTE',
    rule: 'R-17',
    legalStatus: 'LOCAL',
    citation:
      'Thực tiễn xếp loại: đủ điểm nhưng thiếu điều kiện thì xét mức liền kề; không mức nào thỏa mãn thì cấp có thẩm quyền quyết định',
    verifiedBy: null,
  },
  exemptions: law(
    'R-14',
    'Nghị định 335/2025/NĐ-CP: trừ trường hợp bất khả kháng, khách quan được cấp có thẩm quyền xác nhận',
  ),
  cap: {
    ratio: '0.20',
    exceptionalRatio: '0.25',
    denominator: 'GOOD_ONLY',
    rounding: 'HALF_UP',
    minGroupSize: 5,
    scope: {
      vi: 'Nhóm có chức năng, nhiệm vụ tương đồng trong phạm vi cấp có thẩm quyền',
      en: 'Peer group within the recognising authority',
    },
    ...law(
      'R-18',
      'Quy định 366-QĐ/TW; Nghị định 335/2025/NĐ-CP: không quá 20 % số được xếp loại hoàn thành tốt; trường hợp nổi trội không quá 25 %',
    ),
  },
};
