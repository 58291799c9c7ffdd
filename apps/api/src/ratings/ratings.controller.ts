import { RatingsQuery, StatementQuery } from '@dondoc/contracts/rating-queries.ts';
import { RatedReference } from '@dondoc/contracts/rating-requests.ts';
import { RatingPage, RatingPeriodView, RatingStatement, type RatingRow } from '@dondoc/contracts/ratings.ts';
import { Id } from '@dondoc/contracts/text.ts';
import { requirePeriod } from '@dondoc/domain/rating/process/period.decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import { ratingPeriod } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { requireAddressed } from '../campaigns/read-campaign.ts';
import { AnyRole, Delegable, Me, Overseers } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import { completeTo, positionAsOf } from '../http/read-your-writes.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { unitIdFrom } from '../units/find-unit.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';
import { ratedFor } from './rating-subject.ts';
import { ratingStatement } from './rating-statement.ts';
import { periodView } from './rating-view.ts';
import { ratingsAsOf, sharedTerms } from './ratings-as-of.ts';

@ApiTags('ratings')
@Controller('v1/campaigns/:campaignId/ratings')
export class RatingsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary(
    'Everybody the campaign rates, now or as of an earlier position or instant. Published levels are for all; points only for the subject and those who rate (R-27).',
  )
  @Delegable(null)
  @Get()
  @AnyRole()
  @Answers(RatingPage)
  async listRatings(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: RatingsQuery }) { minPosition, asOf, unit, ...query }: RatingsQuery,
  ): Promise<PageTo<RatingRow>> {
    await requireAddressed(this.store, me, campaignId);
    const { role, unitId } = me.account;
    const asked = {
      ...query,
      ...(unit === undefined ? {} : { unitId: unitIdFrom(unit) }),
      campaignId,
      viewer: { oversees: role !== 'UNIT', unitId },
    };
    if (asOf !== undefined) {
      const position = await positionAsOf(this.store, asOf);
      return { ...(await ratingsAsOf(this.store, { ...asked, position })), completeTo: position };
    }
    const position = await completeTo(this.views, 'ratings', minPosition);
    // Throws 'unknown-campaign': to whoever oversees, an empty list would say that nobody is rated.
    await campaignTerms(this.store, campaignId);
    const shared = sharedTerms(await ratingPeriod(this.store, campaignId));
    return { ...(await this.views.ratings({ ...asked, shared })), completeTo: position };
  }

  @Summary('What all ratings of the campaign share: its policies, the caps, whether it is locked.')
  @Delegable(null)
  @Get('period')
  @Overseers()
  @Answers(RatingPeriodView)
  async showRatingPeriod(@Param('campaignId', { schema: Id }) campaignId: string): Promise<RatingPeriodView> {
    return periodView(requirePeriod((await ratingPeriod(this.store, campaignId)) ?? { status: 'NONE' }));
  }

  @Summary(
    'One rating explained: points, rules, the events behind every part, and what would have changed it.',
  )
  @Delegable(null)
  @Get(':subject')
  @AnyRole()
  @Answers(RatingStatement)
  async explainRating(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('subject', { schema: RatedReference }) subject: string,
    @Query({ schema: StatementQuery }) { asOf, running, against }: StatementQuery,
  ): Promise<RatingStatement> {
    const rated = await ratedFor(this.store, me, campaignId, subject);
    const position = await positionAsOf(this.store, asOf);
    return ratingStatement(this.store, {
      campaignId,
      rated,
      position,
      running: running === 'true' ? this.clock() : null,
      against: against ?? null,
    });
  }
}
