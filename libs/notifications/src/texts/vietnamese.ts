import type { Verdict } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import { PHASES, type Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { EscalationLevel, Recipient } from '@dondoc/domain/escalation/cadence.ts';
import type { ClosedStatus } from '@dondoc/domain/finding/finding.events.ts';
import type { CampaignFacts, NoticeWords } from '../notice-facts.ts';
import { dayText } from './day-text.ts';
import { monitoringVietnamese, rungName } from './monitoring-vietnamese.ts';

const STEP: Record<Phase, string> = {
  ACKNOWLEDGE: 'xác nhận tiếp nhận',
  REVIEW: 'nộp báo cáo kiểm điểm',
  PLAN: 'nộp kế hoạch khắc phục',
};
const RECIPIENT: Record<Recipient, string> = {
  UNIT: 'đơn vị',
  HEAD: 'người đứng đầu đơn vị',
  SUPERIOR: 'đơn vị cấp trên trực tiếp',
  RESPONSIBLE_MEMBER: 'đồng chí Ủy viên Ban Thường vụ phụ trách',
  STANDING_COMMITTEE: 'Thường trực cấp ủy',
};

const ASKED: Record<EscalationLevel, string> = {
  MONITOR: 'Việc chậm thực hiện đang được theo dõi.',
  URGE: 'Đề nghị đơn vị thực hiện ngay và báo cáo lý do chậm.',
  CHECK: 'Việc chậm thực hiện được báo cáo cấp có thẩm quyền xem xét, kiểm tra.',
};

const VERDICT: Record<Verdict, { subject: string; body: string }> = {
  ACCEPTED: { subject: 'Xác nhận đã khắc phục xong', body: 'đã được xác nhận khắc phục xong.' },
  PARTIAL: { subject: 'Xác nhận khắc phục một phần', body: 'được xác nhận mới khắc phục một phần.' },
  REJECTED: { subject: 'Trả lại báo cáo kết quả', body: 'chưa được xác nhận khắc phục.' },
};

const CLOSED: Record<ClosedStatus, string> = {
  VERIFIED_CLOSED: 'đã được xác nhận khắc phục xong.',
  ACCEPTED_NOT_REMEDIABLE: 'được cấp có thẩm quyền chấp nhận không thể khắc phục.',
  NO_LONGER_APPLICABLE: 'không còn phù hợp.',
};

const by = (day: Day) => `chậm nhất ngày ${dayText(day)}`;
const named = ({ title }: CampaignFacts) => `“${title}”`;
const lines = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join('\n');
const deadlines = (campaign: CampaignFacts) =>
  PHASES.flatMap((phase) => {
    const on = campaign.deadlines[phase];
    return on === undefined ? [] : [`Thời hạn ${STEP[phase]}: ${by(on)}.`];
  });
const grounds = ({ directive }: CampaignFacts) => {
  if (directive === null) return '';
  const about = directive.abstract === null ? '' : ` (${directive.abstract})`;
  return `Căn cứ văn bản số ${directive.number}${about}: `;
};
const submission = (what: string, version: number) => `${what} (lần nộp thứ ${version})`;
const IN_SYSTEM = 'Lý do được ghi trong hồ sơ của đơn vị trên hệ thống Đôn Đốc.';

export const vietnamese: NoticeWords = {
  ...monitoringVietnamese,
  UnitAssigned: ({ campaign }) => ({
    subject: `Giao nhiệm vụ: ${campaign.title}`,
    body: lines(
      `${grounds(campaign)}đơn vị được giao thực hiện ${named(campaign)}.`.replace(/^đ/, 'Đ'),
      ...deadlines(campaign),
      'Đề nghị đơn vị xác nhận tiếp nhận và thực hiện đúng thời hạn trên hệ thống Đôn Đốc.',
    ),
  }),
  UnitExempted: ({ campaign, basis }) => ({
    subject: `Miễn thực hiện: ${campaign.title}`,
    body: `Đơn vị được miễn thực hiện ${named(campaign)}. Căn cứ: ${basis}.`,
  }),
  ReviewSuggestionIssued: ({ campaign, no, basis, answerBy }) => ({
    subject: `Gợi ý kiểm điểm số ${no}: ${campaign.title}`,
    body: lines(
      `Đơn vị có gợi ý kiểm điểm số ${no} theo ${named(campaign)}. Căn cứ: ${basis}.`,
      answerBy === null
        ? 'Đề nghị đơn vị giải trình trong báo cáo kiểm điểm.'
        : `Báo cáo kiểm điểm được mở lại; đề nghị đơn vị giải trình, nộp lại ${by(answerBy)}.`,
      'Nội dung gợi ý được ghi trong hồ sơ của đơn vị trên hệ thống Đôn Đốc.',
    ),
  }),
  FindingRegistered: ({ no, number, issuer, signedOn, item, dueOn }) => ({
    subject: `Hạn chế, khuyết điểm số ${no} (${number})`,
    body: lines(
      `Hạn chế, khuyết điểm số ${no} của đơn vị được ghi nhận theo văn bản số ${number} ngày ${dayText(signedOn)} của ${issuer}, mục ${item}.`,
      dueOn === null ? null : `Thời hạn khắc phục: ${by(dueOn)}.`,
      'Đề nghị đơn vị xem nội dung trên hệ thống Đôn Đốc và giải trình trong báo cáo kiểm điểm.',
    ),
  }),
  FindingClosed: ({ no, as, basis }) => ({
    subject: `Kết thúc theo dõi hạn chế, khuyết điểm số ${no}`,
    body: `Hạn chế, khuyết điểm số ${no} của đơn vị ${CLOSED[as]} Căn cứ: ${basis}.`,
  }),
  SelfReviewReturned: ({ campaign, version, resubmitBy }) => ({
    subject: `Trả lại báo cáo kiểm điểm: ${campaign.title}`,
    body: lines(
      `${submission('Báo cáo kiểm điểm', version)} chưa đạt yêu cầu và được trả lại để bổ sung. ${IN_SYSTEM}`,
      `Đề nghị đơn vị bổ sung, nộp lại ${by(resubmitBy)}.`,
    ),
  }),
  SelfReviewAccepted: ({ campaign, version, planBy }) => ({
    subject: `Chấp nhận báo cáo kiểm điểm: ${campaign.title}`,
    body: lines(
      `${submission('Báo cáo kiểm điểm', version)} đã được chấp nhận.`,
      planBy === null ? null : `Đề nghị đơn vị nộp kế hoạch khắc phục ${by(planBy)}.`,
    ),
  }),
  PlanReturned: ({ campaign, version, resubmitBy }) => ({
    subject: `Trả lại kế hoạch khắc phục: ${campaign.title}`,
    body: lines(
      `${submission('Kế hoạch khắc phục', version)} chưa đạt yêu cầu và được trả lại để bổ sung. ${IN_SYSTEM}`,
      `Đề nghị đơn vị bổ sung, nộp lại ${by(resubmitBy)}.`,
    ),
  }),
  PlanApproved: ({ campaign, version }) => ({
    subject: `Phê duyệt kế hoạch khắc phục: ${campaign.title}`,
    body: `${submission('Kế hoạch khắc phục', version)} đã được phê duyệt. Đề nghị đơn vị tổ chức thực hiện theo kế hoạch.`,
  }),
  VerificationRecorded: ({ campaign, actionId, verdict }) => ({
    subject: `${VERDICT[verdict].subject}: giải pháp ${actionId}`,
    body: lines(
      `Giải pháp ${actionId} trong kế hoạch khắc phục của đơn vị theo ${named(campaign)} ${VERDICT[verdict].body}`,
      verdict === 'ACCEPTED'
        ? null
        : `${IN_SYSTEM} Đề nghị đơn vị tiếp tục thực hiện, bổ sung minh chứng và báo cáo lại.`,
    ),
  }),
  ReminderSent: ({ campaign, phase, dueOn, isPast }) => ({
    subject: `Nhắc việc: ${STEP[phase]} ${by(dueOn)}`,
    body: isPast
      ? `Đơn vị đã quá thời hạn ${STEP[phase]} của ${named(campaign)} (ngày ${dayText(dueOn)}). Đề nghị đơn vị thực hiện ngay.`
      : `Đơn vị chưa ${STEP[phase]} theo ${named(campaign)}. Đề nghị đơn vị thực hiện ${by(dueOn)}.`,
  }),
  EscalationRaised: ({ campaign, phase, level, step, dueOn }) => ({
    subject: `${rungName(level, step)}: quá hạn ${STEP[phase]}`,
    body: lines(
      `Đơn vị đã quá thời hạn ${STEP[phase]} của ${named(campaign)} (ngày ${dayText(dueOn)}).`,
      ASKED[level],
    ),
  }),
  DeadlineExtended: ({ campaign, phase, from, to, basis, reason }) => ({
    subject: `Gia hạn ${STEP[phase]} đến ngày ${dayText(to)}: ${campaign.title}`,
    body: lines(
      `Thời hạn ${STEP[phase]} của ${named(campaign)} được gia hạn từ ngày ${dayText(from)} đến hết ngày ${dayText(to)}.`,
      `Lý do: ${reason}`,
      `Căn cứ: ${basis}`,
    ),
  }),
  UnitDeadlineExtended: ({ campaign, phase, from, to, basis }) => ({
    subject: `Gia hạn cho đơn vị: ${STEP[phase]} đến ngày ${dayText(to)}`,
    body: lines(
      `Thời hạn ${STEP[phase]} của đơn vị theo ${named(campaign)} được gia hạn từ ngày ${dayText(from)} đến hết ngày ${dayText(to)}.`,
      `Căn cứ: ${basis}`,
    ),
  }),
  DeadlineRecomputed: ({ campaign, phase, from, to, basis }) => ({
    subject: `Tính lại thời hạn ${STEP[phase]}: ngày ${dayText(to)}: ${campaign.title}`,
    body: lines(
      `Do thay đổi ngày làm việc, thời hạn ${STEP[phase]} của ${named(campaign)} được tính lại từ ngày ${dayText(from)} thành ngày ${dayText(to)}.`,
      `Lịch làm việc: ${basis}`,
    ),
  }),
  UnitDeadlineRecomputed: ({ campaign, phase, from, to }) => ({
    subject: `Tính lại thời hạn của đơn vị: ${STEP[phase]} ngày ${dayText(to)}`,
    body: `Do thay đổi ngày làm việc, thời hạn ${STEP[phase]} của đơn vị theo ${named(campaign)} được tính lại từ ngày ${dayText(from)} thành ngày ${dayText(to)}.`,
  }),
  CampaignPaused: ({ campaign, reason }) => ({
    subject: `Tạm dừng: ${campaign.title}`,
    body: lines(
      `Việc thực hiện ${named(campaign)} tạm dừng cho đến khi có thông báo mới. Các thời hạn còn lại sẽ được lùi tương ứng.`,
      `Lý do: ${reason}`,
    ),
  }),
  CampaignResumed: ({ campaign }) => ({
    subject: `Tiếp tục thực hiện: ${campaign.title}`,
    body: lines(`Việc thực hiện ${named(campaign)} được tiếp tục.`, ...deadlines(campaign)),
  }),
  CampaignAmended: ({ campaign, effectiveOn, basis }) => ({
    subject: `Điều chỉnh nội dung yêu cầu: ${campaign.title}`,
    body: lines(
      `Nội dung yêu cầu của ${named(campaign)} được điều chỉnh, áp dụng từ ngày ${dayText(effectiveOn)}. Căn cứ: ${basis}.`,
      'Đề nghị đơn vị xem các yêu cầu mới trên hệ thống Đôn Đốc.',
    ),
  }),
  CampaignClosed: ({ campaign, reason }) => ({
    subject: `Kết thúc: ${campaign.title}`,
    body: lines(`${named(campaign)} đã kết thúc.`, `Lý do: ${reason}`),
  }),
  CampaignCancelled: ({ campaign, reason }) => ({
    subject: `Hủy: ${campaign.title}`,
    body: lines(`${named(campaign)} đã được hủy; đơn vị không phải thực hiện tiếp.`, `Lý do: ${reason}`),
  }),
  SelfReviewSubmitted: ({ campaign, unit, version, isLate }) => ({
    subject: `${unit} nộp báo cáo kiểm điểm`,
    body: `${unit} đã nộp ${submission('báo cáo kiểm điểm', version)} theo ${named(campaign)}, ${isLate ? 'quá hạn' : 'đúng hạn'}.`,
  }),
  PlanSubmitted: ({ campaign, unit, version, isLate }) => ({
    subject: `${unit} nộp kế hoạch khắc phục`,
    body: `${unit} đã nộp ${submission('kế hoạch khắc phục', version)} theo ${named(campaign)}, ${isLate ? 'quá hạn' : 'đúng hạn'}.`,
  }),
  ActionReportedDone: ({ campaign, unit, actionId, version }) => ({
    subject: `${unit} báo cáo hoàn thành giải pháp ${actionId}`,
    body: lines(
      `${unit} báo cáo đã hoàn thành giải pháp ${actionId} trong kế hoạch khắc phục theo ${named(campaign)} (lần báo cáo thứ ${version}).`,
      'Đề nghị xem xét minh chứng và xác nhận kết quả khắc phục trên hệ thống Đôn Đốc.',
    ),
  }),
  EscalationReported: ({ campaign, unit, phase, level, step, dueOn, to }) => ({
    subject: `${rungName(level, step)}: ${unit} quá hạn ${STEP[phase]}`,
    body: lines(
      `${unit} đã quá thời hạn ${STEP[phase]} của ${named(campaign)} (ngày ${dayText(dueOn)}).`,
      `Nơi cần báo cáo: ${to.map((recipient) => RECIPIENT[recipient]).join('; ')}.`,
    ),
  }),
};
