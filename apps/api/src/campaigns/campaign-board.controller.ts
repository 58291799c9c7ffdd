import {
  BoardPage,
  BoardQuery,
  ScorePage,
  ScoresQuery,
  type BoardRow,
  type ScoreRow,
} from '@dondoc/contracts/campaigns.ts';
import { MinPositionQuery } from '@dondoc/contracts/page.ts';
import { Id } from '@dondoc/contracts/text.ts';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Me, Overseers, Roles } from '../http/access.ts';
import { Answers } from '../http/answers.ts';
import { completeTo } from '../http/read-your-writes.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, type Clock } from '../ports.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';

/** Where the units stand: of one campaign for those who oversee it, in every campaign for the unit itself. */
@ApiTags('board')
@Controller('v1')
export class CampaignBoardController {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('campaigns/:campaignId/assignments')
  @Overseers()
  @Answers(BoardPage)
  async listAssignments(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: BoardQuery }) { minPosition, ...query }: BoardQuery,
  ): Promise<PageTo<BoardRow>> {
    const position = await completeTo(this.views, 'assignments', minPosition);
    const page = await this.views.board({ ...query, campaignId, at: this.clock() });
    return { ...page, completeTo: position };
  }

  @Get('campaigns/:campaignId/scores')
  @Overseers()
  @Answers(ScorePage)
  async listScores(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: ScoresQuery }) { minPosition, ...query }: ScoresQuery,
  ): Promise<PageTo<ScoreRow>> {
    const position = await completeTo(this.views, 'assignments', minPosition);
    return { ...(await this.views.scores(campaignId, query)), completeTo: position };
  }

  @Get('me/assignments')
  @Roles('UNIT')
  @Answers(BoardPage)
  async listMyAssignments(
    @Me() { account }: Caller,
    @Query({ schema: MinPositionQuery }) { minPosition }: MinPositionQuery,
  ): Promise<PageTo<BoardRow>> {
    const position = await completeTo(this.views, 'assignments', minPosition);
    const items = account.unitId === null ? [] : await this.views.assignmentsOf(account.unitId, this.clock());
    return { items, next: null, completeTo: position };
  }
}
