import { DomainError } from '@dondoc/domain/domain-error.ts';
import { pointer } from '@dondoc/domain/rating/json-pointer.ts';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Fault = { path: string; message: string };

/**
 * Reads a value by its schema. Refuses one of another form with `code`; the details name the JSON pointer of the first fault as `path` and
 * all of them as `errors`. `under` is where the value stands in the whole input.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  code: string,
  under = '',
): z.infer<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const errors = read.error.issues.flatMap((issue) => faultsOf(issue, under));
  const path = errors[0]?.path ?? under;
  const said = errors[0]?.message ?? 'is not of the right form';
  throw new DomainError(code, `${path === '' ? 'The input' : path}: ${said}.`, { path, errors });
}

function faultsOf(issue: Issue, under: string): Fault[] {
  const path = under + pointer(...issue.path.map(String));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: path + pointer(key), message: 'is unknown' }));
  if (issue.code === 'invalid_union') {
    // The branch that went furthest is the one that was meant.
    const [meant] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
    if (meant !== undefined && depth(meant) > 0) return meant.flatMap((inner) => faultsOf(inner, path));
  }
  return [{ path, message: lowerFirst(issue.message) }];
}

const depth = (issues: readonly Issue[]) =>
  Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)));
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
