import { z } from 'zod';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/**
 * What is wrong in one place. `path`: the steps to it; `rule`: which kind of rule was broken, such as `too_small`; `message`
 * goes on from the name of the place: "must not be blank". It never quotes what was sent.
 */
export type SchemaFault = Readonly<{ path: readonly string[]; rule: string; message: string }>;

export type Reading<Value> =
  | Readonly<{ value: Value; faults: null }>
  | Readonly<{ value: null; faults: readonly SchemaFault[] }>;

/** Reads a value by its schema, or names every place that breaks it. A rule whose schema has words of its own keeps them. */
export function readBySchema<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Reading<z.infer<Schema>> {
  const read = schema.safeParse(value, { error: sentenceOf });
  return read.success
    ? { value: read.data, faults: null }
    : { value: null, faults: read.error.issues.flatMap((issue) => faultsOf(issue)) };
}

function faultsOf(issue: Issue, before: readonly string[] = []): SchemaFault[] {
  const path = [...before, ...issue.path.map(String)];
  const { code, message } = issue;
  if (code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], rule: 'unknown-field', message }));
  if (code === 'invalid_union') {
    // The branch that went furthest, with the fewest faults, is the one that was meant.
    const [meant] = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length);
    if (meant !== undefined && depthOf(meant) > 0) return meant.flatMap((inner) => faultsOf(inner, path));
  }
  return [{ path, rule: code, message }];
}

const depthOf = (issues: readonly Issue[]) =>
  Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)));

function sentenceOf(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union': {
      const wanted = wantedBy(issue);
      return issue.input === undefined ? `is missing: ${wanted}` : `must be ${wanted}`;
    }
    case 'too_small':
    case 'too_big':
      return sizeSentence(issue);
    case 'invalid_format':
      return `must be ${FORMATS[issue.format] ?? `of the form ${issue.pattern ?? issue.format}`}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys': {
      const fields = issue.schema instanceof z.ZodObject ? Object.keys(issue.schema.shape) : [];
      return `is no field here${fields.length === 0 ? '' : `; the fields are ${listOf(fields, 'and')}`}`;
    }
    case 'invalid_key':
      return `is no name that can stand here: it ${listOf([...new Set(issue.issues.map(({ message }) => message))], 'and')}`;
    case 'invalid_element':
    case 'custom':
    default:
      return 'is not of the agreed form';
  }
}

function sizeSentence(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>): string {
  const [bound, limit] =
    issue.code === 'too_small' ? (['least', issue.minimum] as const) : (['most', issue.maximum] as const);
  if (issue.origin === 'string') {
    if (bound === 'least' && limit === 1) return 'must not be blank';
    return `must have at ${bound} ${counted(limit, 'character')}`;
  }
  if (issue.origin === 'array') return `must hold at ${bound} ${counted(limit, 'entry')}`;
  return `must be ${wantedBy(issue)}`;
}

/** A noun with its limits: what the place takes. */
function wantedBy(issue: RawIssue): string {
  if (issue.schema !== undefined) return nounOf(issue.schema);
  return issue.code === 'invalid_value' ? listOf(issue.values.map(String), 'or') : 'something else';
}

function nounOf(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodStringFormat || schema instanceof z.ZodString) {
    const longest = schema.maxLength === null ? '' : ` of at most ${counted(schema.maxLength, 'character')}`;
    return FORMATS[schema.format ?? ''] ?? `text${longest}`;
  }
  if (schema instanceof z.ZodNumber) {
    const noun = schema.isInt ? 'a whole number' : 'a number';
    return `${noun}${rangeOf(schema.minValue, schema.maxValue)}`;
  }
  if (schema instanceof z.ZodEnum) return listOf(schema.options.map(String), 'or');
  if (schema instanceof z.ZodLiteral) return listOf([...schema.values].map(String), 'or');
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const kinds = schema.options.flatMap((option) =>
      option instanceof z.ZodObject ? [nounOf(option.shape[discriminator] as z.core.$ZodType)] : [],
    );
    return listOf(kinds, 'or');
  }
  if (schema instanceof z.ZodUnion) return listOf(schema.options.map(nounOf), 'or');
  if (schema instanceof z.ZodBoolean) return 'true or false';
  if (schema instanceof z.ZodArray) return 'a list';
  if (schema instanceof z.ZodNull) return 'null';
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return nounOf(schema.unwrap());
  if (schema instanceof z.ZodPipe) return nounOf(schema.in);
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return 'an object';
  return 'something else';
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a day of the calendar, YYYY-MM-DD',
  datetime: 'an instant with its offset, such as 2026-03-31T17:00:00Z',
  uuid: 'an id, such as 0d7c1a52-4f0e-4c55-9a1c-1889c0de0001',
  email: 'an e-mail address',
  url: 'an address, such as https://example.org',
};

function rangeOf(least: number | null, most: number | null): string {
  const [low, high] = [least, most].map((bound) =>
    bound === null || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? null : bound,
  );
  if (low !== null && high !== null) return ` from ${low} to ${high}`;
  if (low !== null) return ` of at least ${low}`;
  return high === null ? '' : ` of at most ${high}`;
}

const counted = (count: number | bigint, noun: 'character' | 'entry') =>
  `${count} ${Number(count) === 1 ? noun : noun === 'entry' ? 'entries' : 'characters'}`;

function listOf(words: readonly string[], conjunction: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  if (words.length < 2) return last;
  const comma = words.some((word) => word.includes(',')) ? ',' : '';
  return `${words.slice(0, -1).join(', ')}${comma} ${conjunction} ${last}`;
}
