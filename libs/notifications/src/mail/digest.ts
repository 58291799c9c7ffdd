import type { NoticeTexts } from '../notice-facts.ts';

/** What one mail says of several notices, the oldest first; of a single one, what it says itself. */
export function mailText(notices: readonly NoticeTexts[]): { subject: string; text: string } {
  const [first] = notices;
  if (first !== undefined && notices.length === 1) {
    const text = `${first.vi.body}\n\n---\n${first.en.subject}\n${first.en.body}\n`;
    return { subject: first.vi.subject, text };
  }
  const listed = notices.map(({ vi }, index) => `${index + 1}. ${vi.subject}\n${vi.body}\n`);
  const english = notices.map(({ en }, index) => `${index + 1}. ${en.subject}\n${en.body}\n`);
  return {
    subject: `Đôn Đốc: ${notices.length} thông báo`,
    text: [...listed, '---', `Đôn Đốc: ${notices.length} notices`, ...english].join('\n'),
  };
}
