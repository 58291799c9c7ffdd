import { refuseFaults, type Fault } from '@dondoc/domain/faults.ts';
import Mustache from 'mustache';
import type { Language, NoticeKind, NoticeTemplate } from '../notice-facts.ts';
import { KNOWN_NOTICES } from './known-notices.ts';
import { placeholdersOf, type Placeholders } from './placeholders.ts';
import { fillTemplate } from './render-template.ts';

/** `isCondition`: names a section, `{{#name}}…{{/name}}` or `{{^name}}…{{/name}}`, and says nothing itself. */
export type KnownPlaceholder = { name: string; isCondition: boolean; mustSay: boolean; example: string };

/** What a template of this kind may name, each with what it says in the first example that has something to say. */
export function placeholdersIn(kind: NoticeKind, language: Language): KnownPlaceholder[] {
  const known = new Map<string, KnownPlaceholder>();
  for (const values of examplesOf(kind, language)) {
    for (const [name, value] of Object.entries(values)) {
      const isCondition = typeof value === 'boolean';
      const example = known.get(name)?.example ?? '';
      const mustSay = KNOWN_NOTICES[kind].mustSay.includes(name);
      known.set(name, { name, isCondition, mustSay, example: example === '' ? String(value) : example });
    }
  }
  return [...known.values()];
}

/**
 * Refuses with 'template-invalid' what cannot be read, names what this kind of notice does not know, or leaves out, in any
 * case there is an example of, what it must say.
 */
export function checkTemplate(kind: NoticeKind, language: Language, template: NoticeTemplate): void {
  const known = new Map(placeholdersIn(kind, language).map((one) => [one.name, one]));
  const faults = (['subject', 'body'] as const).flatMap((part) =>
    tagFaults(template[part], known).map((message): Fault => ({ path: `/${part}`, message })),
  );
  refuseFaults('template-invalid', 'notice-template', faults);
  refuseFaults('template-invalid', 'notice-template', silentOn(kind, language, template));
}

type Token = [type: string, value: string, start: number, end: number, ...rest: unknown[]];

function tagFaults(text: string, known: ReadonlyMap<string, KnownPlaceholder>): string[] {
  let tokens: Token[];
  try {
    tokens = Mustache.parse(text) as unknown as Token[];
  } catch (error) {
    return [`cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
  return tokens.flatMap((token) => faultsOfToken(token, known));
}

function faultsOfToken(
  [type, name, , , inside]: Token,
  known: ReadonlyMap<string, KnownPlaceholder>,
): string[] {
  if (type === 'text') return [];
  const placeholder = known.get(name);
  if (type === 'name' || type === '#' || type === '^') {
    if (placeholder === undefined) {
      return [`names {{${name}}}, which this notice does not know; it knows ${[...known.keys()].join(', ')}`];
    }
    if (type === 'name') {
      return placeholder.isCondition
        ? [`{{${name}}} is a condition: write {{#${name}}}…{{/${name}}} or {{^${name}}}…{{/${name}}}`]
        : [];
    }
    return (inside as Token[]).flatMap((token) => faultsOfToken(token, known));
  }
  return [
    'only {{name}}, {{#name}}…{{/name}} and {{^name}}…{{/name}} are allowed, without {{{…}}}, {{&…}}, {{>…}}, {{!…}} and {{=…=}}',
  ];
}

/** Each value is replaced by a mark that no text holds: what is found again was said. */
function silentOn(kind: NoticeKind, language: Language, template: NoticeTemplate): Fault[] {
  const missing = new Set<string>();
  let isEmpty = { subject: false, body: false };
  for (const values of examplesOf(kind, language)) {
    const marked = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'boolean' || value === '' ? value : markOf(name),
      ]),
    );
    const { subject, body } = fillTemplate(template, marked);
    isEmpty = { subject: isEmpty.subject || subject === '', body: isEmpty.body || body === '' };
    const said = `${subject}\n${body}`;
    for (const name of KNOWN_NOTICES[kind].mustSay) {
      if (values[name] !== '' && !said.includes(markOf(name))) missing.add(name);
    }
  }
  return [
    ...(isEmpty.subject ? [{ path: '/subject', message: 'says nothing in some cases' }] : []),
    ...(isEmpty.body ? [{ path: '/body', message: 'says nothing in some cases' }] : []),
    ...[...missing].map((name) => ({
      path: '/body',
      message: `must say {{${name}}} in every case, here or in the subject`,
    })),
  ];
}

const markOf = (name: string) => `\uE000${name}\uE001`;
const examplesOf = (kind: NoticeKind, language: Language): Placeholders[] =>
  KNOWN_NOTICES[kind].examples.map((facts) => placeholdersOf(facts, language));
