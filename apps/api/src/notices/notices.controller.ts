import {
  InboxQuery,
  LedgerPage,
  LedgerQuery,
  MailPage,
  MailShown,
  NoticePage,
  NoticeRead,
  OutboxQuery,
  type LedgerEntry,
  type Mail,
  type Notice,
} from '@dondoc/contracts/notices.ts';
import { Id } from '@dondoc/contracts/text.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ACCOUNTS, type AccountStore } from '../accounts/account.ts';
import { loginsOf } from '../accounts/logins.ts';
import { AnyRole, Delegable, Me, Overseers, Roles } from '../http/access.ts';
import { mayLookAt } from '../delegations/stand-in.ts';
import { Answers, Summary } from '../http/answers.ts';
import { completeTo } from '../http/read-your-writes.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { findUnit } from '../units/find-unit.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';
import { inboxOwnerOf } from './inbox-owner.ts';

@ApiTags('notices')
@Controller('v1')
export class NoticesController {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
  ) {}

  @Delegable(null)
  @Get('inbox')
  @Summary('What a unit was told, or the committee; the newest first.')
  @AnyRole()
  @Answers(NoticePage)
  async listInbox(
    @Me() me: Caller,
    @Query({ schema: InboxQuery }) { minPosition, ...query }: InboxQuery,
  ): Promise<PageTo<Notice>> {
    const position = await completeTo(this.views, 'notices', minPosition);
    const { items, next } = await this.views.inbox(inboxOwnerOf(me), query);
    // A deputy for one campaign reads of that campaign.
    const mine = items.filter(({ campaignId }) => mayLookAt(me.deputy, campaignId));
    return { items: mine, next, completeTo: position };
  }

  @Post('inbox/:noticeId/read')
  @Summary('Marks a notice as read; the first time counts.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Answers(NoticeRead)
  markNoticeRead(@Me() me: Caller, @Param('noticeId', { schema: Id }) noticeId: string): Promise<NoticeRead> {
    return this.views.markRead(inboxOwnerOf(me), noticeId, this.clock());
  }

  @Get('notices/ledger')
  @Summary('Who was told what, when, by which channel, and whether it arrived.')
  @Overseers()
  @Answers(LedgerPage)
  async readLedger(
    @Query({ schema: LedgerQuery }) { minPosition, unit, ...query }: LedgerQuery,
  ): Promise<PageTo<LedgerEntry>> {
    const position = await completeTo(this.views, 'notices', minPosition);
    const found = unit === undefined ? null : await findUnit(this.store, unit);
    if (unit !== undefined && found === null) {
      throw new DomainError('unknown-units', `Not in the directory: ${unit}.`, {
        path: '/unit',
        units: [unit],
      });
    }
    const unitId = found?.unitId ?? null;
    const { items, next } = await this.views.noticeLedger({ ...query, unitId });
    const logins = await loginsOf(
      this.accounts,
      items.map(({ deputyId }) => deputyId),
    );
    const withLogin = (entry: (typeof items)[number]): LedgerEntry => ({
      ...entry,
      deputy: entry.deputyId === null ? null : (logins.get(entry.deputyId) ?? null),
    });
    return { items: items.map(withLogin), next, completeTo: position };
  }

  @Get('outbox')
  @Summary('Mail that went out, and mail that was captured because no mail server is set.')
  @Overseers()
  @Answers(MailPage)
  async listOutbox(
    @Query({ schema: OutboxQuery }) { minPosition, ...query }: OutboxQuery,
  ): Promise<PageTo<Mail>> {
    const position = await completeTo(this.views, 'notices', minPosition);
    return { ...(await this.views.outbox(query)), completeTo: position };
  }

  @Get('outbox/:noticeId')
  @Summary('One mail, whole, as it was captured where no mail server is set.')
  @Overseers()
  @Answers(MailShown)
  readMail(@Param('noticeId', { schema: Id }) noticeId: string): Promise<MailShown> {
    return this.views.wholeMail(noticeId);
  }
}
