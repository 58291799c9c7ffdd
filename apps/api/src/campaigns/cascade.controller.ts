import { CascadeRequest } from '@dondoc/contracts/campaign-requests.ts';
import { CampaignAnswer } from '@dondoc/contracts/campaigns.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { requireDirective } from '../directives/find-directive.ts';
import { Delegable, Me, Roles } from '../http/access.ts';
import { Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';
import { VIEWS, type Views } from '../views.ts';
import { cascadeCampaign } from './cascade-campaign.ts';
import { campaignAsOf, requireAddressed } from './read-campaign.ts';

/** A unit passes the directive on. The rules are the campaign decider’s. */
@ApiTags('campaigns')
@Controller('v1/campaigns/:campaignId')
export class CascadeController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  @Summary('Launches the directive on to the units below: a campaign of the unit’s own, linked to this one.')
  @Delegable('STEERING')
  @Post('cascade')
  @Roles('UNIT')
  @Command(CampaignAnswer, 201)
  async cascadeCampaign(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: CascadeRequest }) request: CascadeRequest,
  ): Promise<CommandResult & { campaignId: string }> {
    const { store, views } = this;
    await requireAddressed(store, me, campaignId);
    const { state: parent } = await campaignAsOf(store, campaignId, await store.head());
    const directive = await requireDirective(store, parent.directiveId);
    const unitId = me.account.unitId ?? '';
    return cascadeCampaign({ store, views }, { me, issued, unitId, parent, directive, request });
  }
}
