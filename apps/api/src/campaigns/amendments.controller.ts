import { Amendments } from '@dondoc/contracts/amendments.ts';
import { Id } from '@dondoc/contracts/text.ts';
import { amendmentsOf } from '@dondoc/domain/campaign/amendment.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyRole, Delegable, Me } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import type { Caller } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';
import { VIEWS, type Views } from '../views.ts';
import { campaignAsOf, requireAddressed } from './read-campaign.ts';

/** What became different after the launch, and who has it in hand. */
@ApiTags('campaigns')
@Controller('v1/campaigns/:campaignId/amendments')
@Delegable(null)
@AnyRole()
export class AmendmentsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  @Summary(
    'Every amendment: what was added, changed and rescinded, from which day, and who has not said so yet.',
  )
  @Get()
  @Answers(Amendments)
  async listAmendments(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
  ): Promise<Amendments> {
    await requireAddressed(this.store, me, campaignId);
    await campaignAsOf(this.store, campaignId, await this.store.head());
    const { events } = await this.store.readStream<CampaignEvent>(campaignId);
    const items = await Promise.all(
      amendmentsOf(events).map(async (amendment) => ({
        ...amendment,
        ...(me.account.role === 'UNIT'
          ? { waiting: null, waitingFor: [] }
          : await this.views.withoutAmendment(campaignId, amendment.number)),
      })),
    );
    return { campaignId, items };
  }
}
