import { randomUUID } from 'node:crypto';
import { DraftCampaignRequest } from '@dondoc/contracts/campaign-requests.ts';
import { DryRunQuery, DryRunView } from '@dondoc/contracts/dry-run.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { requireDirective } from '../directives/find-directive.ts';
import { Delegable, Me, Overseers, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Summary } from '../http/answers.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { VIEWS, type Views } from '../views.ts';
import { rehearsedDraft } from './draft-campaign.ts';
import { tryLaunch } from './try-launch.ts';
import { campaignAsOf } from './read-campaign.ts';

/** What a launch would do, before it is done. Nothing is written. */
@ApiTags('campaigns')
@Controller('v1/campaigns')
export class DryRunController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary('Tries a draft: every unit, deadline, reminder and rung by instant, and what to look at before.')
  @Delegable(null)
  @Get(':campaignId/dry-run')
  @Overseers()
  @Answers(DryRunView)
  async tryDraft(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: DryRunQuery }) query: DryRunQuery,
  ): Promise<DryRunView> {
    const { state } = await campaignAsOf(this.store, campaignId, await this.store.head());
    const { store, views } = this;
    return tryLaunch({ store, views }, { campaignId, state, launchAt: this.launchAt(query) });
  }

  @Summary('Tries what would be drafted, without drafting it.')
  @Post('dry-run')
  @Roles('ADMINISTRATOR')
  @Answers(DryRunView)
  async tryRequest(
    @Me() me: Caller,
    @Query({ schema: DryRunQuery }) query: DryRunQuery,
    @Body({ schema: DraftCampaignRequest }) request: DraftCampaignRequest,
  ): Promise<DryRunView> {
    const directive = await requireDirective(this.store, request.directiveId);
    const ports = { store: this.store, views: this.views };
    const draft = { request, directive, at: this.clock(), actor: actorOf(me) };
    const { state } = await rehearsedDraft(ports, randomUUID(), draft);
    return tryLaunch(ports, { campaignId: null, state, launchAt: this.launchAt(query) });
  }

  private launchAt({ at }: DryRunQuery): string {
    return at === undefined ? this.clock() : new Date(at).toISOString();
  }
}
