import { AccountList, CreateAccountRequest, CreatedAccount } from '@dondoc/contracts/accounts.ts';
import { PageQuery } from '@dondoc/contracts/page.ts';
import { Login } from '@dondoc/contracts/session.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { InPerson, Me, Roles } from '../http/access.ts';
import { Answers, AnswersNothing, Summary } from '../http/answers.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { findUnit } from '../units/find-unit.ts';
import { ACCOUNTS, type Account, type AccountStore } from './account.ts';
import { createAccount, resetOneTimePassword } from './create-account.ts';

@ApiTags('accounts')
@Controller('v1/accounts')
@InPerson('Accounts are made and ended by whoever answers for them.')
@Roles('ADMINISTRATOR')
export class AccountsController {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary('Opens an account. Its one-time password is in this answer and nowhere else.')
  @Post()
  @Answers(CreatedAccount, 201)
  async createAccount(
    @Body({ schema: CreateAccountRequest }) { login, role, unit, displayName }: CreateAccountRequest,
  ): Promise<CreatedAccount> {
    const created = await createAccount(this.accounts, {
      login,
      role,
      unit: unit === undefined ? null : await this.unitNamed(unit),
      displayName: displayName ?? null,
      at: this.clock(),
    });
    return { login: created.login, role: created.role, oneTimePassword: created.oneTimePassword };
  }

  @Get()
  @Answers(AccountList)
  async listAccounts(
    @Query({ schema: PageQuery }) { limit, after = '' }: PageQuery,
  ): Promise<z.infer<typeof AccountList>> {
    const accounts = await this.accounts.list(after, limit);
    const next = accounts.length === limit ? (accounts.at(-1)?.login ?? null) : null;
    return { items: accounts.map(withoutPassword), next };
  }

  @Post(':login/reset')
  @Summary('Gives a new one-time password to somebody who lost theirs; their sessions end.')
  @Answers(CreatedAccount)
  async resetPassword(@Param('login', { schema: Login }) login: string): Promise<CreatedAccount> {
    return resetOneTimePassword(this.accounts, await this.accountNamed(login));
  }

  @Post(':login/disable')
  @Summary('Ends the sessions of an account and lets it sign in no more.')
  @AnswersNothing()
  async disableAccount(@Me() me: Caller, @Param('login', { schema: Login }) login: string): Promise<void> {
    const account = await this.accountNamed(login);
    if (account.id === me.account.id) {
      throw new DomainError('own-account', 'Nobody disables their own account. Ask another administrator.', {
        login,
      });
    }
    await this.accounts.setDisabled(account.id, true);
  }

  @Post(':login/enable')
  @Summary('Lets a disabled account sign in again.')
  @AnswersNothing()
  async enableAccount(@Param('login', { schema: Login }) login: string): Promise<void> {
    await this.accounts.setDisabled((await this.accountNamed(login)).id, false);
  }

  private async accountNamed(login: string): Promise<Account> {
    const account = await this.accounts.findByLogin(login);
    if (account) return account;
    throw new DomainError('unknown-account', `There is no account "${login}".`, { login });
  }

  private async unitNamed(reference: string) {
    const unit = await findUnit(this.store, reference);
    if (unit) return { unitId: unit.unitId, code: unit.profile.code };
    throw new DomainError('unknown-units', `There is no unit "${reference}". Import it first.`, {
      path: '/unit',
      units: [reference],
    });
  }
}

const withoutPassword = ({ passwordHash: _secret, ...account }: Account) => account;
