import type {
  DirectiveImport,
  FieldName,
  ImportedDirective,
} from '@dondoc/documents/directive-import/directive-import.ts';

const shorten = (text: string) =>
  (text.length > 140 ? `${text.slice(0, 139).trimEnd()}…` : text).replaceAll('\n', ' / ');

/** The values of a field as lines for a person; lists give one line an entry. */
function valuesOf(directive: ImportedDirective, field: FieldName): string[] {
  const { number, requirements, deadlines, distribution, signature } = directive;
  if (field === 'number') return number === null ? [] : [number.raw];
  if (field === 'requirements') return requirements.map(({ no, text }) => `${no}. ${shorten(text)}`);
  if (field === 'deadlines')
    return deadlines.map(({ phrase, on, time, requirement }) => {
      const when = on === null ? 'starting day not known' : [on, time].filter(Boolean).join(' ');
      return `"${phrase}": ${when}${requirement === null ? '' : `, point ${requirement}`}`;
    });
  if (field === 'distribution') return distribution.map(({ role, text }) => `${role.padEnd(7)} ${text}`);
  if (field === 'signature')
    return signature === null
      ? []
      : [signature.authorityLine, signature.position, signature.name].filter((line) => line !== null);
  const value = directive[field];
  return value === null ? [] : typeof value === 'string' ? [value] : [...value];
}

/** The import for a terminal: each field with its confidence and lines, then what is not stated and what to look at. */
export function describeImport(imported: DirectiveImport): string[] {
  const { directive, fields } = imported;
  if (directive === null) return [];
  const found = fields.flatMap(({ path, confidence, lines: [from, to] }) => {
    const where = from === to ? `line ${from}` : `lines ${from}-${to}`;
    return [
      `${path.padEnd(13)} ${confidence.toFixed(2)}  ${where}`,
      ...valuesOf(directive, path).map((value) => `    ${value}`),
    ];
  });
  return [...found, ...describeWarnings(imported)];
}

/** What a person should look at before anything rests on it. */
export function describeWarnings({ notStated, warnings }: DirectiveImport): string[] {
  return [
    ...(notStated.length === 0 ? [] : [`not stated: ${notStated.join(', ')} (to be added with their basis)`]),
    ...warnings.map(({ code, path, message }) => `look at ${path}: ${message} [${code}]`),
  ];
}
