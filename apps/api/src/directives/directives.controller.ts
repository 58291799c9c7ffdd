import {
  DirectivePage,
  DirectivesQuery,
  DirectiveView,
  ImportDirectiveAnswer,
  ImportDirectiveRequest,
  type DirectiveRow,
} from '@dondoc/contracts/directives.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { DirectiveImport } from '@dondoc/documents/directive-import/directive-import.ts';
import { importDirective } from '@dondoc/documents/directive-import/import-directive.ts';
import { toDirectiveContent } from '@dondoc/documents/directive-import/to-directive-content.ts';
import { directiveDecider } from '@dondoc/domain/directive/directive.decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleCommand, type CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { directiveIdOf } from '@dondoc/event-store/stream-ids.ts';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyRole, Delegable, Me, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import { completeTo } from '../http/read-your-writes.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';
import { directiveIdsOf, directivesOfUnit } from './directives-of-unit.ts';
import { findDirective } from './find-directive.ts';

@ApiTags('directives')
@Controller('v1/directives')
export class DirectivesController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary(
    'Reads a directive from its text and registers it. The answer says how sure each field is and where it was read.',
  )
  @Post()
  @Roles('ADMINISTRATOR')
  @Command(ImportDirectiveAnswer, 201)
  async importDirective(
    @Me() me: Caller,
    @IssuedAs() { commandId, at }: Issued,
    @Body({ schema: ImportDirectiveRequest }) { text, term }: ImportDirectiveRequest,
  ): Promise<CommandResult & { directiveId: string; import: DirectiveImport }> {
    const imported = importDirective(text);
    const content = toDirectiveContent(imported, { text, ...(term === undefined ? {} : { term }) });
    const directiveId = directiveIdOf(content.number);
    const result = await handleCommand(this.store, directiveDecider, {
      streamId: directiveId,
      commandId,
      correlationId: directiveId,
      command: { type: 'RegisterDirective', at, actor: actorOf(me), data: { directiveId, ...content } },
      context: async () => undefined,
    });
    return { ...result, directiveId, import: imported };
  }

  @Delegable(null)
  @Get()
  @Summary('The register of directives; a unit sees those that were addressed to it.')
  @AnyRole()
  @Answers(DirectivePage)
  async listDirectives(
    @Me() { account }: Caller,
    @Query({ schema: DirectivesQuery }) { minPosition, ...query }: DirectivesQuery,
  ): Promise<PageTo<DirectiveRow>> {
    const position = await completeTo(this.views, 'directives', minPosition);
    if (account.role !== 'UNIT') return { ...(await this.views.directives(query)), completeTo: position };
    const { store, views } = this;
    const items = await directivesOfUnit({ store, views }, account.unitId ?? '', this.clock());
    return { items, next: null, completeTo: position };
  }

  @Delegable(null)
  @Get(':directiveId')
  @AnyRole()
  @Answers(DirectiveView)
  async showDirective(
    @Me() { account }: Caller,
    @Param('directiveId', { schema: Id }) directiveId: string,
  ): Promise<DirectiveView> {
    const directive = await findDirective(this.store, directiveId);
    const isUnit = account.role === 'UNIT';
    const mayRead = !isUnit || (await this.isAddressed(account.unitId ?? '', directiveId));
    if (!directive || !mayRead) {
      throw new DomainError('unknown-directive', 'There is no such directive.', { directiveId });
    }
    return isUnit ? { ...directive, signature: null } : directive;
  }

  private async isAddressed(unitId: string, directiveId: string): Promise<boolean> {
    return (await directiveIdsOf(this.views, unitId, this.clock())).has(directiveId);
  }
}
