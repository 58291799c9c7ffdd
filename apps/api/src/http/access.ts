import type { AccountRole } from '@dondoc/contracts/session.ts';
import type { Act } from '@dondoc/domain/delegation/delegation.events.ts';
import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import { callerOf } from './request-context.ts';

export const PUBLIC = 'dondoc:public';
export const ROLES = 'dondoc:roles';
export const DELEGABLE = 'dondoc:delegable';
export const IN_PERSON = 'dondoc:in-person';
export const BEFORE_PASSWORD_CHANGE = 'dondoc:before-password-change';

/** Open to everybody. The exception: a route without @Public() and without @Roles() answers nobody. */
export const Public = () => SetMetadata(PUBLIC, true);
export const Roles = (...roles: [AccountRole, ...AccountRole[]]) =>
  applyDecorators(SetMetadata(ROLES, roles), ApiSecurity('bearer'), ApiSecurity('cookie'));
export const AnyRole = () => Roles('ADMINISTRATOR', 'UNIT', 'AUDITOR');
/** Reads everything: auditors and administrators. */
export const Overseers = () => Roles('ADMINISTRATOR', 'AUDITOR');
/** Still usable while a one-time password waits to be changed. */
export const BeforePasswordChange = () => SetMetadata(BEFORE_PASSWORD_CHANGE, true);

/**
 * What a deputy needs to come here for another; null: a delegation of whatever kind, to look. The exception: a route without it is
 * one's own.
 */
export const Delegable = (act: Act | null) =>
  applyDecorators(
    SetMetadata(DELEGABLE, act),
    ApiHeader({
      name: 'On-Behalf-Of',
      required: false,
      description: `The login, percent-encoded, of whoever you stand in for${act === null ? '' : `; needs ${act}`}.`,
    }),
  );

/** Why a route is one's own, for whoever comes in another's name. */
export const InPerson = (why: string) => SetMetadata(IN_PERSON, why);

export const Me = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<Request>()),
);
