import { randomUUID } from 'node:crypto';
import { CliError } from './cli-error.ts';
import { refusalOf } from './refusal.ts';

export type Query = Readonly<Record<string, string | undefined>>;
export type Page<Item> = { items: readonly Item[]; next: string | null; completeTo: number };

/** A client of the running API. A refusal (4xx) ends the command with exit code 2, anything else that fails with 1. */
export type Api = {
  get: <Answer>(path: string, query?: Query) => Promise<Answer>;
  /** A list page by page, for what is too long to hold. */
  pages: <Item>(path: string, query?: Query) => AsyncGenerator<Page<Item>>;
  /** A whole list as one page, and in it what this session wrote before. */
  list: <Item>(path: string, query?: Query) => Promise<Page<Item>>;
  post: <Answer>(path: string, body?: unknown) => Promise<Answer>;
  /** Sends files as multipart/form-data. */
  upload: <Answer>(path: string, form: FormData, query?: Query) => Promise<Answer>;
  bytes: (path: string) => Promise<Buffer>;
  /** A file as it comes; null when the server knows of none (404). */
  content: (path: string) => Promise<AsyncIterable<Uint8Array> | null>;
  delete: (path: string) => Promise<void>;
  /** One answer over a view, as `list` reads it: with this session's last write in it, or told that it is not yet. */
  view: <Answer extends { completeTo: number }>(path: string, query?: Query) => Promise<Answer>;
};
/** The last position this session wrote. `missed`: a list ends before it, although it was asked to wait. */
export type Written = {
  read: () => number | undefined;
  keep: (position: number) => void;
  missed: (completeTo: number) => void;
};

const PAGE = '500';

export function createApi({
  url,
  token,
  written,
  onBehalfOf,
}: {
  url: string;
  token: string | null;
  written: Written;
  /** The login of whoever is stood in for. */
  onBehalfOf?: string | undefined;
}): Api {
  async function send(
    method: string,
    path: string,
    body?: string | FormData,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(new URL(path, url), {
        method,
        headers: {
          accept: 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(onBehalfOf === undefined ? {} : { 'on-behalf-of': encodeURIComponent(onBehalfOf) }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      throw new CliError(1, `No answer from ${url}. Is the system running (npm start)? ${causeOf(error)}`);
    }
    if (!response.ok) throw refusalOf(response.status, await response.text(), path);
    return response;
  }

  async function call<Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await send(method, path, text, { ...type, ...headers });
    return answerIn(await response.text(), url) as Answer;
  }

  /** What this session wrote last, so that its lists wait for it. */
  function noted<Answer>(answer: Answer): Answer {
    const position = (answer as { position?: unknown } | undefined)?.position;
    if (typeof position === 'number') written.keep(position);
    return answer;
  }

  const get = <Answer>(path: string, query: Query = {}) => call<Answer>('GET', withQuery(path, query));

  async function* pages<Item>(path: string, query: Query = {}): AsyncGenerator<Page<Item>> {
    for (let after = query['after']; ;) {
      const page = await get<Page<Item>>(path, { limit: PAGE, ...query, after });
      yield page;
      if (page.next === null) return;
      after = page.next;
    }
  }

  const afterOwnWrites = (): Query => ({ minPosition: written.read()?.toString() });
  const toldIfMissed = (completeTo: number) => {
    if (completeTo < (written.read() ?? 0)) written.missed(completeTo);
  };

  return {
    get,
    pages,
    async view<Answer extends { completeTo: number }>(path: string, query: Query = {}) {
      const answer = await get<Answer>(path, { ...afterOwnWrites(), ...query });
      toldIfMissed(answer.completeTo);
      return answer;
    },
    async list<Item>(path: string, query: Query = {}): Promise<Page<Item>> {
      const items: Item[] = [];
      let completeTo: number | undefined;
      for await (const page of pages<Item>(path, { ...afterOwnWrites(), ...query })) {
        items.push(...page.items);
        // What the first page did not see yet may be missing, whatever the later ones have seen.
        completeTo ??= page.completeTo;
      }
      if (completeTo !== undefined) toldIfMissed(completeTo);
      return { items, next: null, completeTo: completeTo ?? 0 };
    },
    async post<Answer>(path: string, body: unknown = {}) {
      // A key of its own makes a repeated send harmless: the server answers with the first result.
      return noted(await call<Answer>('POST', path, body, { 'idempotency-key': randomUUID() }));
    },
    async upload<Answer>(path: string, form: FormData, query: Query = {}) {
      const response = await send('POST', withQuery(path, query), form);
      return noted(answerIn(await response.text(), url) as Answer);
    },
    async bytes(path) {
      return Buffer.from(await (await send('GET', path)).arrayBuffer());
    },
    async content(path) {
      try {
        return (await send('GET', path)).body;
      } catch (error) {
        if (error instanceof CliError && statusOf(error) === 404) return null;
        throw error;
      }
    },
    delete: (path) => call('DELETE', path),
  };
}

function statusOf({ json }: CliError): number | undefined {
  return (json as { error?: { status?: number } }).error?.status;
}

function answerIn(text: string, url: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CliError(1, `What answers at ${url} is no Đôn Đốc: its answer is no JSON.`);
  }
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? `(${cause.message})` : '';
}
