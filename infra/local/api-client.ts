// The little of an HTTP client that the first start needs.
import { Refusal } from './refusal.ts';

export type ApiClient = Readonly<{
  get<Answer>(path: string): Promise<Answer>;
  /** @param key the same key is the same command, however often it is sent */
  post<Answer>(path: string, body: unknown, key: string): Promise<Answer>;
}>;

export function createApiClient(url: string, token: string): ApiClient {
  const call = async (
    method: string,
    path: string,
    more: Readonly<Record<string, string>>,
    body?: unknown,
  ) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as unknown;
    throw new Refusal(`${method} ${path} was refused (${response.status}): ${detailOf(text)}`);
  };
  return {
    get: async <Answer>(path: string) => (await call('GET', path, {})) as Answer,
    post: async <Answer>(path: string, body: unknown, key: string) =>
      (await call('POST', path, { 'idempotency-key': key }, body)) as Answer,
  };
}

function detailOf(text: string): string {
  try {
    const problem = JSON.parse(text) as { detail?: string; errors?: unknown };
    return `${problem.detail ?? text}${problem.errors === undefined ? '' : ` ${JSON.stringify(problem.errors)}`}`;
  } catch {
    return text;
  }
}
