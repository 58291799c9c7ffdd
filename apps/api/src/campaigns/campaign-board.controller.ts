import {
  BoardPage,
  BoardQuery,
  CascadeList,
  ScorePage,
  ScoresQuery,
  type BoardRow,
  type ScoreRow,
} from '@dondoc/contracts/campaigns.ts';
import { MinPositionQuery } from '@dondoc/contracts/page.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyRole, Delegable, Me, Overseers, Roles } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import { completeTo } from '../http/read-your-writes.ts';
import { mayLookAt } from '../delegations/stand-in.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';
import { requireSteerable } from './read-campaign.ts';
import { lowerByUnit, rollUpOf, withLower } from './roll-up.ts';

/** Where the units stand: of one campaign for those who oversee it, in every campaign for the unit itself. */
@ApiTags('board')
@Controller('v1')
export class CampaignBoardController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Delegable(null)
  @Get('campaigns/:campaignId/assignments')
  @AnyRole()
  @Answers(BoardPage)
  async listAssignments(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: BoardQuery }) { minPosition, ...query }: BoardQuery,
  ): Promise<PageTo<BoardRow>> {
    await requireSteerable(this.store, me, campaignId);
    const position = await completeTo(this.views, 'assignments', minPosition);
    const at = this.clock();
    const { items, next } = await this.views.board({ ...query, campaignId, at });
    const below = lowerByUnit(await this.views.cascades(campaignId, at));
    return { items: items.map((row) => withLower(row, below)), next, completeTo: position };
  }

  @Summary(
    'The campaigns that units of this one launched on, where their units stand, and all of them together.',
  )
  @Get('campaigns/:campaignId/cascades')
  @Overseers()
  @Answers(CascadeList)
  async listCascades(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: MinPositionQuery }) { minPosition }: MinPositionQuery,
  ): Promise<CascadeList> {
    const position = await completeTo(this.views, 'assignments', minPosition);
    const items = await this.views.cascades(campaignId, this.clock());
    return { items, rollUp: rollUpOf(items), completeTo: position };
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

  @Delegable(null)
  @Get('me/assignments')
  @Roles('UNIT')
  @Answers(BoardPage)
  async listMyAssignments(
    @Me() { account, deputy }: Caller,
    @Query({ schema: MinPositionQuery }) { minPosition }: MinPositionQuery,
  ): Promise<PageTo<BoardRow>> {
    const position = await completeTo(this.views, 'assignments', minPosition);
    const all = account.unitId === null ? [] : await this.views.assignmentsOf(account.unitId, this.clock());
    const items = all.filter(({ campaignId }) => mayLookAt(deputy, campaignId));
    return { items, next: null, completeTo: position };
  }
}
