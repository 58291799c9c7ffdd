import { createHash } from 'node:crypto';
import { CampaignPage, CampaignsQuery, CampaignView, type CampaignRow } from '@dondoc/contracts/campaigns.ts';
import { History, LogQuery } from '@dondoc/contracts/log.ts';
import { AsOfQuery } from '@dondoc/contracts/page.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { AnyRole, Delegable, Me, Overseers } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import { completeTo, positionAsOf } from '../http/read-your-writes.ts';
import type { Caller } from '../http/request-context.ts';
import { ACCOUNTS, type AccountStore } from '../accounts/account.ts';
import { mayLookAt } from '../delegations/stand-in.ts';
import { historyOf, withNames } from '../log/history.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';
import { rollUpOf } from './roll-up.ts';
import { campaignAsOf, campaignView, requireAddressed } from './read-campaign.ts';

@ApiTags('campaigns')
@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
  ) {}

  @Summary('Every campaign; a unit sees those that address it.')
  @Delegable(null)
  @Get()
  @AnyRole()
  @Answers(CampaignPage)
  async listCampaigns(
    @Me() { account, deputy }: Caller,
    @Query({ schema: CampaignsQuery }) { minPosition, ...query }: CampaignsQuery,
  ): Promise<PageTo<CampaignRow>> {
    const position = await completeTo(this.views, 'campaigns', minPosition);
    const page = await this.views.campaigns({
      ...query,
      ofUnit: account.role === 'UNIT' ? account.unitId : null,
      at: this.clock(),
    });
    const isInScope = ({ campaignId }: CampaignRow) => mayLookAt(deputy, campaignId);
    return { ...page, items: page.items.filter(isInScope), completeTo: position };
  }

  @Summary('One campaign as its events say, now or as of an earlier position or instant.')
  @Delegable(null)
  @Get(':campaignId')
  @AnyRole()
  @Answers(CampaignView)
  async showCampaign(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: AsOfQuery }) { asOf }: AsOfQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CampaignView> {
    await requireAddressed(this.store, me, campaignId);
    const position = await positionAsOf(this.store, asOf);
    const campaign = await campaignAsOf(this.store, campaignId, position);
    const view = campaignView(campaign, position);
    const at = this.clock();
    const progress = asOf === undefined ? await this.views.progress(campaignId, at) : null;
    const cascades = asOf === undefined ? await this.views.cascades(campaignId, at) : [];
    const rollUp = cascades.length === 0 ? null : rollUpOf(cascades);
    // The progress changes without the campaign, so the tag says more than the version that If-Match takes from it.
    response.setHeader('ETag', `"${campaign.version}.${digestOf([progress, rollUp])}"`);
    return { ...view, ...(progress ? { progress } : {}), ...(rollUp ? { rollUp } : {}) };
  }

  @Delegable(null)
  @Get(':campaignId/history')
  @Overseers()
  @Answers(History)
  async showCampaignHistory(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: LogQuery }) { after, limit }: LogQuery,
  ): Promise<History> {
    const position = await this.store.head();
    await campaignAsOf(this.store, campaignId, position);
    const history = await historyOf(this.store, { streamId: campaignId, after, limit, position });
    return withNames(this.accounts, me, history);
  }
}

/** At most nine digits that change when the value does. */
const digestOf = (value: unknown): number =>
  createHash('sha256').update(JSON.stringify(value)).digest().readUInt32BE() % 1_000_000_000;
