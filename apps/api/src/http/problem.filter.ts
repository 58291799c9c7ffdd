import { ProblemError } from '@dondoc/contracts/problem.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { ConcurrencyError, LogBusyError, LogUnavailableError } from '@dondoc/event-store/event-store.ts';
import { StoreUnavailableError } from '@dondoc/evidence/store-unavailable-error.ts';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Log } from '../ports.ts';
import { isDatabaseAway } from './database-away.ts';
import { routeOf } from './observe-requests.ts';
import { HttpRefusal, problemOf, refuse } from './problem.ts';
import { statusOfRefusal } from './refusal-status.ts';
import { requestIdOf } from './request-context.ts';

const RETRY_SECONDS = 2;
const STORE_RETRY_SECONDS = 30;

/** The one place where refusals and faults become HTTP: RFC 9457 problem details. A fault is logged whole and told as an id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<Request>(), http.getResponse<Response>(), this.log);
  }
}

export function sendProblem(error: unknown, request: Request, response: Response, log: Log): void {
  const requestId = requestIdOf(request);
  const { refusal } = refusalOf(error, request);
  if (refusal.status >= 500) {
    // The route's pattern, never the path: the path of a calendar feed is a secret.
    log.error({ err: error, requestId, method: request.method, route: routeOf(request) }, 'request failed');
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (refusal.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (refusal.retryAfterSeconds !== undefined) response.setHeader('Retry-After', refusal.retryAfterSeconds);
  response
    .status(refusal.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(refusal, requestId)));
}

function refusalOf(error: unknown, request: Request): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  if (error instanceof DomainError) return ruleRefused(error);
  if (error instanceof ConcurrencyError) return versionRefused(error, request);
  // The same command id finds out what was written, so the same request with the same key may simply come again.
  if (error instanceof LogBusyError || error instanceof LogUnavailableError) {
    return refuse(503, error.code, error.message, { retryAfterSeconds: RETRY_SECONDS });
  }
  if (error instanceof StoreUnavailableError) {
    return refuse(503, error.code, error.message, { retryAfterSeconds: STORE_RETRY_SECONDS });
  }
  if (isDatabaseAway(error)) {
    return refuse(
      503,
      'database-away',
      'The database does not answer just now. Send the same request again, with its Idempotency-Key if it has one.',
      { retryAfterSeconds: RETRY_SECONDS },
    );
  }
  if (error instanceof HttpException && error.getStatus() === 404) {
    return refuse(404, 'unknown-route', `There is no ${request.method} ${request.path}.`);
  }
  return (
    bodyRefused(error) ??
    refuse(500, 'fault', 'The server failed. Report this requestId; nothing was doubled.')
  );
}

function ruleRefused({ code, message, details }: DomainError): HttpRefusal {
  const { errors, ...rest } = details;
  return refuse(statusOfRefusal(code), code, message, {
    errors: faultsIn(errors, details, message),
    details: rest,
  });
}

/** A rule that looks at several fields lists its faults as `errors`; one that looks at a single field names its `path`. */
function faultsIn(errors: unknown, { path, rule }: DomainError['details'], message: string) {
  const listed = ProblemError.array().safeParse(errors);
  if (listed.success) return listed.data;
  return typeof path === 'string'
    ? [{ path, rule: typeof rule === 'string' ? rule : 'refused', message }]
    : [];
}

/** 412 to a caller that said which version it saw, 409 to one that lost a race it did not know of. */
function versionRefused(error: ConcurrencyError, request: Request): HttpRefusal {
  const status = request.headers['if-match'] === undefined ? 409 : 412;
  return refuse(
    status,
    'stale-version',
    'It changed meanwhile. Read it again and decide on what is there now.',
    {
      details: { streamId: error.streamId, expectedVersion: error.expectedVersion },
    },
  );
}

/** Errors of Express and its body parser carry `status` and `type`. */
function bodyRefused(error: unknown): HttpRefusal | null {
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (type === 'entity.too.large')
    return refuse(413, 'body-too-large', 'The body is larger than 1 MiB. Send less at a time.');
  if (type === 'entity.parse.failed') return refuse(400, 'malformed-json', 'The body is not JSON.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return refuse(415, 'unsupported-media-type', 'Send JSON in UTF-8.');
  }
  if (error instanceof URIError || (typeof status === 'number' && status >= 400 && status < 500)) {
    return refuse(400, 'malformed-request', 'The request could not be read.');
  }
  return null;
}
