import { InboxQuery, MailPage, NoticePage, type Mail, type Notice } from '@dondoc/contracts/notices.ts';
import { PageQuery } from '@dondoc/contracts/page.ts';
import { text } from '@dondoc/contracts/text.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyRole, Me, Overseers, Roles } from '../http/access.ts';
import { Answers, AnswersNothing, Summary } from '../http/answers.ts';
import { completeTo } from '../http/read-your-writes.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, type Clock } from '../ports.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';

/** Whose inbox: a unit's own, and the committee's for everybody else. */
const inboxOf = ({ account }: Caller): string | null => (account.role === 'UNIT' ? account.unitId : null);

@ApiTags('notices')
@Controller('v1')
export class NoticesController {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('inbox')
  @AnyRole()
  @Answers(NoticePage)
  async listInbox(
    @Me() me: Caller,
    @Query({ schema: InboxQuery }) { minPosition, ...query }: InboxQuery,
  ): Promise<PageTo<Notice>> {
    const position = await completeTo(this.views, 'notices', minPosition);
    return { ...(await this.views.inbox(inboxOf(me), query)), completeTo: position };
  }

  @Post('inbox/:noticeId/read')
  @Roles('ADMINISTRATOR', 'UNIT')
  @AnswersNothing()
  async markNoticeRead(
    @Me() me: Caller,
    @Param('noticeId', { schema: text(64) }) noticeId: string,
  ): Promise<void> {
    if (await this.views.markRead(inboxOf(me), noticeId, this.clock())) return;
    throw new DomainError('unknown-notice', 'There is no such notice in your inbox.', { noticeId });
  }

  @Summary('Mail that went out, and mail that was captured because no mail server is set.')
  @Get('outbox')
  @Overseers()
  @Answers(MailPage)
  async listOutbox(
    @Query({ schema: PageQuery }) { minPosition, ...query }: PageQuery,
  ): Promise<PageTo<Mail>> {
    const position = await completeTo(this.views, 'notices', minPosition);
    return { ...(await this.views.outbox(query)), completeTo: position };
  }
}
