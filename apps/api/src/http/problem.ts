import type { Problem } from '@dondoc/contracts/problem.ts';
import { STATUS_CODES } from 'node:http';

type Refusal = {
  status: number;
  code: string;
  detail: string;
  errors?: Problem['errors'];
  details?: Readonly<Record<string, unknown>>;
  /** Seconds after which trying again makes sense. */
  retryAfterSeconds?: number;
};

/** A refusal that HTTP itself makes (who are you, what is that header); a rule of the domain is a DomainError instead. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  constructor(readonly refusal: Refusal) {
    super(refusal.detail);
  }
}

export const refuse = (
  status: number,
  code: string,
  detail: string,
  more: Partial<Refusal> = {},
): HttpRefusal => new HttpRefusal({ status, code, detail, ...more });

/** RFC 9457 problem document of a refusal. */
export function problemOf({ status, code, detail, errors, details }: Refusal, requestId: string): Problem {
  return {
    type: `/problems/${code}`,
    title: STATUS_CODES[status] ?? 'Problem',
    status,
    code,
    detail,
    requestId,
    ...(errors && errors.length > 0 ? { errors } : {}),
    ...(details && Object.keys(details).length > 0 ? { details } : {}),
  };
}
