import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Account } from '../accounts/account.ts';
import type { Deputy } from '../delegations/stand-in.ts';

/** Who is asking: set by the authentication guard on every route that is not public. */
export type Caller = {
  /** Whose rights count: the principal's, where a deputy is there. */
  account: Account;
  tokenHash: string;
  expiresAt: string;
  deputy?: Deputy;
};

/** What one accepted command carries besides its data; made by the command interceptor. */
export type Issued = { commandId: string; expectedVersion?: number; at: string };

type Context = { requestId: string; caller?: Caller; issued?: Issued };

const contexts = new WeakMap<Request, Context>();

const contextOf = (request: Request): Context => {
  const context = contexts.get(request);
  if (!context) throw new Error('The request passed no request-id middleware.');
  return context;
};

/** First of all middleware: every answer, also a refused one, names its request. */
export function openContext(request: Request, response: Response, next: NextFunction): void {
  const requestId = randomUUID();
  contexts.set(request, { requestId });
  response.setHeader('X-Request-Id', requestId);
  next();
}

export const requestIdOf = (request: Request): string => contextOf(request).requestId;

export function setCaller(request: Request, caller: Caller): void {
  contextOf(request).caller = caller;
}

export function callerOf(request: Request): Caller {
  const { caller } = contextOf(request);
  if (!caller) throw new Error('Only a guarded route has a caller.');
  return caller;
}

export function setIssued(request: Request, issued: Issued): void {
  contextOf(request).issued = issued;
}

export function issuedOf(request: Request): Issued {
  const { issued } = contextOf(request);
  if (!issued) throw new Error('Only a route marked @Command() issues one.');
  return issued;
}
