import { readBySchema } from '@dondoc/contracts/schema-faults.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { pointer } from '@dondoc/domain/rating/json-pointer.ts';
import type { z } from 'zod';

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
  const read = readBySchema(schema, value);
  if (read.faults === null) return read.value;
  const errors = read.faults.map(({ path, message }) => ({ path: under + pointer(...path), message }));
  const path = errors[0]?.path ?? under;
  const said = errors[0]?.message ?? 'is not of the right form';
  throw new DomainError(code, `${path === '' ? 'The input' : path} ${said}.`, { path, errors });
}
