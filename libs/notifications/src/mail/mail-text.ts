import type { Language, NoticeText, NoticeTexts } from '../notice-facts.ts';
import { htmlOf, type MailPart } from './mail-html.ts';

export type MailText = { subject: string; text: string; html: string };

type Frame = { several: (count: number) => string; link: string; footer: string };
const FRAMES: Readonly<Record<Language, Frame>> = {
  vi: {
    several: (count) => `Đôn Đốc: ${count} thông báo`,
    link: 'Xem trên hệ thống Đôn Đốc',
    footer: 'Thư tự động của hệ thống Đôn Đốc; vui lòng không trả lời thư này.',
  },
  en: {
    several: (count) => `Đôn Đốc: ${count} notices`,
    link: 'Read it in Đôn Đốc',
    footer: 'Sent by Đôn Đốc; please do not reply to this mail.',
  },
};

/**
 * What one mail says of several notices, the oldest first; of a single one, what it says itself. Vietnamese first, English
 * below, as plain text and as HTML made from it. `link`: where the system is read; without one none is shown.
 */
export function mailText(notices: readonly NoticeTexts[], link?: string): MailText {
  const parts = (['vi', 'en'] as const).map((language) => ({
    language,
    ...partOf(
      notices.map((notice) => notice[language]),
      FRAMES[language],
      link,
    ),
  }));
  const [vietnamese, english] = parts;
  const plain = parts.map(({ entries, lines }) =>
    [
      ...entries.map(({ heading, body }) => (heading === null ? body : `${heading}\n${body}`)),
      lines.join('\n'),
    ].join('\n\n'),
  );
  return {
    subject: vietnamese?.subject ?? '',
    text: `${plain[0]}\n\n---\n${english?.subject}\n\n${plain[1]}\n`,
    html: htmlOf(parts, link),
  };
}

function partOf(
  texts: readonly NoticeText[],
  frame: Frame,
  link: string | undefined,
): Omit<MailPart, 'language'> {
  const isDigest = texts.length > 1;
  return {
    subject: isDigest ? frame.several(texts.length) : (texts[0]?.subject ?? ''),
    entries: texts.map(({ subject, body }, index) => ({
      heading: isDigest ? `${index + 1}. ${subject}` : null,
      body,
    })),
    lines: [...(link === undefined ? [] : [`${frame.link}: ${link}`]), frame.footer],
  };
}
