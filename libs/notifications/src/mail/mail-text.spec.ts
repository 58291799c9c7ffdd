import { describe, expect, it } from '@jest/globals';
import { mailText } from './mail-text.ts';

const notice = (subject: string, body: string) => ({
  vi: { subject, body },
  en: { subject: `${subject} (en)`, body: `${body} (en)` },
});

describe('A mail', () => {
  it('says its one notice in Vietnamese, then in English, and where to read it', () => {
    const { subject, text } = mailText(
      [notice('Nhắc việc', 'Dòng một.\n- Dòng hai')],
      'https://dondoc.example/',
    );
    expect(subject).toBe('Nhắc việc');
    expect(text).toBe(
      [
        'Dòng một.',
        '- Dòng hai',
        '',
        'Xem trên hệ thống Đôn Đốc: https://dondoc.example/',
        'Thư tự động của hệ thống Đôn Đốc; vui lòng không trả lời thư này.',
        '',
        '---',
        'Nhắc việc (en)',
        '',
        'Dòng một.',
        '- Dòng hai (en)',
        '',
        'Read it in Đôn Đốc: https://dondoc.example/',
        'Sent by Đôn Đốc; please do not reply to this mail.',
        '',
      ].join('\n'),
    );
  });

  it('numbers what a digest gathers', () => {
    const { subject, text } = mailText([notice('Một', 'a'), notice('Hai', 'b')]);
    expect(subject).toBe('Đôn Đốc: 2 thông báo');
    expect(text).toMatch(
      /^1\. Một\na\n\n2\. Hai\nb\n\nThư tự động[^]*---\nĐôn Đốc: 2 notices\n\n1\. Một \(en\)/,
    );
  });

  it('shows as HTML what was written, and lets none of it be markup', () => {
    const { html } = mailText(
      [notice('<script>', 'a & "b"\n<img src=x onerror=1>')],
      'https://dondoc.example/?a=1&b=2',
    );
    expect(html).toContain('<h1 style=');
    expect(html).toContain('&lt;script&gt;</h1>');
    expect(html).toContain('>a &amp; &quot;b&quot;</p>');
    expect(html).toContain(
      '<a href="https://dondoc.example/?a=1&amp;b=2">https://dondoc.example/?a=1&amp;b=2</a>',
    );
    expect(html).not.toMatch(/<script|<img/);
  });
});
