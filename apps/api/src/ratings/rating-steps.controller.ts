import {
  AnswerPetitionRequest,
  AppraisalRequest,
  PetitionRequest,
  RatedReference,
  SelfRatingRequest,
  SupersedeRequest,
} from '@dondoc/contracts/rating-requests.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { RatingCommand } from '@dondoc/domain/rating/process/rating.commands.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { handleRatingCommand } from '@dondoc/event-store/write-path/rating/rating-steps.ts';
import { ratingRun } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Delegable, InPerson, Me, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';
import { DECIDED_IN_PERSON, ratedFor } from './rating-subject.ts';

type DataOf<Type extends RatingCommand['type']> = Extract<RatingCommand, { type: Type }>['data'];

/** One step of one rating. The rules are the rating decider's. */
@ApiTags('ratings')
@Controller('v1/campaigns/:campaignId/ratings/:subject')
export class RatingStepsController {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  @Summary("The unit's own score and level.")
  @Delegable('RATING')
  @Post('self')
  @Roles('UNIT')
  @Command()
  rateSelf(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('subject', { schema: RatedReference }) subject: string,
    @Body({ schema: SelfRatingRequest }) request: SelfRatingRequest,
  ): Promise<CommandResult> {
    return this.step(campaignId, subject, me, issued, 'RateSelf', request);
  }

  @Summary('The appraisal; away from the self-rating by five points or a level it is explained (R-25).')
  @Delegable('RATING')
  @Post('appraisal')
  @Roles('ADMINISTRATOR')
  @Command()
  appraiseRating(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('subject', { schema: RatedReference }) subject: string,
    @Body({ schema: AppraisalRequest }) { score, level, general, explanation }: AppraisalRequest,
  ): Promise<CommandResult> {
    const data = { score, level, general: general ?? null, explanation: explanation ?? null };
    return this.step(campaignId, subject, me, issued, 'Appraise', data);
  }

  @Summary('A petition against a published level; its answer is due in the working days of R-24.')
  @Delegable('RATING')
  @Post('petition')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Command()
  receivePetition(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('subject', { schema: RatedReference }) subject: string,
    @Body({ schema: PetitionRequest }) request: PetitionRequest,
  ): Promise<CommandResult> {
    return this.step(campaignId, subject, me, issued, 'ReceivePetition', request);
  }

  @Summary('Answers the petition: confirms the level, or supersedes it by a decision of its own.')
  @InPerson(DECIDED_IN_PERSON)
  @Post('petition/answer')
  @Roles('ADMINISTRATOR')
  @Command()
  answerPetition(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('subject', { schema: RatedReference }) subject: string,
    @Body({ schema: AnswerPetitionRequest }) { superseding, ...request }: AnswerPetitionRequest,
  ): Promise<CommandResult> {
    const data = { ...request, superseding: superseding ?? null };
    return this.step(campaignId, subject, me, issued, 'AnswerPetition', data);
  }

  @Summary('Another decision in the place of the first, which stays visible (R-23).')
  @InPerson(DECIDED_IN_PERSON)
  @Post('supersede')
  @Roles('ADMINISTRATOR')
  @Command()
  supersedeRating(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('subject', { schema: RatedReference }) subject: string,
    @Body({ schema: SupersedeRequest }) request: SupersedeRequest,
  ): Promise<CommandResult> {
    return this.step(campaignId, subject, me, issued, 'Supersede', request);
  }

  private async step<Type extends RatingCommand['type']>(
    campaignId: string,
    subject: string,
    me: Caller,
    { commandId, at, expectedVersion }: Issued,
    type: Type,
    data: DataOf<Type>,
  ): Promise<CommandResult> {
    const rated = await ratedFor(this.store, me, campaignId, subject);
    // A campaign drafted before there were ratings has its period opened by the first step.
    await ratingRun(this.store, { campaignId, by: { at, actor: { id: 'rating', role: 'SYSTEM' } } });
    return handleRatingCommand(this.store, {
      campaignId,
      rated,
      commandId,
      command: { type, at, actor: actorOf(me), data } as RatingCommand,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    });
  }
}
