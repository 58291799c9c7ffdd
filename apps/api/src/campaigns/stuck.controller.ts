import { StuckQuery, StuckView } from '@dondoc/contracts/stuck.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Delegable, Overseers } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import { CLOCK, EVENT_STORE, FOLLOWERS, KEEPERS, type Clock } from '../ports.ts';
import { VIEWS, type Views } from '../views.ts';
import { stuckCampaign, type Followers, type Keepers } from './stuck-campaign.ts';

@ApiTags('board')
@Controller('v1/campaigns/:campaignId')
export class StuckController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(FOLLOWERS) private readonly followers: Followers,
    @Inject(KEEPERS) private readonly keepers: Keepers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary('Which unit waits for what and since when, who must act, and what of the machinery is amiss.')
  @Delegable(null)
  @Get('stuck')
  @Overseers()
  @Answers(StuckView)
  showStuck(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: StuckQuery }) { days }: StuckQuery,
  ): Promise<StuckView> {
    const { store, views, followers, keepers } = this;
    return stuckCampaign({ store, views, followers, keepers }, { campaignId, days, at: this.clock() });
  }
}
