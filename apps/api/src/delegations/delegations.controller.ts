import { ReasonRequest } from '@dondoc/contracts/campaign-requests.ts';
import {
  DelegationAnswer,
  DelegationList,
  GrantDelegationRequest,
  type Delegation,
} from '@dondoc/contracts/delegations.ts';
import { Id } from '@dondoc/contracts/text.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { ACTS_OF } from '@dondoc/domain/delegation/delegation.decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import {
  delegationsState,
  handleDelegationCommand,
} from '@dondoc/event-store/write-path/delegation-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { eventIdOf } from '@dondoc/event-store/stream-ids.ts';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ACCOUNTS, type Account, type AccountStore } from '../accounts/account.ts';
import { loginsOf } from '../accounts/logins.ts';
import { campaignAsOf } from '../campaigns/read-campaign.ts';
import { AnyRole, Me, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { delegationView, partyOf } from './delegation-view.ts';

/** Deputies and absences. What is done under one carries both persons in the log. */
@ApiTags('delegations')
@Controller('v1/delegations')
export class DelegationsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary('Names a deputy for a time: for oneself, or as an administrator on a decision for another.')
  @Post()
  @Roles('ADMINISTRATOR', 'UNIT')
  @Command(DelegationAnswer, 201)
  async grantDelegation(
    @Me() me: Caller,
    @IssuedAs() { commandId, at }: Issued,
    @Body({ schema: GrantDelegationRequest }) request: GrantDelegationRequest,
  ): Promise<z.infer<typeof DelegationAnswer>> {
    const principal =
      request.principal === undefined ? me.account : await this.named('/principal', request.principal);
    const deputy = await this.named('/deputy', request.deputy);
    const { campaignId = null } = request;
    if (campaignId !== null) await campaignAsOf(this.store, campaignId, await this.store.head());
    const delegationId = eventIdOf(commandId, 0);
    const result = await handleDelegationCommand(this.store, {
      commandId,
      zone: DEFAULT_ZONE,
      command: {
        type: 'GrantDelegation',
        at,
        actor: actorOf(me),
        data: {
          delegationId,
          from: partyOf(principal),
          to: partyOf(deputy),
          campaignId,
          acts: request.acts ?? ACTS_OF[principal.role],
          fromOn: request.from,
          untilOn: request.until,
          basis: request.basis ?? null,
          reason: request.reason,
          isAbsence: request.absence,
        },
      },
    });
    return { ...result, delegationId };
  }

  @Summary('Ends a delegation: by the principal, the deputy or an administrator.')
  @Post(':delegationId/revoke')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Command()
  revokeDelegation(
    @Me() me: Caller,
    @IssuedAs() { commandId, at }: Issued,
    @Param('delegationId', { schema: Id }) delegationId: string,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<CommandResult> {
    return handleDelegationCommand(this.store, {
      commandId,
      zone: DEFAULT_ZONE,
      command: { type: 'RevokeDelegation', at, actor: actorOf(me), data: { delegationId, reason } },
    });
  }

  @Summary('Who stands in for whom; a unit sees what concerns its own accounts.')
  @Get()
  @AnyRole()
  @Answers(DelegationList)
  async listDelegations(@Me() { account }: Caller): Promise<DelegationList> {
    const position = await this.store.head();
    const { delegations } = await delegationsState(this.store);
    const concerned = delegations.filter(
      ({ from, to }) =>
        account.role !== 'UNIT' || [from, to].some((party) => party.unitId === account.unitId),
    );
    const logins = await loginsOf(
      this.accounts,
      concerned.flatMap(({ from, to }) => [from.accountId, to.accountId]),
    );
    const today = dayOf(this.clock(), DEFAULT_ZONE);
    const items = concerned.map((one): Delegation => delegationView(one, { logins, today })).toReversed();
    return { items, next: null, completeTo: position };
  }

  private async named(path: string, login: string): Promise<Account> {
    const account = await this.accounts.findByLogin(login);
    if (account !== null && !account.disabled) return account;
    throw new DomainError('unknown-party', `There is no account "${login}" in use.`, { path, login });
  }
}
