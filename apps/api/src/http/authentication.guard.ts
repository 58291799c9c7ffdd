import type { AccountRole } from '@dondoc/contracts/session.ts';
import type { Act } from '@dondoc/domain/delegation/delegation.events.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ACCOUNTS, type AccountStore } from '../accounts/account.ts';
import { ON_BEHALF_OF, standIn } from '../delegations/stand-in.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { SESSION_COOKIE, SESSION_HOURS, slidesFrom, tokenHashOf } from '../session/session-token.ts';
import { BEFORE_PASSWORD_CHANGE, DELEGABLE, IN_PERSON, PUBLIC, ROLES } from './access.ts';
import { refuse } from './problem.ts';
import { setCaller, type Caller } from './request-context.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Guards every route: who is it, may this role come here, and is the request the user's own doing. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, route)) return true;

    const request = context.switchToHttp().getRequest<Request>();
    const token = tokenOf(request);
    const signedIn = token && (await this.callerBy(token.value));
    if (!signedIn) throw refuse(401, 'not-signed-in', 'Sign in first: POST /v1/session.');
    if (token.from === 'cookie') refuseForeignSite(request);
    const isOpenBefore = this.reflector.getAllAndOverride<boolean | undefined>(BEFORE_PASSWORD_CHANGE, route);
    if (signedIn.account.mustChangePassword && !isOpenBefore) {
      throw refuse(
        403,
        'password-change-required',
        'Change the one-time password first: POST /v1/session/password.',
      );
    }
    const caller = await this.inWhoseName(request, route, signedIn);
    const roles = this.reflector.getAllAndOverride<AccountRole[] | undefined>(ROLES, route);
    if (!roles?.includes(caller.account.role)) {
      const allowed = roles?.join(' or ') ?? 'nobody';
      throw refuse(403, 'role-not-allowed', `This is for ${allowed}, not for ${caller.account.role}.`, {
        details: { role: caller.account.role },
      });
    }
    setCaller(request, caller);
    return true;
  }

  private async inWhoseName(
    request: Request,
    route: Parameters<Reflector['getAllAndOverride']>[1],
    signedIn: Caller,
  ): Promise<Caller> {
    const named = request.headers[ON_BEHALF_OF];
    if (named === undefined) return signedIn;
    const { accounts, store } = this;
    const { campaignId } = request.params;
    const { principal, deputy } = await standIn(
      { accounts, store, at: this.clock() },
      {
        deputy: signedIn.account,
        named: String(named),
        act: this.reflector.getAllAndOverride<Act | null | undefined>(DELEGABLE, route),
        inPerson: this.reflector.getAllAndOverride<string | undefined>(IN_PERSON, route),
        campaignId: typeof campaignId === 'string' ? campaignId.toLowerCase() : null,
      },
    );
    return { ...signedIn, account: principal, deputy };
  }

  private async callerBy(token: string) {
    const tokenHash = tokenHashOf(token);
    const at = this.clock();
    const found = await this.accounts.findSession(tokenHash, at);
    if (!found || found.account.disabled) return null;
    // Slides at most every few minutes: a session row is not rewritten by every request.
    const expiresAt = slidesFrom(at, SESSION_HOURS);
    if (Date.parse(expiresAt) - Date.parse(found.expiresAt) < 5 * 60_000) return { ...found, tokenHash };
    await this.accounts.extendSession(tokenHash, expiresAt);
    return { account: found.account, expiresAt, tokenHash };
  }
}

function tokenOf(request: Request): { from: 'header' | 'cookie'; value: string } | null {
  const bearer = /^Bearer ([\w-]{43})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return { from: 'header', value: bearer };
  if (request.headers.authorization !== undefined) return null;
  const pattern = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{43})(?:;|$)`);
  const cookie = pattern.exec(request.headers.cookie ?? '')?.[1];
  return cookie ? { from: 'cookie', value: cookie } : null;
}

/** A cookie travels with requests that other sites start; a header of our own does not (CSRF). */
function refuseForeignSite(request: Request): void {
  if (SAFE_METHODS.has(request.method)) return;
  if (request.headers['x-requested-with'] === 'dondoc') return;
  if (request.headers['sec-fetch-site'] === 'same-origin') return;
  throw refuse(
    403,
    'foreign-site',
    'Send `X-Requested-With: dondoc` with a cookie session, or use a Bearer token.',
  );
}
