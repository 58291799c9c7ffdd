import type { RatingPolicy, Source } from '../rating-policy.ts';

const practice = (rule: string, citation: string): Source => ({
  rule,
  legalStatus: 'GUIDANCE',
  citation,
  verifiedBy: null,
});

/** Section 13.4: follow-up of recommendations without any rating; the metrics that audit bodies publish. */
export const GENERIC_AUDIT: RatingPolicy = {
  kind: 'rating-policy/1',
  code: 'GENERIC-AUDIT',
  version: 1,
  title: { vi: 'Theo dõi kiến nghị, không xếp loại', en: 'Follow-up of recommendations, no rating' },
  rates: 'ANY',
  effective: { from: '2020-01-01', until: null },
  adoption: null,
  zone: 'Asia/Ho_Chi_Minh',
  calendar: { code: 'VN', version: '2026-11' },
  cutOff: { on: '12-31', yearsAfter: 0 },
  specialCutOff: { on: '12-31', yearsAfter: 0 },
  scale: { total: '100', decimals: 2, rounding: 'HALF_UP' },
  bands: [],
  criteria: [],
  gradedCriteria: [],
  eligibility: null,
  once: { code: 'DQ-11', ...practice('R-15', 'One cause is counted once.') },
  triggers: [],
  conditions: [],
  ceilings: [],
  head: null,
  fallThrough: {
    kind: 'NONE',
    ...practice(
      'R-16',
      'GAO, ECA and IIA 15.2: the follow-up of recommendations is reported as metrics, not as a level.',
    ),
  },
  exemptions: practice('R-14', 'IIA 15.2: accepted by an authority above the unit.'),
  cap: null,
};
