import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names every variable that is wrong and why; never a value, because values are secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws ConfigError with one line a variable that is missing or wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, env: Environment): z.infer<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
  throw new ConfigError(`The environment is not usable:\n${lines.join('\n')}`);
}

/** An unset variable and one set to nothing are the same: compose files and unit files write `NAME=` for "not set". */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const withDefault = <Schema extends z.ZodType>(schema: Schema, fallback: string) =>
  z.preprocess((value) => (value === undefined || value === '' ? fallback : value), schema);

export const hostAndPort = z
  .string()
  .regex(/^[^\s/:]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/, 'is not host:port');

/** Variables that mean something only together: half of them set is somebody's mistake, not a choice. */
export function allOrNone<Name extends string>(names: readonly Name[]) {
  return (read: Readonly<Partial<Record<Name, unknown>>>, check: z.RefinementCtx): void => {
    const given = names.filter((name) => read[name] !== undefined);
    if (given.length === 0) return;
    for (const name of names) {
      if (read[name] !== undefined) continue;
      const message = `is not set, but ${given.join(' and ')} is: set all or none`;
      check.addIssue({ code: 'custom', path: [name], message });
    }
  };
}
