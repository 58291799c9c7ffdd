import { DomainError } from '@dondoc/domain/domain-error.ts';

/** Runs a part of a larger request; a refusal names the field where the whole request has it, e.g. `/deadlines/1/on`. */
export function refusedUnder<Result>(field: string, part: () => Result): Result {
  try {
    return part();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { path, errors } = error.details;
    const moved = {
      ...(typeof path === 'string' ? { path: `${field}${path}` } : {}),
      ...(Array.isArray(errors) ? { errors: errors.map((one: object) => withPathUnder(field, one)) } : {}),
    };
    throw new DomainError(error.code, error.message, { ...error.details, ...moved });
  }
}

const withPathUnder = (field: string, error: { path?: unknown }) => ({
  ...error,
  path: `${field}${String(error.path)}`,
});
