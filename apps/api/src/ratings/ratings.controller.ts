import { PageQuery } from '@dondoc/contracts/page.ts';
import { StatementQuery } from '@dondoc/contracts/rating-queries.ts';
import { RatedReference } from '@dondoc/contracts/rating-requests.ts';
import { RatingPage, RatingPeriodView, RatingStatement, type RatingRow } from '@dondoc/contracts/ratings.ts';
import { Id } from '@dondoc/contracts/text.ts';
import { requirePeriod } from '@dondoc/domain/rating/process/period.decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import {
  ratedSubjects,
  ratingOf,
  ratingPeriod,
} from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { requireAddressed } from '../campaigns/read-campaign.ts';
import { AnyRole, Me, Overseers } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import { positionAsOf } from '../http/read-your-writes.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { ratedFor } from './rating-subject.ts';
import { ratingStatement } from './rating-statement.ts';
import { periodView, ratingRow } from './rating-view.ts';

@ApiTags('ratings')
@Controller('v1/campaigns/:campaignId/ratings')
export class RatingsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary(
    'Everybody the campaign rates. Published levels are for all; points only for the subject and those who rate (R-27).',
  )
  @Get()
  @AnyRole()
  @Answers(RatingPage)
  async listRatings(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: PageQuery }) { limit, after }: PageQuery,
  ): Promise<{ items: RatingRow[]; next: string | null; completeTo: number }> {
    await requireAddressed(this.store, me, campaignId);
    const completeTo = await this.store.head();
    const period = await ratingPeriod(this.store, campaignId);
    const all = await ratedSubjects(this.store, campaignId);
    const from = after === undefined ? 0 : all.findIndex(({ subjectId }) => subjectId === after) + 1;
    const page = all.slice(from, from + limit);
    const { role, unitId } = me.account;
    const items = await Promise.all(
      page.map(async (rated) => {
        const { state } = await ratingOf(this.store, {
          campaignId,
          subjectId: rated.subjectId,
          upTo: completeTo,
        });
        return ratingRow(rated, state, { period, isOpen: role !== 'UNIT' || unitId === rated.unitId });
      }),
    );
    return { items, next: from + limit < all.length ? (page.at(-1)?.subjectId ?? null) : null, completeTo };
  }

  @Summary('What all ratings of the campaign share: its policies, the caps, whether it is locked.')
  @Get('period')
  @Overseers()
  @Answers(RatingPeriodView)
  async showRatingPeriod(@Param('campaignId', { schema: Id }) campaignId: string): Promise<RatingPeriodView> {
    return periodView(requirePeriod((await ratingPeriod(this.store, campaignId)) ?? { status: 'NONE' }));
  }

  @Summary(
    'One rating explained: points, rules, the events behind every part, and what would have changed it.',
  )
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
