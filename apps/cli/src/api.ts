import { randomUUID } from 'node:crypto';
import { CliError } from './cli-error.ts';

type Problem = {
  code?: string;
  title?: string;
  detail?: string;
  errors?: { path?: string; message?: string }[];
};

/** A client of the running API. A refusal (4xx) ends the command with exit code 2, anything else that fails with 1. */
export type Api = {
  get: <Answer>(path: string, query?: Record<string, string | undefined>) => Promise<Answer>;
  post: <Answer>(path: string, body?: unknown, idempotencyKey?: string) => Promise<Answer>;
};

export function createApi({ url, token }: { url: string; token: string | null }): Api {
  async function call<Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    let response: Response;
    try {
      response = await fetch(new URL(path, url), {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new CliError(1, `No answer from ${url}. Is the system running (npm start)? ${causeOf(error)}`);
    }
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  return {
    get: (path, query = {}) => call('GET', withQuery(path, query)),
    // A key of its own makes a repeated send harmless: the server answers with the first result.
    post: (path, body = {}, idempotencyKey = randomUUID()) =>
      call('POST', path, body, { 'idempotency-key': idempotencyKey }),
  };
}

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? `(${cause.message})` : '';
}

function refusal(status: number, text: string): CliError {
  let problem: Problem;
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    problem = { title: `The server answered ${status} with something that is no problem document.` };
  }
  const details = (problem.errors ?? []).map(({ path, message }) =>
    `  ${path ?? ''} ${message ?? ''}`.trimEnd(),
  );
  const said = problem.detail ?? problem.title ?? `The server answered ${status}.`;
  const hint = status === 401 ? ' Log in first: npx dondoc login' : '';
  return new CliError(
    status < 500 ? 2 : 1,
    [`${said}${hint}${problem.code ? ` [${problem.code}]` : ''}`, ...details].join('\n'),
    { error: { status, ...problem } },
  );
}
