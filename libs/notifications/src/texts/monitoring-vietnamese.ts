import { assertNever } from '@dondoc/domain/domain-error.ts';
import type { EscalationLevel } from '@dondoc/domain/escalation/cadence.ts';
import type { MonitoringWords } from '../notice-facts.ts';
import { dayText } from './day-text.ts';

const named = ({ title }: { title: string }) => `“${title}”`;
const IN_SYSTEM = 'Lý do được ghi trong hồ sơ của đơn vị trên hệ thống Đôn Đốc.';

/** theo dõi – đôn đốc – kiểm tra, as a heading. */
export function rungName(level: EscalationLevel, step: number): string {
  switch (level) {
    case 'MONITOR':
      return 'Theo dõi';
    case 'URGE':
      return `Đôn đốc lần ${step}`;
    case 'CHECK':
      return 'Đề xuất kiểm tra';
    default:
      return assertNever(level);
  }
}

/** `2027-Q2`: quý 2 năm 2027; `2027-05`: tháng 5; `2027-H1`: 6 tháng đầu năm. */
function periodText(period: string): string {
  const [year = '', part = ''] = period.split('-');
  if (part.startsWith('Q')) return `quý ${part.slice(1)} năm ${year}`;
  if (part.startsWith('H')) return `6 tháng ${part === 'H1' ? 'đầu' : 'cuối'} năm ${year}`;
  return `tháng ${Number(part)} năm ${year}`;
}

/** Of the year in which the plan is carried out. */
export const monitoringVietnamese: MonitoringWords = {
  PlanApprovalVoided: ({ campaign, unit, version, amendedTo }) => ({
    subject: `Phê duyệt kế hoạch khắc phục hết hiệu lực: ${unit}`,
    body: `${unit} đã điều chỉnh kế hoạch khắc phục theo ${named(campaign)}. Việc phê duyệt lần ${version} không còn hiệu lực; bản lần ${amendedTo} chờ phê duyệt lại.`,
  }),
  CheckInOpened: ({ campaign, period, dueOn }) => ({
    subject: `Báo cáo kết quả khắc phục ${periodText(period)}, chậm nhất ngày ${dayText(dueOn)}`,
    body: `Đề nghị đơn vị báo cáo kết quả thực hiện kế hoạch khắc phục theo ${named(campaign)} trong ${periodText(period)}, chậm nhất ngày ${dayText(dueOn)}.`,
  }),
  CheckInMissed: ({ campaign, unit, period, dueOn }) => ({
    subject: `Chưa báo cáo kết quả khắc phục ${periodText(period)}: ${unit}`,
    body: `${unit} chưa báo cáo kết quả thực hiện kế hoạch khắc phục theo ${named(campaign)} trong ${periodText(period)} (thời hạn ngày ${dayText(dueOn)}).`,
  }),
  CheckInSubmitted: ({ campaign, unit, period, version, isLate }) => ({
    subject: `${unit} báo cáo kết quả khắc phục ${periodText(period)}`,
    body: `${unit} đã báo cáo kết quả thực hiện kế hoạch khắc phục theo ${named(campaign)} trong ${periodText(period)} (lần ${version}), ${isLate ? 'quá hạn' : 'đúng hạn'}.`,
  }),
  ActionExtensionRequested: ({ campaign, unit, actionId, from, to, isRetroactive }) => ({
    subject: `${unit} đề nghị gia hạn giải pháp ${actionId}`,
    body: `${unit} đề nghị gia hạn giải pháp ${actionId} theo ${named(campaign)} từ ngày ${dayText(from)} đến ngày ${dayText(to)}${isRetroactive ? '; đề nghị sau khi đã hết hạn' : ''}. ${IN_SYSTEM}`,
  }),
  ActionExtensionGranted: ({ campaign, actionId, from, to, basis }) => ({
    subject: `Gia hạn giải pháp ${actionId} đến ngày ${dayText(to)}`,
    body: `Giải pháp ${actionId} theo ${named(campaign)} được gia hạn từ ngày ${dayText(from)} đến hết ngày ${dayText(to)}. Căn cứ: ${basis}. Thời hạn ban đầu vẫn được ghi nhận.`,
  }),
  ActionExtensionDenied: ({ campaign, actionId }) => ({
    subject: `Không gia hạn giải pháp ${actionId}`,
    body: `Đề nghị gia hạn giải pháp ${actionId} theo ${named(campaign)} không được chấp nhận; thời hạn giữ nguyên. ${IN_SYSTEM}`,
  }),
  EffectivenessChecked: ({ campaign, actionId, isEffective }) => ({
    subject: `Đánh giá hiệu quả khắc phục: giải pháp ${actionId}`,
    body: `Giải pháp ${actionId} theo ${named(campaign)} được đánh giá ${isEffective ? 'có hiệu quả, hạn chế không tái diễn' : 'chưa hiệu quả, hạn chế đã tái diễn'}.`,
  }),
  ActionCarriedOver: ({ campaign, actionId, toYear }) => ({
    subject: `Chuyển giải pháp ${actionId} sang năm ${toYear}`,
    body: `Giải pháp ${actionId} theo ${named(campaign)} chưa hoàn thành và được chuyển sang kế hoạch khắc phục năm ${toYear}.`,
  }),
  ActionReminded: ({ campaign, actionId, dueOn, isPast }) => ({
    subject: `Nhắc việc: giải pháp ${actionId}, thời hạn ngày ${dayText(dueOn)}`,
    body: isPast
      ? `Giải pháp ${actionId} theo ${named(campaign)} đã quá thời hạn ngày ${dayText(dueOn)}. Đề nghị đơn vị thực hiện ngay.`
      : `Đề nghị đơn vị hoàn thành và báo cáo giải pháp ${actionId} theo ${named(campaign)} chậm nhất ngày ${dayText(dueOn)}.`,
  }),
  ActionUrged: ({ campaign, unit, actionId, level, step, dueOn }) => ({
    subject: `${rungName(level, step)}: ${unit} quá hạn giải pháp ${actionId}`,
    body: `Giải pháp ${actionId} của ${unit} theo ${named(campaign)} đã quá thời hạn ngày ${dayText(dueOn)} mà chưa được báo cáo hoàn thành.`,
  }),
};
