import type { Criterion, RatingPolicy, Source } from '../rating-policy.ts';

const law = (rule: string, citation: string): Source => ({
  rule,
  legalStatus: 'MANDATORY',
  citation: `Nghị định 335/2025/NĐ-CP, ${citation}`,
  verifiedBy: null,
});

const general = (code: string, vi: string, en: string): Criterion => ({
  code,
  group: 'GENERAL',
  weight: '10',
  title: { vi, en },
  measure: { kind: 'GIVEN' },
  ...law('R-13', 'Mẫu số 01: 30 điểm tiêu chí chung, chia 10/10/10'),
});

/** Section 13.3: persons. The shares of the year are the means of its months, worked out before they come here. */
export const VN_PERSON_335: RatingPolicy = {
  kind: 'rating-policy/1',
  code: 'VN-PERSON-335',
  version: 1,
  title: { vi: 'Cá nhân theo Nghị định 335/2025/NĐ-CP', en: 'Persons, Decree 335/2025/NĐ-CP' },
  rates: 'PERSON',
  effective: { from: '2026-01-01', until: null },
  adoption: null,
  zone: 'Asia/Ho_Chi_Minh',
  calendar: { code: 'VN', version: '2026-11' },
  cutOff: { on: '12-14', yearsAfter: 0 },
  specialCutOff: { on: '01-14', yearsAfter: 1 },
  scale: { total: '100', decimals: 2, rounding: 'HALF_UP' },
  bands: [
    { level: 'EXCELLENT', atLeast: '90', ...law('R-16', 'từ 90 điểm trở lên') },
    { level: 'GOOD', atLeast: '70', ...law('R-16', 'từ 70 đến dưới 90 điểm') },
    { level: 'COMPLETED', atLeast: '50', ...law('R-16', 'từ 50 đến dưới 70 điểm') },
  ],
  criteria: [
    general('G1', 'Phẩm chất chính trị, đạo đức, kỷ luật', 'Political quality, ethics, discipline'),
    general('G2', 'Năng lực, phối hợp, trách nhiệm', 'Ability, coordination, responsibility'),
    general('G3', 'Đổi mới, tự phê bình và khắc phục', 'Innovation, self-criticism and remediation'),
    {
      code: 'RESULTS',
      group: 'RESULTS',
      weight: '70',
      title: { vi: 'Kết quả thực hiện nhiệm vụ', en: 'Results of work' },
      measure: { kind: 'RESULT_SHARES', shares: ['a', 'b', 'c'], leaderShares: ['d', 'dd', 'e'] },
      ...law('R-13', 'công thức (a+b+c)/3 × 70; người giữ chức vụ lãnh đạo, quản lý (a+b+c+d+đ+e)/6 × 70'),
    },
  ],
  gradedCriteria: [],
  eligibility: {
    code: 'DQ-12',
    minServiceMonths: 6,
    ...law('R-16', 'Điều 11: công tác dưới 06 tháng thì không xếp loại'),
  },
  once: { code: 'DQ-11', ...law('R-15', 'Điều 11: một hành vi chỉ tính một lần') },
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
      ...law('R-16', 'kết luận mất đoàn kết, bè phái, sai phạm trong công tác cán bộ'),
    },
    {
      code: 'DUTY_DISCIPLINE',
      signs: [{ kind: 'DISCIPLINED', bodies: ['SELF'], onlyDutyRelated: true }],
      roles: [],
      whenAbsent: 'NONE_KNOWN',
      ...law('R-16', 'Điều 11: bị kỷ luật do vi phạm liên quan đến thực hiện nhiệm vụ'),
    },
  ],
  conditions: [],
  ceilings: [
    {
      code: 'DQ-10',
      highest: 'GOOD',
      signs: [{ kind: 'QUARTER_RATED', level: 'NOT_COMPLETED' }],
      roles: ['LEADER', 'HEAD'],
      whenAbsent: 'NONE_KNOWN',
      rule: 'R-16',
      legalStatus: 'LOCAL',
      citation:
        'Quy chế địa phương về đánh giá theo quý đối với người giữ chức vụ lãnh đạo, quản lý (đối với nhân viên còn ý kiến khác nhau)',
      verifiedBy: null,
    },
  ],
  head: { code: 'DQ-8', ...law('R-19', 'khoản 6 Điều 20: người đứng đầu không cao hơn mức của đơn vị') },
  fallThrough: { kind: 'DEMOTE', ...law('R-17', 'đủ điểm nhưng vướng giới hạn thì xét mức liền kề') },
  exemptions: law('R-14', 'nguyên nhân khách quan được cấp có thẩm quyền xác nhận'),
  cap: {
    ratio: '0.20',
    exceptionalRatio: '0.25',
    denominator: 'GOOD_ONLY',
    rounding: 'HALF_UP',
    minGroupSize: 5,
    scope: {
      vi: 'Cùng cơ quan và cùng nhóm có nhiệm vụ tương đồng',
      en: 'The same agency and group with similar tasks',
    },
    ...law('R-18', 'không quá 20 % số được xếp loại hoàn thành tốt; trường hợp nổi trội không quá 25 %'),
  },
};
