import {
  ChangePasswordRequest,
  SessionView,
  SignInAnswer,
  SignInRequest,
} from '@dondoc/contracts/session.ts';
import { Body, Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ACCOUNTS, type AccountStore } from '../accounts/account.ts';
import { hashPassword, verifyPassword } from '../accounts/passwords.ts';
import { AnyRole, BeforePasswordChange, Delegable, Me, Public } from '../http/access.ts';
import { Answers, AnswersNothing, Summary } from '../http/answers.ts';
import { refuse } from '../http/problem.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, type Clock } from '../ports.ts';
import { SESSION_COOKIE } from './session-token.ts';
import { signIn } from './sign-in.ts';
import { SIGN_IN_ATTEMPTS, throttleSignIn, type AttemptCounter } from './sign-in-throttle.ts';

@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
    @Inject(SIGN_IN_ATTEMPTS) private readonly attempts: AttemptCounter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary('Signs in; the token is for programs, the HttpOnly cookie for browsers.')
  @Post()
  @Public()
  @Answers(SignInAnswer, 201)
  async signIn(
    @Body({ schema: SignInRequest }) credentials: SignInRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInAnswer> {
    const address = request.ip ?? '';
    const { accounts, attempts } = this;
    const session = await signIn({ accounts, attempts }, { ...credentials, address, at: this.clock() });
    // No lifetime: the browser's copy ends with the browser, the server's slides with every use.
    response.cookie(SESSION_COOKIE, session.token, {
      httpOnly: true,
      sameSite: 'strict',
      secure: request.secure,
      path: '/',
    });
    return { ...sessionView(session), token: session.token };
  }

  @Delegable(null)
  @Get()
  @AnyRole()
  @BeforePasswordChange()
  @Answers(SessionView)
  showSession(@Me() me: Caller): SessionView {
    return sessionView(me);
  }

  @Delete()
  @AnyRole()
  @BeforePasswordChange()
  @AnswersNothing()
  async signOut(@Me() me: Caller, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.accounts.endSession(me.tokenHash);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  @Summary("Sets a password of one's own and ends every other session of the account.")
  @Post('password')
  @AnyRole()
  @BeforePasswordChange()
  @Answers(SessionView)
  async changePassword(
    @Me() me: Caller,
    @Body({ schema: ChangePasswordRequest }) { current, next }: ChangePasswordRequest,
    @Req() request: Request,
  ): Promise<SessionView> {
    const { account } = me;
    const address = request.ip ?? '';
    const throttle = await throttleSignIn(this.attempts, { login: account.login, address, at: this.clock() });
    if (!(await verifyPassword(current, account.passwordHash))) {
      throw refuse(422, 'wrong-password', 'The current password is wrong.', {
        errors: [{ path: '/current', rule: 'wrong-password', message: 'is not the current password' }],
      });
    }
    await throttle.succeeded();
    await this.accounts.changePassword(account.id, await hashPassword(next), me.tokenHash);
    return sessionView({ ...me, account: { ...account, mustChangePassword: false } });
  }
}

function sessionView({
  account,
  expiresAt,
  deputy,
}: Pick<Caller, 'account' | 'expiresAt' | 'deputy'>): SessionView {
  const { login, displayName, role, unitId, unitCode, mustChangePassword } = account;
  return {
    login,
    displayName,
    role,
    unitId,
    unitCode,
    expiresAt,
    mustChangePassword: deputy === undefined && mustChangePassword,
    ...(deputy === undefined ? {} : { deputy: deputy.account.login }),
  };
}
