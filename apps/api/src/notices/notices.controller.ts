import {
  InboxQuery,
  MailPage,
  NoticePage,
  NoticeRead,
  OutboxQuery,
  type Mail,
  type Notice,
} from '@dondoc/contracts/notices.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { InboxOwner } from '@dondoc/notifications/inbox.query.ts';
import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyRole, Me, Overseers, Roles } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import { completeTo } from '../http/read-your-writes.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, type Clock } from '../ports.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';

/** A unit has an inbox of its own, and the committee has one for all who oversee. */
const ownerOf = ({ account }: Caller): InboxOwner =>
  account.role === 'UNIT' && account.unitId !== null ? { unitId: account.unitId } : 'ADMINISTRATORS';

@ApiTags('notices')
@Controller('v1')
export class NoticesController {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('inbox')
  @Summary('What a unit was told, or the committee; the newest first.')
  @AnyRole()
  @Answers(NoticePage)
  async listInbox(
    @Me() me: Caller,
    @Query({ schema: InboxQuery }) { minPosition, ...query }: InboxQuery,
  ): Promise<PageTo<Notice>> {
    const position = await completeTo(this.views, 'notices', minPosition);
    return { ...(await this.views.inbox(ownerOf(me), query)), completeTo: position };
  }

  @Post('inbox/:noticeId/read')
  @Summary('Marks a notice as read; the first time counts.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Answers(NoticeRead)
  markNoticeRead(@Me() me: Caller, @Param('noticeId', { schema: Id }) noticeId: string): Promise<NoticeRead> {
    return this.views.markRead(ownerOf(me), noticeId, this.clock());
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
}
