import type { NoticeTemplates } from '../notice-facts.ts';
import { lines } from './lines.ts';
import { monitoringVietnamese } from './monitoring-vietnamese.ts';
import { ratingVietnamese } from './rating-vietnamese.ts';
import { successionVietnamese } from './succession-vietnamese.ts';

const IN_SYSTEM = 'Lý do được ghi trong hồ sơ của đơn vị trên hệ thống Đôn Đốc.';

/** As the product ships them; an administrator may put a text of the office's own in the place of each. */
export const vietnamese: NoticeTemplates = {
  ...monitoringVietnamese,
  ...ratingVietnamese,
  ...successionVietnamese,
  UnitAssigned: {
    subject: 'Giao nhiệm vụ: {{campaign}}',
    body: lines(
      '{{#directive}}Căn cứ văn bản số {{directive}}{{#abstract}} ({{abstract}}){{/abstract}}: đơn vị{{/directive}}{{^directive}}Đơn vị{{/directive}} được giao thực hiện “{{campaign}}”.',
      '{{#lateJoin}}',
      'Đơn vị được bổ sung vào danh sách thực hiện. Căn cứ: {{lateJoin}}. Thời hạn nào đã qua thì thực hiện theo thời hạn riêng được thông báo cho đơn vị.',
      '{{/lateJoin}}',
      '{{#deadlines}}',
      '{{deadlines}}',
      '{{/deadlines}}',
      'Đề nghị đơn vị xác nhận tiếp nhận và thực hiện đúng thời hạn trên hệ thống Đôn Đốc.',
    ),
  },
  UnitExempted: {
    subject: 'Miễn thực hiện: {{campaign}}',
    body: 'Đơn vị được miễn thực hiện “{{campaign}}”. Căn cứ: {{basis}}.',
  },
  ReviewSuggestionIssued: {
    subject: 'Gợi ý kiểm điểm số {{no}}: {{campaign}}',
    body: lines(
      'Đơn vị có gợi ý kiểm điểm số {{no}} theo “{{campaign}}”. Căn cứ: {{basis}}.',
      '{{#answerBy}}Báo cáo kiểm điểm được mở lại; đề nghị đơn vị giải trình, nộp lại chậm nhất ngày {{answerBy}}.{{/answerBy}}{{^answerBy}}Đề nghị đơn vị giải trình trong báo cáo kiểm điểm.{{/answerBy}}',
      'Nội dung gợi ý được ghi trong hồ sơ của đơn vị trên hệ thống Đôn Đốc.',
    ),
  },
  FindingRegistered: {
    subject: 'Hạn chế, khuyết điểm số {{no}} ({{number}})',
    body: lines(
      'Hạn chế, khuyết điểm số {{no}} của đơn vị được ghi nhận theo văn bản số {{number}} ngày {{signedOn}} của {{issuer}}, mục {{item}}.',
      '{{#dueOn}}',
      'Thời hạn khắc phục: chậm nhất ngày {{dueOn}}.',
      '{{/dueOn}}',
      'Đề nghị đơn vị xem nội dung trên hệ thống Đôn Đốc và giải trình trong báo cáo kiểm điểm.',
    ),
  },
  FindingDivided: {
    subject: 'Tách hạn chế, khuyết điểm số {{no}} ({{number}})',
    body: lines(
      'Hạn chế, khuyết điểm số {{no}} của đơn vị theo văn bản số {{number}} ngày {{signedOn}} của {{issuer}} được tách thành các nội dung riêng để theo dõi, khắc phục.',
      'Đề nghị đơn vị xem từng nội dung trên hệ thống Đôn Đốc và giải trình, khắc phục theo từng nội dung.',
    ),
  },
  FindingClosed: {
    subject: 'Kết thúc theo dõi hạn chế, khuyết điểm số {{no}}',
    body: 'Hạn chế, khuyết điểm số {{no}} của đơn vị {{outcome}}. Căn cứ: {{basis}}.',
  },
  SelfReviewReturned: {
    subject: 'Trả lại báo cáo kiểm điểm: {{campaign}}',
    body: lines(
      `Báo cáo kiểm điểm (lần nộp thứ {{version}}) chưa đạt yêu cầu và được trả lại để bổ sung. ${IN_SYSTEM}`,
      'Đề nghị đơn vị bổ sung, nộp lại chậm nhất ngày {{resubmitBy}}.',
    ),
  },
  SelfReviewAccepted: {
    subject: 'Chấp nhận báo cáo kiểm điểm: {{campaign}}',
    body: lines(
      'Báo cáo kiểm điểm (lần nộp thứ {{version}}) đã được chấp nhận.',
      '{{#planBy}}',
      'Đề nghị đơn vị nộp kế hoạch khắc phục chậm nhất ngày {{planBy}}.',
      '{{/planBy}}',
    ),
  },
  PlanReturned: {
    subject: 'Trả lại kế hoạch khắc phục: {{campaign}}',
    body: lines(
      `Kế hoạch khắc phục (lần nộp thứ {{version}}) chưa đạt yêu cầu và được trả lại để bổ sung. ${IN_SYSTEM}`,
      'Đề nghị đơn vị bổ sung, nộp lại chậm nhất ngày {{resubmitBy}}.',
    ),
  },
  PlanApproved: {
    subject: 'Phê duyệt kế hoạch khắc phục: {{campaign}}',
    body: 'Kế hoạch khắc phục (lần nộp thứ {{version}}) đã được phê duyệt. Đề nghị đơn vị tổ chức thực hiện theo kế hoạch.',
  },
  VerificationRecorded: {
    subject:
      '{{#isAccepted}}Xác nhận đã khắc phục xong{{/isAccepted}}{{#isPartial}}Xác nhận khắc phục một phần{{/isPartial}}{{#isRejected}}Trả lại báo cáo kết quả{{/isRejected}}: giải pháp {{actionId}}',
    body: lines(
      'Giải pháp {{actionId}} trong kế hoạch khắc phục của đơn vị theo “{{campaign}}” {{verdict}}.',
      '{{^isAccepted}}',
      `${IN_SYSTEM} Đề nghị đơn vị tiếp tục thực hiện, bổ sung minh chứng và báo cáo lại.`,
      '{{/isAccepted}}',
    ),
  },
  ReminderSent: {
    subject: 'Nhắc việc: {{phase}} chậm nhất ngày {{dueOn}}',
    body: lines(
      '{{#isPast}}Đơn vị đã quá thời hạn {{phase}} của “{{campaign}}” (ngày {{dueOn}}). Đề nghị đơn vị thực hiện ngay.{{/isPast}}{{^isPast}}Đơn vị chưa {{phase}} theo “{{campaign}}”. Đề nghị đơn vị thực hiện chậm nhất ngày {{dueOn}}.{{/isPast}}',
      '{{#amendments}}',
      'Đơn vị chưa xác nhận đã tiếp nhận nội dung điều chỉnh lần {{amendments}}; đề nghị xác nhận trên hệ thống Đôn Đốc.',
      '{{/amendments}}',
    ),
  },
  EscalationRaised: {
    subject:
      '{{#isMonitor}}Theo dõi{{/isMonitor}}{{#isUrge}}Đôn đốc lần {{step}}{{/isUrge}}{{#isCheck}}Đề xuất kiểm tra{{/isCheck}}: quá hạn {{phase}}',
    body: lines(
      'Đơn vị đã quá thời hạn {{phase}} của “{{campaign}}” (ngày {{dueOn}}).',
      '{{#isMonitor}}Việc chậm thực hiện đang được theo dõi.{{/isMonitor}}{{#isUrge}}Đề nghị đơn vị thực hiện ngay và báo cáo lý do chậm.{{/isUrge}}{{#isCheck}}Việc chậm thực hiện được báo cáo cấp có thẩm quyền xem xét, kiểm tra.{{/isCheck}}',
    ),
  },
  DeadlineExtended: {
    subject: 'Gia hạn {{phase}} đến ngày {{to}}: {{campaign}}',
    body: lines(
      'Thời hạn {{phase}} của “{{campaign}}” được gia hạn từ ngày {{from}} đến hết ngày {{to}}.',
      'Lý do: {{reason}}',
      'Căn cứ: {{basis}}',
    ),
  },
  UnitDeadlineExtended: {
    subject: 'Gia hạn cho đơn vị: {{phase}} đến ngày {{to}}',
    body: lines(
      'Thời hạn {{phase}} của đơn vị theo “{{campaign}}” được gia hạn từ ngày {{from}} đến hết ngày {{to}}.',
      'Căn cứ: {{basis}}',
    ),
  },
  DeadlineRecomputed: {
    subject: 'Tính lại thời hạn {{phase}}: ngày {{to}}: {{campaign}}',
    body: lines(
      'Do thay đổi ngày làm việc, thời hạn {{phase}} của “{{campaign}}” được tính lại từ ngày {{from}} thành ngày {{to}}.',
      'Lịch làm việc: {{basis}}',
    ),
  },
  UnitDeadlineRecomputed: {
    subject: 'Tính lại thời hạn của đơn vị: {{phase}} ngày {{to}}',
    body: 'Do thay đổi ngày làm việc, thời hạn {{phase}} của đơn vị theo “{{campaign}}” được tính lại từ ngày {{from}} thành ngày {{to}}.',
  },
  CampaignPaused: {
    subject: 'Tạm dừng: {{campaign}}',
    body: lines(
      'Việc thực hiện “{{campaign}}” tạm dừng cho đến khi có thông báo mới. Các thời hạn còn lại sẽ được lùi tương ứng.',
      'Lý do: {{reason}}',
    ),
  },
  CampaignResumed: {
    subject: 'Tiếp tục thực hiện: {{campaign}}',
    body: lines(
      'Việc thực hiện “{{campaign}}” được tiếp tục.',
      '{{#deadlines}}',
      '{{deadlines}}',
      '{{/deadlines}}',
    ),
  },
  CampaignAmended: {
    subject: 'Điều chỉnh nội dung yêu cầu: {{campaign}}',
    body: lines(
      'Nội dung yêu cầu của “{{campaign}}” được điều chỉnh{{#number}} lần {{number}}{{/number}}, áp dụng từ ngày {{effectiveOn}}. Căn cứ: {{basis}}.',
      '{{#changes}}',
      '{{changes}}',
      '{{/changes}}',
      'Đề nghị đơn vị xem các yêu cầu mới và xác nhận đã tiếp nhận nội dung điều chỉnh trên hệ thống Đôn Đốc.',
    ),
  },
  CampaignClosed: {
    subject: 'Kết thúc: {{campaign}}',
    body: lines('“{{campaign}}” đã kết thúc.', 'Lý do: {{reason}}'),
  },
  CampaignCancelled: {
    subject: 'Hủy: {{campaign}}',
    body: lines('“{{campaign}}” đã được hủy; đơn vị không phải thực hiện tiếp.', 'Lý do: {{reason}}'),
  },
  SelfReviewSubmitted: {
    subject: '{{unit}} nộp báo cáo kiểm điểm',
    body: '{{unit}} đã nộp báo cáo kiểm điểm (lần nộp thứ {{version}}) theo “{{campaign}}”, {{#isLate}}quá hạn{{/isLate}}{{^isLate}}đúng hạn{{/isLate}}.',
  },
  PlanSubmitted: {
    subject: '{{unit}} nộp kế hoạch khắc phục',
    body: '{{unit}} đã nộp kế hoạch khắc phục (lần nộp thứ {{version}}) theo “{{campaign}}”, {{#isLate}}quá hạn{{/isLate}}{{^isLate}}đúng hạn{{/isLate}}.',
  },
  ActionReportedDone: {
    subject: '{{unit}} báo cáo hoàn thành giải pháp {{actionId}}',
    body: lines(
      '{{unit}} báo cáo đã hoàn thành giải pháp {{actionId}} trong kế hoạch khắc phục theo “{{campaign}}” (lần báo cáo thứ {{version}}).',
      'Đề nghị xem xét minh chứng và xác nhận kết quả khắc phục trên hệ thống Đôn Đốc.',
    ),
  },
  EscalationReported: {
    subject:
      '{{#isMonitor}}Theo dõi{{/isMonitor}}{{#isUrge}}Đôn đốc lần {{step}}{{/isUrge}}{{#isCheck}}Đề xuất kiểm tra{{/isCheck}}: {{unit}} quá hạn {{phase}}',
    body: lines(
      '{{unit}} đã quá thời hạn {{phase}} của “{{campaign}}” (ngày {{dueOn}}).',
      'Nơi cần báo cáo: {{recipients}}.',
    ),
  },
};
