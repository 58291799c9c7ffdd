import { DomainError } from '@dondoc/domain/domain-error.ts';

const MOST_CAUSES = 5;

/**
 * An error as a log may hold it: kind, code, place, cause. The rest is left out, because drivers hang the rows and the
 * parameters of a statement on their errors; so are the parts of a message that quote what somebody wrote.
 */
export function loggedError(error: unknown, causes = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    message: messageOf(error),
    stack: placesOf(error),
    ...(error.cause !== undefined && causes < MOST_CAUSES && { cause: loggedError(error.cause, causes + 1) }),
  };
}

function messageOf(error: Error): string {
  // A refusal is worded for whoever wrote the text and may quote it; its code says which rule it is.
  if (error instanceof DomainError) return error.code;
  // JSON.parse quotes the text it cannot read.
  if (error instanceof SyntaxError) return 'the text cannot be read';
  // PostgreSQL quotes the value it cannot take (SQLSTATE class 22); names of its own stand in other classes.
  const { code } = error as { code?: unknown };
  const told =
    typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code) ? unquoted(error.message) : error.message;
  // Addresses of people, and passwords in connection addresses.
  return told.replace(/[^\s<>"']+@[^\s<>"']+/g, '<address>');
}

const unquoted = (message: string) => message.replace(/".*"/s, '"…"');

function placesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
