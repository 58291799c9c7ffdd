import type { RatingTemplates } from '../notice-facts.ts';
import { lines } from './lines.ts';

const WHOSE = '{{#isPost}}một vị trí công tác của đơn vị{{/isPost}}{{^isPost}}đơn vị{{/isPost}}';
const IN_SYSTEM = 'Chi tiết được ghi trong hồ sơ xếp loại của đơn vị trên hệ thống Đôn Đốc.';

/** Of the year's rating. */
export const ratingVietnamese: RatingTemplates = {
  RatingOpened: {
    subject: 'Đề nghị tự đánh giá, xếp loại: {{campaign}}',
    body: lines(
      'Việc đánh giá, xếp loại theo “{{campaign}}” được bắt đầu; số liệu chốt đến hết ngày {{cutOffOn}}.',
      'Đề nghị đơn vị tự chấm điểm, tự xếp loại trên hệ thống Đôn Đốc.',
    ),
  },
  AppraisalRecorded: {
    subject: 'Đã thẩm định kết quả tự đánh giá: {{campaign}}',
    body: `Kết quả tự đánh giá của ${WHOSE} theo “{{campaign}}” đã được thẩm định{{#differs}}, có chênh lệch so với mức tự đánh giá{{/differs}}. ${IN_SYSTEM}`,
  },
  RatingApprovalVoided: {
    subject: 'Kết quả xếp loại cần xem xét lại: {{unit}}',
    body: lines(
      'Kết quả xếp loại {{#isPost}}một vị trí công tác {{/isPost}}của {{unit}} theo “{{campaign}}” không còn căn cứ vì {{cause}} (R-20).',
      'Kết quả dự kiến được tính lại; quyết định đã ban hành (nếu có) vẫn được lưu và chờ cấp có thẩm quyền xem xét.',
    ),
  },
  RatingPublished: {
    subject: 'Kết quả xếp loại: {{official}}',
    body: lines(
      `Kết quả xếp loại ${WHOSE} theo “{{campaign}}”: {{official}}.`,
      'Nếu không đồng ý, đơn vị có thể gửi kiến nghị trên hệ thống Đôn Đốc.',
    ),
  },
  RatingSuperseded: {
    subject: 'Quyết định xếp loại được thay thế: {{campaign}}',
    body: `Quyết định {{supersedes}} về xếp loại ${WHOSE} theo “{{campaign}}” được thay thế bằng quyết định {{decisionNo}} ngày {{decidedOn}}. Quyết định cũ vẫn được lưu. ${IN_SYSTEM}`,
  },
  PetitionReceived: {
    subject: 'Kiến nghị về kết quả xếp loại: {{unit}}, trả lời chậm nhất ngày {{answerBy}}',
    body: `Ngày {{receivedOn}} đã nhận kiến nghị của {{unit}} về kết quả xếp loại ${WHOSE} theo “{{campaign}}”. Thời hạn trả lời: chậm nhất ngày {{answerBy}}.`,
  },
  PetitionOverdue: {
    subject: 'Quá hạn trả lời kiến nghị: {{unit}}',
    body: `Kiến nghị của {{unit}} về kết quả xếp loại ${WHOSE} theo “{{campaign}}” phải được trả lời chậm nhất ngày {{answerBy}} và chưa được trả lời.`,
  },
  PetitionAnswered: {
    subject:
      'Trả lời kiến nghị về kết quả xếp loại: {{#isConfirmed}}giữ nguyên{{/isConfirmed}}{{^isConfirmed}}xếp loại lại{{/isConfirmed}}',
    body: `Kiến nghị về kết quả xếp loại ${WHOSE} theo “{{campaign}}” được trả lời tại văn bản {{answerNo}} ngày {{answeredOn}}: {{#isConfirmed}}kết quả được giữ nguyên{{/isConfirmed}}{{^isConfirmed}}kết quả được xếp loại lại{{/isConfirmed}}. ${IN_SYSTEM}`,
  },
};
