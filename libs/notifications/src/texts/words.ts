import type { Verdict } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { Recipient } from '@dondoc/domain/escalation/cadence.ts';
import type { ClosedStatus } from '@dondoc/domain/finding/finding.events.ts';
import { type Level, LEVEL_NAMES } from '@dondoc/domain/rating/level.ts';
import type { VoidCause } from '@dondoc/domain/rating/process/rating.events.ts';
import type { ChangeFacts, Language } from '../notice-facts.ts';
import { dayText } from './day-text.ts';

/** What stands for a code of the log in a sentence. */
export type Words = {
  phase: Readonly<Record<Phase, string>>;
  /** A whole line: until when a step is to be done. */
  deadline: (phase: Phase, on: string) => string;
  recipient: Readonly<Record<Recipient, string>>;
  verdict: Readonly<Record<Verdict, string>>;
  closed: Readonly<Record<ClosedStatus, string>>;
  /** Of a cycle that a successor goes on with. */
  status: Readonly<Record<string, string>>;
  period: (period: string) => string;
  change: (change: ChangeFacts) => string;
  official: (level: Level) => string;
  cause: Readonly<Record<VoidCause, string>>;
};

const VIETNAMESE_PHASE: Record<Phase, string> = {
  ACKNOWLEDGE: 'xác nhận tiếp nhận',
  REVIEW: 'nộp báo cáo kiểm điểm',
  PLAN: 'nộp kế hoạch khắc phục',
};
const ENGLISH_PHASE: Record<Phase, string> = {
  ACKNOWLEDGE: 'acknowledgement',
  REVIEW: 'review report',
  PLAN: 'remediation plan',
};
const VIETNAMESE_CHANGE: Record<ChangeFacts['kind'], string> = {
  ADDED: 'Bổ sung yêu cầu',
  CHANGED: 'Sửa đổi yêu cầu',
  RESCINDED: 'Bãi bỏ yêu cầu',
};
const ENGLISH_CHANGE: Record<ChangeFacts['kind'], string> = {
  ADDED: 'New requirement',
  CHANGED: 'Changed requirement',
  RESCINDED: 'Rescinded requirement',
};

const vietnamese: Words = {
  phase: VIETNAMESE_PHASE,
  deadline: (phase, on) => `Thời hạn ${VIETNAMESE_PHASE[phase]}: chậm nhất ngày ${dayText(on)}.`,
  recipient: {
    UNIT: 'đơn vị',
    HEAD: 'người đứng đầu đơn vị',
    SUPERIOR: 'đơn vị cấp trên trực tiếp',
    RESPONSIBLE_MEMBER: 'đồng chí Ủy viên Ban Thường vụ phụ trách',
    STANDING_COMMITTEE: 'Thường trực cấp ủy',
  },
  verdict: {
    ACCEPTED: 'đã được xác nhận khắc phục xong',
    PARTIAL: 'được xác nhận mới khắc phục một phần',
    REJECTED: 'chưa được xác nhận khắc phục',
  },
  closed: {
    VERIFIED_CLOSED: 'đã được xác nhận khắc phục xong',
    ACCEPTED_NOT_REMEDIABLE: 'được cấp có thẩm quyền chấp nhận không thể khắc phục',
    NO_LONGER_APPLICABLE: 'không còn phù hợp',
  },
  status: {
    ASSIGNED: 'chờ xác nhận tiếp nhận',
    ACKNOWLEDGED: 'chuẩn bị báo cáo kiểm điểm',
    REVIEW_SUBMITTED: 'đã nộp báo cáo kiểm điểm, chờ xem xét',
    REVIEW_RETURNED: 'bổ sung báo cáo kiểm điểm bị trả lại',
    REVIEW_ACCEPTED: 'xây dựng kế hoạch khắc phục',
    PLAN_SUBMITTED: 'đã nộp kế hoạch khắc phục, chờ phê duyệt',
    PLAN_RETURNED: 'bổ sung kế hoạch khắc phục bị trả lại',
    PLAN_APPROVED: 'thực hiện kế hoạch khắc phục',
  },
  period: vietnamesePeriod,
  official: (level) => LEVEL_NAMES[level].vi,
  cause: {
    FACTS_IMPORTED: 'có dữ liệu mới được cập nhật',
    APPRAISED_AGAIN: 'kết quả thẩm định thay đổi',
    RESULT_CHANGED: 'dữ liệu đầu vào thay đổi làm kết quả tính lại khác đi',
  },
  change: ({ kind, no, text }) => `- ${VIETNAMESE_CHANGE[kind]} ${no}${text === null ? '.' : `: ${text}`}`,
};

const english: Words = {
  phase: ENGLISH_PHASE,
  deadline: (phase, on) => `Deadline for the ${ENGLISH_PHASE[phase]}: ${dayText(on)}.`,
  recipient: {
    UNIT: 'the unit',
    HEAD: 'the head of the unit',
    SUPERIOR: 'the unit above',
    RESPONSIBLE_MEMBER: 'the responsible member of the Standing Board',
    STANDING_COMMITTEE: 'the Permanent Committee',
  },
  verdict: {
    ACCEPTED: 'has been verified and closed',
    PARTIAL: 'was found to be done in part',
    REJECTED: 'was found not to be done yet',
  },
  closed: {
    VERIFIED_CLOSED: 'has been verified as remedied',
    ACCEPTED_NOT_REMEDIABLE: 'is accepted by the competent authority as not remediable',
    NO_LONGER_APPLICABLE: 'no longer applies',
  },
  status: {
    ASSIGNED: 'to acknowledge',
    ACKNOWLEDGED: 'to submit the review report',
    REVIEW_SUBMITTED: 'the review report is in and waits to be judged',
    REVIEW_RETURNED: 'to complete the returned review report',
    REVIEW_ACCEPTED: 'to submit the remediation plan',
    PLAN_SUBMITTED: 'the remediation plan is in and waits for approval',
    PLAN_RETURNED: 'to complete the returned remediation plan',
    PLAN_APPROVED: 'to carry out the remediation plan',
  },
  period: (period) => period,
  official: (level) => LEVEL_NAMES[level].en,
  cause: {
    FACTS_IMPORTED: 'new facts came in',
    APPRAISED_AGAIN: 'the appraisal changed',
    RESULT_CHANGED: 'an input changed and the result with it',
  },
  change: ({ kind, no, text }) => `- ${ENGLISH_CHANGE[kind]} ${no}${text === null ? '.' : `: ${text}`}`,
};

export const WORDS: Readonly<Record<Language, Words>> = { vi: vietnamese, en: english };

/** `2027-Q2`: quý 2 năm 2027; `2027-05`: tháng 5; `2027-H1`: 6 tháng đầu năm. */
function vietnamesePeriod(period: string): string {
  const [year = '', part = ''] = period.split('-');
  if (part.startsWith('Q')) return `quý ${part.slice(1)} năm ${year}`;
  if (part.startsWith('H')) return `6 tháng ${part === 'H1' ? 'đầu' : 'cuối'} năm ${year}`;
  return `tháng ${Number(part)} năm ${year}`;
}
