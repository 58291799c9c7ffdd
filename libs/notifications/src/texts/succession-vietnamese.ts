import type { SuccessionTemplates } from '../notice-facts.ts';
import { lines } from './lines.ts';

/** Of what a unit takes over from one that is no more. */
export const successionVietnamese: SuccessionTemplates = {
  ItemsInherited: {
    subject: 'Tiếp nhận nhiệm vụ của {{predecessor}}: {{campaign}}',
    body: lines(
      'Đơn vị tiếp tục thực hiện “{{campaign}}” thay {{predecessor}}. Căn cứ: {{basis}}.',
      '{{#cycle}}',
      'Bước chuyển giao: {{cycle}}{{#dueOn}}, thời hạn chậm nhất ngày {{dueOn}}{{/dueOn}}.',
      '{{/cycle}}',
      '{{#actions}}',
      'Giải pháp khắc phục chuyển giao: {{actions}}; thời hạn và kết quả đã thực hiện được giữ nguyên.',
      '{{/actions}}',
      'Vi phạm thời hạn trước khi chuyển giao được ghi cho đơn vị cũ, không tính cho đơn vị tiếp nhận.',
    ),
  },
  FindingsInherited: {
    subject: 'Tiếp nhận hạn chế, khuyết điểm của {{predecessor}}',
    body: lines(
      'Các hạn chế, khuyết điểm chưa khắc phục xong của {{predecessor}} được chuyển cho đơn vị tiếp tục khắc phục, báo cáo.',
      'Đề nghị đơn vị xem danh sách và thời hạn của từng nội dung trên hệ thống Đôn Đốc.',
    ),
  },
};
