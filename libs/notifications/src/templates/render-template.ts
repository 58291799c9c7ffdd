import type { Language, NoticeFacts, NoticeKind, NoticeTemplate, NoticeText } from '../notice-facts.ts';
import Mustache from 'mustache';
import { placeholdersOf, type Placeholders } from './placeholders.ts';

/** A notice is plain text: what must be escaped is escaped where it becomes HTML. */
const AS_IT_IS = { escape: (value: unknown) => String(value) };

export function renderTemplate(
  template: NoticeTemplate,
  facts: NoticeFacts[NoticeKind],
  language: Language,
): NoticeText {
  return fillTemplate(template, placeholdersOf(facts, language));
}

/** Whatever a fact holds, the subject is one line: no header can be smuggled in through it. */
export function fillTemplate({ subject, body }: NoticeTemplate, values: Placeholders): NoticeText {
  return {
    subject: inOneLine(Mustache.render(subject, values, {}, AS_IT_IS)),
    body: tidied(Mustache.render(body, values, {}, AS_IT_IS)),
  };
}

const inOneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim()
    .normalize('NFC');

/** Lines end with a line feed, none with blanks; at most one is empty between two others. */
const tidied = (text: string) =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .normalize('NFC');
