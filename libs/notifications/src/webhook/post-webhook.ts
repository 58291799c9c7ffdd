import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { checkTargetForm, targetAddresses, type TargetPolicy } from './webhook-target.ts';

const ANSWER_MS = 15_000;
/** Nothing of an answer is kept; more than this of it is not even read. */
const MOST_ANSWER_BYTES = 64 * 1024;

type WebhookPost = { url: string; body: string; headers: Readonly<Record<string, string>> };
/** `retryAfterSeconds`: what the receiver asked for. */
type WebhookAnswer = { status: number; retryAfterSeconds: number | null };

/**
 * Posts once and answers the receiver's status, whatever it is; a redirect is an answer like any other and is not followed.
 * Throws 'webhook-target-refused', or whatever kept the answer from coming (refused, timed out, TLS).
 */
export async function postWebhook(
  { url: text, body, headers }: WebhookPost,
  policy: TargetPolicy,
  timeoutMs = ANSWER_MS,
): Promise<WebhookAnswer> {
  const url = checkTargetForm(text, policy);
  const signal = AbortSignal.timeout(timeoutMs);
  const addresses = await withDeadline(targetAddresses(url, policy), signal);
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'dondoc-webhook/1',
    },
    agent: false,
    // Only what was checked is connected to.
    lookup: only(addresses),
    signal,
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, resolve);
    request.on('error', (error) => reject(signal.aborted ? tooSlow(timeoutMs) : error));
    request.end(body);
  });
  const retryAfter = /^\d{1,6}$/.exec(response.headers['retry-after'] ?? '')?.[0];
  drain(response);
  return {
    status: response.statusCode ?? 0,
    retryAfterSeconds: retryAfter === undefined ? null : Number(retryAfter),
  };
}

function only(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, { all }, done) => {
    const [first] = known;
    if (all === true) done(null, known);
    else if (first === undefined) done(new Error('no address'), '', 4);
    else done(null, first.address, first.family);
  };
}

/** A short answer is read to its end, so that the receiver sees it taken; a long one is cut. */
function drain(response: IncomingMessage): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_ANSWER_BYTES) response.destroy();
  });
  response.on('error', () => undefined);
}

async function withDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(tooSlow()), { once: true });
  });
  return Promise.race([work, late]);
}

const tooSlow = (ms = ANSWER_MS) => new Error(`no answer within ${ms / 1_000} seconds`);
