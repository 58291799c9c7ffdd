import type { FindingSource } from '@dondoc/domain/conclusion/conclusion.events.ts';
import type { RecommendationType, Severity } from '@dondoc/domain/finding/finding.events.ts';

export type DrawnConclusion = {
  source: FindingSource;
  number: string;
  issuer: string;
  subject: string;
  /** Days before the launch. */
  signedBefore: number;
};
export type FindingText = {
  /** Place of its conclusion in CONCLUSIONS. */
  conclusion: number;
  item: string;
  text: string;
  theme: string;
  severity: Severity;
  recommendation: RecommendationType;
  /** Whole đồng; null: none stated. */
  amount: string | null;
  /** Days after the launch; null: the conclusion states no day. */
  dueAfter: number | null;
};

/** Made up for the simulation: five conclusions of the year before the launch. */
export const CONCLUSIONS: readonly DrawnConclusion[] = [
  {
    source: 'INSPECTION',
    number: '21/KL-TTr',
    issuer: 'Thanh tra tỉnh',
    subject: 'Quản lý đầu tư công',
    signedBefore: 60,
  },
  {
    source: 'PARTY_CHECK',
    number: '118-KL/UBKTTU',
    issuer: 'Ủy ban Kiểm tra Tỉnh ủy',
    subject: 'Kiểm tra việc thực hiện quy chế làm việc',
    signedBefore: 48,
  },
  {
    source: 'PARTY_SUPERVISION',
    number: '131-KL/TU',
    issuer: 'Ban Thường vụ Tỉnh ủy',
    subject: 'Giám sát chuyên đề công tác cán bộ',
    signedBefore: 41,
  },
  {
    source: 'STATE_AUDIT',
    number: '77/BC-KTNN',
    issuer: 'Kiểm toán nhà nước khu vực',
    subject: 'Quyết toán ngân sách',
    signedBefore: 33,
  },
  {
    source: 'COUNCIL_SUPERVISION',
    number: '09/BC-HĐND',
    issuer: 'Thường trực Hội đồng nhân dân tỉnh',
    subject: 'Giám sát giải quyết kiến nghị cử tri',
    signedBefore: 27,
  },
];

export const FINDING_TEXTS: readonly FindingText[] = [
  {
    conclusion: 0,
    item: 'III.1',
    text: 'Chậm quyết toán dự án hoàn thành',
    theme: 'SETTLEMENT',
    severity: 'HIGH',
    recommendation: 'ACCOUNTING_ADJUSTMENT',
    amount: '1250000000',
    dueAfter: 165,
  },
  {
    conclusion: 0,
    item: 'III.2',
    text: 'Hồ sơ mời thầu chưa đầy đủ',
    theme: 'PROCUREMENT',
    severity: 'MEDIUM',
    recommendation: 'DOCUMENT_AMENDMENT',
    amount: null,
    dueAfter: 210,
  },
  {
    conclusion: 1,
    item: 'II.3',
    text: 'Quy chế làm việc chậm được sửa đổi',
    theme: 'WORKING_RULES',
    severity: 'LOW',
    recommendation: 'DOCUMENT_AMENDMENT',
    amount: null,
    dueAfter: null,
  },
  {
    conclusion: 1,
    item: 'II.4',
    text: 'Sinh hoạt chuyên đề chưa đều',
    theme: 'MEETINGS',
    severity: 'LOW',
    recommendation: 'ORGANISATION',
    amount: null,
    dueAfter: 260,
  },
  {
    conclusion: 2,
    item: '4a',
    text: 'Quy hoạch cán bộ chưa rà soát hằng năm',
    theme: 'PERSONNEL',
    severity: 'MEDIUM',
    recommendation: 'RESPONSIBILITY_REVIEW',
    amount: null,
    dueAfter: 310,
  },
  {
    conclusion: 3,
    item: 'V.2',
    text: 'Chi sai chế độ phải thu hồi',
    theme: 'SPENDING',
    severity: 'HIGH',
    recommendation: 'MONEY_RECOVERY',
    amount: '348000000',
    dueAfter: 140,
  },
  {
    conclusion: 3,
    item: 'V.5',
    text: 'Theo dõi tạm ứng chưa chặt chẽ',
    theme: 'SPENDING',
    severity: 'MEDIUM',
    recommendation: 'ACCOUNTING_ADJUSTMENT',
    amount: null,
    dueAfter: 420,
  },
  {
    conclusion: 4,
    item: '2.1',
    text: 'Trả lời kiến nghị cử tri quá hạn',
    theme: 'PETITIONS',
    severity: 'MEDIUM',
    recommendation: 'OTHER',
    amount: null,
    dueAfter: 190,
  },
];

/** The finding of the year before that comes up again. */
export const EARLIER: { conclusion: DrawnConclusion; text: FindingText } = {
  conclusion: {
    source: 'INSPECTION',
    number: '14/KL-TTr',
    issuer: 'Thanh tra tỉnh',
    subject: 'Quản lý tài chính',
    signedBefore: 420,
  },
  text: {
    conclusion: 0,
    item: 'III.1',
    text: 'Chậm quyết toán dự án hoàn thành',
    theme: 'SETTLEMENT',
    severity: 'MEDIUM',
    recommendation: 'ACCOUNTING_ADJUSTMENT',
    amount: null,
    dueAfter: null,
  },
};
