import { NoBody } from '@dondoc/contracts/command.ts';
import { ReasonRequest } from '@dondoc/contracts/campaign-requests.ts';
import {
  AdoptPoliciesRequest,
  DecideRatingsRequest,
  ImportFactsRequest,
  ListPostsRequest,
  MergeGroupsRequest,
  PublishRatingsRequest,
  SelectExcellentRequest,
} from '@dondoc/contracts/rating-requests.ts';
import { RatingsWritten } from '@dondoc/contracts/ratings.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { PeriodCommand } from '@dondoc/domain/rating/process/period.decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { adoptPolicies } from '@dondoc/event-store/write-path/rating/rating-decisions.ts';
import { handlePeriodCommand } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { campaignAsOf } from '../campaigns/read-campaign.ts';
import { Delegable, InPerson, Me, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';
import { decideRatings, publishRatings } from './decide-ratings.ts';
import { importFacts, listPosts } from './import-facts.ts';
import { DECIDED_IN_PERSON } from './rating-subject.ts';
import { runCampaign } from './run-campaign.ts';
import { selectExcellent } from './select-excellent.ts';

/** What the authority does to all ratings of a campaign at once. The rules are the deciders'. */
@ApiTags('ratings')
@Controller('v1/campaigns/:campaignId/ratings')
@Roles('ADMINISTRATOR')
export class RatingRunController {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  @Summary(
    'Computes the provisional result of everybody from the log as it is now. The same result again is nothing.',
  )
  @Delegable('RATING')
  @Post('run')
  @Command(RatingsWritten)
  async runRatings(
    @Me() me: Caller,
    @IssuedAs() { at }: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: NoBody }) _nothing: NoBody,
  ): Promise<RatingsWritten> {
    await campaignAsOf(this.store, campaignId, await this.store.head());
    return runCampaign(this.store, { campaignId, by: { at, actor: actorOf(me) } });
  }

  @Summary(
    'Facts from outside (tasks, discipline, conclusions, shares, subordinates), with the document that states them.',
  )
  @Delegable('RATING')
  @Post('facts')
  @Command(RatingsWritten)
  importRatingFacts(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: ImportFactsRequest }) request: ImportFactsRequest,
  ): Promise<RatingsWritten> {
    return importFacts(this.store, { campaignId, issued, actor: actorOf(me), request });
  }

  @Summary('Posts that the authority manages, rated under their units. Titles, never names.')
  @Delegable('RATING')
  @Post('posts')
  @Command()
  listRatedPosts(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: ListPostsRequest }) request: ListPostsRequest,
  ): Promise<CommandResult> {
    return listPosts(this.store, { campaignId, issued, actor: actorOf(me), request });
  }

  @Summary(
    'Adopts what the policies of the period only propose, by a numbered decision (R-28). Results are computed again.',
  )
  @InPerson(DECIDED_IN_PERSON)
  @Post('adopt')
  @Command()
  adoptPolicies(
    @Me() me: Caller,
    @IssuedAs() { commandId, at }: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: AdoptPoliciesRequest }) decision: AdoptPoliciesRequest,
  ): Promise<CommandResult> {
    return adoptPolicies(this.store, { campaignId, commandId, at, actor: actorOf(me) }, decision);
  }

  @Summary('Applies the cap to one peer group (R-18): the quota, and who takes its places.')
  @InPerson(DECIDED_IN_PERSON)
  @Post('cap')
  @Command(RatingsWritten)
  selectExcellent(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: SelectExcellentRequest }) request: SelectExcellentRequest,
  ): Promise<RatingsWritten> {
    return selectExcellent(this.store, { campaignId, issued, actor: actorOf(me), request });
  }

  @Summary('Merges small peer groups, on a decision.')
  @InPerson(DECIDED_IN_PERSON)
  @Post('merge-groups')
  @Command()
  mergePeerGroups(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: MergeGroupsRequest }) request: MergeGroupsRequest,
  ): Promise<CommandResult> {
    return this.period(campaignId, me, issued, 'MergePeerGroups', request);
  }

  @Summary('The official levels, by one numbered decision. One refusal, and nothing is written.')
  @InPerson(DECIDED_IN_PERSON)
  @Post('decide')
  @Command(RatingsWritten)
  decideRatings(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: DecideRatingsRequest }) request: DecideRatingsRequest,
  ): Promise<RatingsWritten> {
    return decideRatings(this.store, { campaignId, issued, actor: actorOf(me), request });
  }

  @Summary('Publishes decided levels to everybody (R-27).')
  @Delegable('RATING')
  @Post('publish')
  @Command(RatingsWritten)
  publishRatings(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: PublishRatingsRequest }) request: PublishRatingsRequest,
  ): Promise<RatingsWritten> {
    return publishRatings(this.store, {
      campaignId,
      issued,
      actor: actorOf(me),
      subjects: request.subjects ?? null,
    });
  }

  @Summary('Locks the period (R-21): no input, cap or level changes until it is reopened.')
  @Delegable('RATING')
  @Post('lock')
  @Command()
  lockRatings(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: ReasonRequest }) request: ReasonRequest,
  ): Promise<CommandResult> {
    return this.period(campaignId, me, issued, 'LockPeriod', request);
  }

  @InPerson(DECIDED_IN_PERSON)
  @Post('reopen')
  @Command()
  reopenRatings(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: ReasonRequest }) request: ReasonRequest,
  ): Promise<CommandResult> {
    return this.period(campaignId, me, issued, 'ReopenPeriod', request);
  }

  private period<Type extends PeriodCommand['type']>(
    campaignId: string,
    me: Caller,
    { commandId, at, expectedVersion }: Issued,
    type: Type,
    data: Extract<PeriodCommand, { type: Type }>['data'],
  ): Promise<CommandResult> {
    const command = { type, at, actor: actorOf(me), data } as PeriodCommand;
    return handlePeriodCommand(this.store, {
      campaignId,
      commandId,
      command,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    });
  }
}
