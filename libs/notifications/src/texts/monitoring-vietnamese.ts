import type { MonitoringTemplates } from '../notice-facts.ts';
import { lines } from './lines.ts';

const IN_SYSTEM = 'Lý do được ghi trong hồ sơ của đơn vị trên hệ thống Đôn Đốc.';

/** Of the year in which the plan is carried out. */
export const monitoringVietnamese: MonitoringTemplates = {
  PlanApprovalVoided: {
    subject: 'Phê duyệt kế hoạch khắc phục hết hiệu lực: {{unit}}',
    body: '{{unit}} đã điều chỉnh kế hoạch khắc phục theo “{{campaign}}”. Việc phê duyệt lần {{version}} không còn hiệu lực; bản lần {{amendedTo}} chờ phê duyệt lại.',
  },
  CheckInOpened: {
    subject: 'Báo cáo kết quả khắc phục {{period}}, chậm nhất ngày {{dueOn}}',
    body: 'Đề nghị đơn vị báo cáo kết quả thực hiện kế hoạch khắc phục theo “{{campaign}}” trong {{period}}, chậm nhất ngày {{dueOn}}.',
  },
  CheckInMissed: {
    subject: 'Chưa báo cáo kết quả khắc phục {{period}}: {{unit}}',
    body: '{{unit}} chưa báo cáo kết quả thực hiện kế hoạch khắc phục theo “{{campaign}}” trong {{period}} (thời hạn ngày {{dueOn}}).',
  },
  CheckInSubmitted: {
    subject: '{{unit}} báo cáo kết quả khắc phục {{period}}',
    body: '{{unit}} đã báo cáo kết quả thực hiện kế hoạch khắc phục theo “{{campaign}}” trong {{period}} (lần {{version}}), {{#isLate}}quá hạn{{/isLate}}{{^isLate}}đúng hạn{{/isLate}}.',
  },
  ActionExtensionRequested: {
    subject: '{{unit}} đề nghị gia hạn giải pháp {{actionId}}',
    body: `{{unit}} đề nghị gia hạn giải pháp {{actionId}} theo “{{campaign}}” từ ngày {{from}} đến ngày {{to}}{{#isRetroactive}}; đề nghị sau khi đã hết hạn{{/isRetroactive}}. ${IN_SYSTEM}`,
  },
  ActionExtensionGranted: {
    subject: 'Gia hạn giải pháp {{actionId}} đến ngày {{to}}',
    body: 'Giải pháp {{actionId}} theo “{{campaign}}” được gia hạn từ ngày {{from}} đến hết ngày {{to}}. Căn cứ: {{basis}}. Thời hạn ban đầu vẫn được ghi nhận.',
  },
  ActionExtensionDenied: {
    subject: 'Không gia hạn giải pháp {{actionId}}',
    body: `Đề nghị gia hạn giải pháp {{actionId}} theo “{{campaign}}” không được chấp nhận; thời hạn giữ nguyên. ${IN_SYSTEM}`,
  },
  EffectivenessChecked: {
    subject: 'Đánh giá hiệu quả khắc phục: giải pháp {{actionId}}',
    body: 'Giải pháp {{actionId}} theo “{{campaign}}” được đánh giá {{#isEffective}}có hiệu quả, hạn chế không tái diễn{{/isEffective}}{{^isEffective}}chưa hiệu quả, hạn chế đã tái diễn{{/isEffective}}.',
  },
  ActionCarriedOver: {
    subject: 'Chuyển giải pháp {{actionId}} sang năm {{toYear}}',
    body: 'Giải pháp {{actionId}} theo “{{campaign}}” chưa hoàn thành và được chuyển sang kế hoạch khắc phục năm {{toYear}}.',
  },
  ActionReminded: {
    subject:
      'Nhắc việc: giải pháp {{actionId}}, {{#isPast}}đã hết hạn ngày{{/isPast}}{{^isPast}}thời hạn ngày{{/isPast}} {{dueOn}}',
    body: lines(
      '{{#isPast}}',
      'Giải pháp {{actionId}} theo “{{campaign}}” đã quá thời hạn ngày {{dueOn}}. Đề nghị đơn vị thực hiện ngay.',
      '{{/isPast}}',
      '{{^isPast}}',
      'Đề nghị đơn vị hoàn thành và báo cáo giải pháp {{actionId}} theo “{{campaign}}” chậm nhất ngày {{dueOn}}.',
      '{{/isPast}}',
    ),
  },
  ActionUrged: {
    subject:
      '{{#isMonitor}}Theo dõi{{/isMonitor}}{{#isUrge}}Đôn đốc lần {{step}}{{/isUrge}}{{#isCheck}}Đề xuất kiểm tra{{/isCheck}}: {{unit}} quá hạn giải pháp {{actionId}}',
    body: 'Giải pháp {{actionId}} của {{unit}} theo “{{campaign}}” đã quá thời hạn ngày {{dueOn}} mà chưa được báo cáo hoàn thành.',
  },
};
