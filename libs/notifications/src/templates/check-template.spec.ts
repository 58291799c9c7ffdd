import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Language, NoticeKind, NoticeTemplate } from '../notice-facts.ts';
import { BUILT_IN } from '../notice-texts.ts';
import { checkTemplate, placeholdersIn } from './check-template.ts';
import { KNOWN_NOTICES, NOTICE_KINDS } from './known-notices.ts';
import { placeholdersOf } from './placeholders.ts';
import { fillTemplate, renderTemplate } from './render-template.ts';

const LANGUAGES: readonly Language[] = ['vi', 'en'];
const EVERY = NOTICE_KINDS.flatMap((kind) => LANGUAGES.map((language) => [kind, language] as const));

function faultsOf(kind: NoticeKind, template: NoticeTemplate): { path: string; message: string }[] {
  try {
    checkTemplate(kind, 'vi', template);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).toBe('template-invalid');
    return error.details['errors'] as { path: string; message: string }[];
  }
  return [];
}
const subject = 'Nhắc: {{campaign}}';
const body = '{{phase}} trước {{dueOn}}. {{amendments}}';

describe('The built-in templates', () => {
  it.each(EVERY)('of %s in %s keep the rules that an office’s own must keep', (kind, language) => {
    expect(() => checkTemplate(kind, language, BUILT_IN[language][kind])).not.toThrow();
  });

  it.each(EVERY)('of %s in %s say whole sentences in every case', (kind, language) => {
    for (const facts of KNOWN_NOTICES[kind].examples) {
      const text = renderTemplate(BUILT_IN[language][kind], facts, language);
      expect(`${text.subject}\n${text.body}`).not.toMatch(
        /undefined|null|\{\{|\[object| {2}|\n\n| [.,;:]|: *$|\(\)/m,
      );
      expect(text.body).toMatch(/[.\p{L}\d]$/u);
      expect(text).toEqual({ subject: text.subject.normalize('NFC'), body: text.body.normalize('NFC') });
    }
  });
});

describe('The examples', () => {
  it.each(NOTICE_KINDS)(
    'of %s show both sides of every condition, and each text that may be missing',
    (kind) => {
      const shown = KNOWN_NOTICES[kind].examples.map((facts) => placeholdersOf(facts, 'vi'));
      for (const { name, isCondition } of placeholdersIn(kind, 'vi')) {
        const values = shown.map((values) => values[name]);
        if (isCondition) expect([name, new Set(values).size]).toEqual([name, 2]);
        else expect([name, values.some((value) => value !== '')]).toEqual([name, true]);
      }
    },
  );
});

describe('A template', () => {
  it('that says what it must is taken', () => {
    expect(faultsOf('ReminderSent', { subject, body })).toEqual([]);
  });

  it('that names what its notice does not know is refused by that name', () => {
    const [fault] = faultsOf('ReminderSent', { subject, body: `${body} {{unitt}}` });
    expect(fault).toEqual({
      path: '/body',
      rule: 'notice-template',
      message: expect.stringContaining('{{unitt}}'),
    });
    expect(faultsOf('ReminderSent', { subject: '{{#length}}{{campaign}}{{/length}}', body })).toHaveLength(1);
  });

  it('that leaves out what it must say, also in one case alone, is refused by that name', () => {
    const missing = faultsOf('ReminderSent', { subject, body: '{{phase}} {{amendments}}' });
    expect(missing.map(({ message }) => message)).toEqual([expect.stringContaining('{{dueOn}}')]);
    const onlyWhenPast = `{{phase}} {{amendments}}{{#isPast}}{{dueOn}}{{/isPast}}`;
    expect(faultsOf('ReminderSent', { subject, body: onlyWhenPast })).toHaveLength(1);
    expect(faultsOf('ReminderSent', { subject: '{{#isPast}}{{campaign}}{{/isPast}}', body })).toHaveLength(2);
  });

  it.each([
    ['a broken section', '{{#isPast}}'],
    ['a broken tag', '{{dueOn'],
    ['a condition said as a text', '{{isPast}}'],
    ['an unescaped value', '{{{campaign}}}'],
    ['an unescaped value by its other sign', '{{&campaign}}'],
    ['a partial', '{{>campaign}}'],
    ['other delimiters', '{{=<% %>=}}'],
  ])('with %s is refused', (_, tag) => {
    expect(faultsOf('ReminderSent', { subject, body: `${body} ${tag}` })).toHaveLength(1);
  });

  it('never gives a second line to the subject, and never reads a value as a template', () => {
    const values = { campaign: 'A\r\nBcc: x@example.vn\u2028{{dueOn}}', dueOn: '15/12/2026' };
    expect(fillTemplate({ subject: 'Về {{campaign}}', body: '{{campaign}}' }, values)).toEqual({
      subject: 'Về A Bcc: x@example.vn {{dueOn}}',
      body: 'A\nBcc: x@example.vn\n{{dueOn}}',
    });
  });
});
