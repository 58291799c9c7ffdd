import {
  ConclusionPage,
  ConclusionsQuery,
  RegisterConclusionAnswer,
  RegisterConclusionRequest,
  type ConclusionRow,
} from '@dondoc/contracts/conclusions.ts';
import { conclusionDecider } from '@dondoc/domain/conclusion/conclusion.decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleCommand, type CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { conclusionIdOf } from '@dondoc/event-store/stream-ids.ts';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Delegable, Me, Overseers, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import { completeTo } from '../http/read-your-writes.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';

/** Inspection, check, supervision and audit conclusions. A unit sees one only as the origin of its own findings. */
@ApiTags('findings')
@Controller('v1/conclusions')
export class ConclusionsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  @Summary('Registers a conclusion. The same again is nothing; other content under its number is refused.')
  @Delegable('FINDINGS')
  @Post()
  @Roles('ADMINISTRATOR')
  @Command(RegisterConclusionAnswer, 201)
  async registerConclusion(
    @Me() me: Caller,
    @IssuedAs() { commandId, at }: Issued,
    @Body({ schema: RegisterConclusionRequest }) request: RegisterConclusionRequest,
  ): Promise<CommandResult & { conclusionId: string }> {
    const conclusionId = conclusionIdOf(request);
    const result = await handleCommand(this.store, conclusionDecider, {
      streamId: conclusionId,
      commandId,
      correlationId: conclusionId,
      command: { type: 'RegisterConclusion', at, actor: actorOf(me), data: { conclusionId, ...request } },
      context: async () => undefined,
    });
    return { ...result, conclusionId };
  }

  @Summary('The register of conclusions.')
  @Delegable(null)
  @Get()
  @Overseers()
  @Answers(ConclusionPage)
  async listConclusions(
    @Query({ schema: ConclusionsQuery }) { minPosition, ...query }: ConclusionsQuery,
  ): Promise<PageTo<ConclusionRow>> {
    const position = await completeTo(this.views, 'conclusions', minPosition);
    return { ...(await this.views.conclusions(query)), completeTo: position };
  }
}
