import type { Problem } from '@dondoc/contracts/problem.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { nextOfRating } from './commands/rating-next.ts';

/** The API names its routes; here a command does the same. */
const HINTS: Readonly<Record<string, string>> = {
  'not-signed-in': ' Here: npx dondoc login',
  'password-change-required': ' Here: npx dondoc password',
};

/** What the API refused of a path, as its problem document says it, and the command that leads on; with --json the document itself. */
export function refusalOf(status: number, text: string, path = ''): CliError {
  let problem: Partial<Problem>;
  try {
    problem = JSON.parse(text) as Partial<Problem>;
  } catch {
    problem = { title: `The server answered ${status} with something that is no problem document.` };
  }
  const said = problem.detail ?? problem.title ?? `The server answered ${status}.`;
  const errors = problem.errors ?? [];
  // A rule of the domain says a single fault in its sentence already; several are easier read in lines.
  const isSaid = errors.length === 1 && said.includes(errors[0]?.message ?? '');
  const details = isSaid ? [] : errors.map((error) => `  ${error.path} ${error.message}`.trimEnd());
  const next = nextOfRating(path, problem);
  const hint = HINTS[problem.code ?? ''] ?? '';
  return new CliError(
    status < 500 ? 2 : 1,
    [
      `${said}${hint}${problem.code ? ` [${problem.code}]` : ''}`,
      ...details,
      ...(next === null ? [] : [`Next: ${next}`]),
    ].join('\n'),
    { error: { status, ...problem } },
  );
}

/** The end of a command that failed, or null for a fault nobody foresaw. */
export function endOf(error: unknown): CliError | null {
  if (error instanceof CliError) return error;
  if (error instanceof DomainError) {
    const { code, message, details } = error;
    const path = typeof details.path === 'string' ? details.path : '';
    const errors = details.errors === undefined ? {} : { errors: details.errors };
    return new CliError(2, message, { error: { code, path, message, ...errors } });
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '');
    const json = { error: { code: 'usage', path: '', message } };
    return new CliError(2, `${message}\nAdd --help to see what is taken.`, json);
  }
  return null;
}
