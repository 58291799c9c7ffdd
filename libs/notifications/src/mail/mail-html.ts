import type { Language } from '../notice-facts.ts';

/** What a mail says in one language: its notices, each under a heading when they are several, and the lines below them. */
export type MailPart = {
  language: Language;
  subject: string;
  entries: readonly { heading: string | null; body: string }[];
  lines: readonly string[];
};

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Everything a mail says goes through here: a text is never markup. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => MARKUP[sign] ?? sign);

const PAGE =
  'margin:0;padding:24px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#1b1b1b';
const HEADING = 'margin:0 0 8px;font-size:17px;line-height:1.35';
const FOOTER = 'margin:12px 0 0;font-size:13px;color:#5a5a5a';

/** The same as the plain text, in the few tags and inline styles that every mail program shows. */
export function htmlOf(parts: readonly MailPart[], link: string | undefined): string {
  const sections = parts.map(
    ({ language, subject, entries, lines }) =>
      `<section lang="${language}"><h1 style="${HEADING}">${escapeHtml(subject)}</h1>\n` +
      entries
        .map(
          ({ heading, body }) =>
            (heading === null ? '' : `<h2 style="${HEADING}">${escapeHtml(heading)}</h2>\n`) +
            paragraphs(body),
        )
        .join('\n') +
      `\n${lines.map((line) => `<p style="${FOOTER}">${linked(line, link)}</p>`).join('\n')}</section>`,
  );
  return (
    `<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"></head><body style="${PAGE}"><div style="max-width:640px">\n` +
    `${sections.join('\n<hr style="margin:24px 0;border:0;border-top:1px solid #d0d0d0">\n')}\n</div></body></html>\n`
  );
}

const paragraphs = (body: string) =>
  body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`)
    .join('\n');

function linked(line: string, link: string | undefined): string {
  if (link === undefined || !line.endsWith(link)) return escapeHtml(line);
  const before = line.slice(0, -link.length);
  return `${escapeHtml(before)}<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`;
}
