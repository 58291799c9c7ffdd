import { createHash } from 'node:crypto';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { DirectiveContent, DocumentFamily } from '@dondoc/domain/directive/directive.events.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { DirectiveImport, ImportedDirective } from './directive-import.ts';

/** `text`: what was imported, for its SHA-256. `term`: the committee term ("2020-2025") or the year that the number counts in. */
export type RegistrationFacts = { text: string | Uint8Array; term?: string };
type Fault = { path: string; rule: string; message: string };

const RULE = 'directive-content';

/**
 * An import as the record that registration takes. Refuses a refused import ('directive-refused') and one without number,
 * date or term ('directive-incomplete'), and says what the administrator must add: a register key is never guessed.
 */
export function toDirectiveContent(
  imported: DirectiveImport,
  { text, term }: RegistrationFacts,
): DirectiveContent {
  const { directive, refused, notStated } = imported;
  if (refused !== null || directive === null)
    throw new DomainError('directive-refused', refused?.message ?? 'The text holds no directive.', {
      path: '/text',
      rule: RULE,
      refusal: refused?.code ?? 'NOT_A_DIRECTIVE',
    });
  const { number, date, requirements, deadlines, ...rest } = directive;
  const { raw, seq, type, issuer } = number ?? { raw: '', seq: null, type: null, issuer: null };
  const inTerm = term ?? (date === null ? null : termOf(directive.family, date));
  if (seq === null || type === null || issuer === null || date === null || inTerm === null)
    throw incomplete(directive, inTerm);
  return {
    ...rest,
    number: { raw, seq, type, issuer, term: inTerm },
    issuedOn: date,
    requirements,
    deadlines: deadlines.map(({ phrase, on, relation, requirement }) => ({
      phrase,
      on,
      relation,
      requirement,
    })),
    notStated,
    sourceSha256: createHash('sha256').update(text).digest('hex'),
  };
}

/**
 * State numbers restart each year; Party numbers run through the committee's term of five years, from one congress to the
 * next (2015, 2020, 2025 …). In a congress year the date does not tell the term: null.
 */
function termOf(family: DocumentFamily | null, date: Day): string | null {
  const year = Number(date.slice(0, 4));
  if (family === 'STATE') return String(year);
  if (family === null || year % 5 === 0) return null;
  const congress = year - (year % 5);
  return `${congress}-${congress + 5}`;
}

function incomplete({ number, date }: ImportedDirective, term: string | null): DomainError {
  const missing = (path: string, value: unknown, message: string): Fault[] =>
    value === null || value === undefined ? [{ path, rule: RULE, message }] : [];
  const errors = [
    ...missing('/number/seq', number?.seq, 'is not stated; add the number to the text ("Số 1889-CV/TU")'),
    ...missing('/number/type', number?.type, 'is not stated; add the type to the number ("-CV/")'),
    ...missing('/number/issuer', number?.issuer, 'is not stated; add the issuer to the number ("/TU")'),
    ...missing('/date', date, 'is not stated; add the date of signing to the text ("ngày … tháng … năm …")'),
    ...missing(
      '/term',
      date === null ? '' : term,
      'cannot be told from the date; give the term, such as 2020-2025',
    ),
  ];
  const listed = errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  return new DomainError('directive-incomplete', `The directive cannot be registered yet: ${listed}.`, {
    rule: RULE,
    errors,
  });
}
