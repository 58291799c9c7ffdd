import { createHash, randomUUID } from 'node:crypto';
import {
  createParamDecorator,
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { from, mergeMap, type Observable } from 'rxjs';
import { CLOCK, IDEMPOTENCY, type Clock, type IdempotencyMemory } from '../ports.ts';
import { COMMAND } from './answers.ts';
import { refuse } from './problem.ts';
import { callerOf, issuedOf, setIssued, type Caller } from './request-context.ts';

/** The command's id, clock and expected version, made by the interceptor. */
export const IssuedAs = createParamDecorator((_: unknown, context: ExecutionContext) =>
  issuedOf(context.switchToHttp().getRequest<Request>()),
);

/**
 * Binds an idempotency key to its caller and to what was asked with it. The stream itself recognises a repeated command
 * (same command id); this memory refuses the same key for something else. A refused command leaves its key free.
 */
@Injectable()
export class CommandInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDEMPOTENCY) private readonly memory: IdempotencyMemory,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!this.reflector.get<boolean | undefined>(COMMAND, context.getHandler())) return next.handle();
    const http = context.switchToHttp();
    return from(this.issue(http.getRequest<Request>(), http.getResponse<Response>(), next)).pipe(
      mergeMap((answers) => answers),
    );
  }

  private async issue(request: Request, response: Response, next: CallHandler): Promise<Observable<unknown>> {
    const given = keyOf(request);
    const key = given ?? randomUUID();
    const commandId = `http/${personOf(callerOf(request))}/${key}`;
    const fingerprint = fingerprintOf(request);
    if (given !== null) refuseReuse(await this.memory.recall(commandId), fingerprint);

    const expectedVersion = expectedVersionOf(request);
    setIssued(request, {
      commandId,
      at: this.clock(),
      ...(expectedVersion === null ? {} : { expectedVersion }),
    });
    response.setHeader('Idempotency-Key', key);
    if (given === null) return next.handle();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        refuseReuse(await this.memory.remember(commandId, fingerprint, this.clock()), fingerprint);
        return answer;
      }),
    );
  }
}

/** A deputy's keys are not those of the principal, nor those of the deputy's own steps. */
const personOf = ({ account, deputy }: Caller): string =>
  deputy === undefined ? account.id : `${deputy.account.id}/for/${account.id}`;

function refuseReuse(known: string | null, fingerprint: string): void {
  if (known === null || known === fingerprint) return;
  throw refuse(
    422,
    'idempotency-key-reused',
    'This Idempotency-Key was used for another request. Make a new key.',
    {
      errors: [
        { path: 'Idempotency-Key', rule: 'one-key-one-request', message: 'was used for another request' },
      ],
    },
  );
}

const fingerprintOf = (request: Request): string =>
  createHash('sha256')
    .update(`${request.method} ${request.path}\n${JSON.stringify(request.body ?? {})}`)
    .digest('hex');

function keyOf(request: Request): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,128}$/.test(key)) return key;
  throw refuse(400, 'invalid-request', 'An Idempotency-Key is 1 to 128 visible ASCII characters.', {
    errors: [{ path: 'Idempotency-Key', rule: 'format', message: '1 to 128 visible ASCII characters' }],
  });
}

/** `"7"`, or an ETag of ours, `"7.12"`, whose first number is the stream's version. */
function expectedVersionOf(request: Request): number | null {
  const given = request.headers['if-match'];
  if (given === undefined || given === '*') return null;
  const version = /^"(\d{1,9})(?:\.\d{1,9})?"$/.exec(given)?.[1];
  if (version !== undefined) return Number(version);
  throw refuse(400, 'invalid-request', 'If-Match names one version in quotes, e.g. "7".', {
    errors: [{ path: 'If-Match', rule: 'format', message: 'one version in quotes' }],
  });
}
