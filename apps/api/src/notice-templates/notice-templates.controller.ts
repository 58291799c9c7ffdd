import {
  EditTemplateRequest,
  NoticeKindName,
  NoticeLanguage,
  PreviewTemplateRequest,
  TemplateList,
  TemplatePreview,
  TemplatesQuery,
  TemplateView,
} from '@dondoc/contracts/notice-templates.ts';
import { NoBody } from '@dondoc/contracts/command.ts';
import {
  noticeTemplateDecider,
  type NoticeTemplateCommand,
} from '@dondoc/domain/notice-template/notice-template.decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleCommand, type CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { noticeTemplateIdOf } from '@dondoc/event-store/stream-ids.ts';
import { checkTemplate } from '@dondoc/notifications/templates/check-template.ts';
import type { Language } from '@dondoc/notifications/notice-facts.ts';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Me, Overseers, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import { completeTo } from '../http/read-your-writes.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE, PUBLIC_URL } from '../ports.ts';
import { VIEWS, type Views } from '../views.ts';
import { listTemplates, noticeKindOf, readTemplate } from './read-template.ts';
import { previewTemplate } from './preview-template.ts';

/** How the office words its notices, for each kind and language. */
@ApiTags('notices')
@Controller('v1/notice-templates')
export class NoticeTemplatesController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(PUBLIC_URL) private readonly publicUrl: string | null,
  ) {}

  @Get()
  @Summary('Every kind of notice in every language, and whether the office has a text of its own.')
  @Overseers()
  @Answers(TemplateList)
  async listNoticeTemplates(
    @Query({ schema: TemplatesQuery }) { language, minPosition }: TemplatesQuery,
  ): Promise<TemplateList> {
    const position = await completeTo(this.views, 'notices', minPosition);
    const rows = listTemplates(await this.views.ownTemplates());
    const items = rows.filter((row) => language === undefined || row.language === language);
    return { items, next: null, completeTo: position };
  }

  @Get(':kind/:language')
  @Summary('The text in force, the built-in one, what a text may and must name, and who changed it when.')
  @Overseers()
  @Answers(TemplateView)
  readNoticeTemplate(
    @Param('kind', { schema: NoticeKindName }) kind: string,
    @Param('language', { schema: NoticeLanguage }) language: Language,
  ): Promise<TemplateView> {
    return readTemplate(this.store, noticeKindOf(kind), language);
  }

  @Post(':kind/:language')
  @Summary('Puts a text of the office’s own in force, for the notices that come after it.')
  @Roles('ADMINISTRATOR')
  @Command()
  editNoticeTemplate(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('kind', { schema: NoticeKindName }) name: string,
    @Param('language', { schema: NoticeLanguage }) language: Language,
    @Body({ schema: EditTemplateRequest }) text: EditTemplateRequest,
  ): Promise<CommandResult> {
    const kind = noticeKindOf(name);
    checkTemplate(kind, language, text);
    return this.send(me, issued, 'EditNoticeTemplate', { kind, language, ...text });
  }

  @Post(':kind/:language/reset')
  @Summary('Puts the built-in text in force again.')
  @Roles('ADMINISTRATOR')
  @Command()
  resetNoticeTemplate(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('kind', { schema: NoticeKindName }) kind: string,
    @Param('language', { schema: NoticeLanguage }) language: Language,
    @Body({ schema: NoBody }) _body: NoBody,
  ): Promise<CommandResult> {
    return this.send(me, issued, 'ResetNoticeTemplate', { kind: noticeKindOf(kind), language });
  }

  @Post(':kind/:language/preview')
  @Summary('Shows a text as inbox and mail would. Nothing is written, nothing is sent.')
  @Overseers()
  @Answers(TemplatePreview)
  previewNoticeTemplate(
    @Param('kind', { schema: NoticeKindName }) kind: string,
    @Param('language', { schema: NoticeLanguage }) language: Language,
    @Body({ schema: PreviewTemplateRequest }) request: PreviewTemplateRequest,
  ): Promise<TemplatePreview> {
    const { store, views, publicUrl } = this;
    return previewTemplate({ store, views, publicUrl }, noticeKindOf(kind), language, request);
  }

  private send<Type extends NoticeTemplateCommand['type']>(
    me: Caller,
    { commandId, at, expectedVersion }: Issued,
    type: Type,
    data: Extract<NoticeTemplateCommand, { type: Type }>['data'],
  ): Promise<CommandResult> {
    const streamId = noticeTemplateIdOf(data.kind, data.language);
    return handleCommand(this.store, noticeTemplateDecider, {
      streamId,
      commandId,
      correlationId: streamId,
      command: { type, at, actor: actorOf(me), data } as NoticeTemplateCommand,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
      context: async () => undefined,
    });
  }
}
