import {
  ApprovePlanRequest,
  ApproveRequest,
  ExemptRequest,
  IssueSuggestionRequest,
  ReturnRequest,
  VerifyRequest,
} from '@dondoc/contracts/assignment-requests.ts';
import { ExtendDeadlineRequest } from '@dondoc/contracts/campaign-requests.ts';
import { ActionReference, Id, UnitReference } from '@dondoc/contracts/text.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Delegable, Me, Roles } from '../http/access.ts';
import { Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';
import { sendAssignmentCommand } from './send-assignment-command.ts';

/** What the committee decides about a unit’s submissions and deadlines; in a cascade the unit above. */
@ApiTags('assignments')
@Controller('v1/campaigns/:campaignId/assignments/:unit')
@Delegable('DECISIONS')
@Roles('ADMINISTRATOR', 'UNIT')
export class AssignmentDecisionsController {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  @Summary('Puts a suggestion to the unit, to be answered with its review; a review that is in comes back.')
  @Post('suggestions')
  @Command()
  issueSuggestion(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: IssueSuggestionRequest }) request: IssueSuggestionRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'IssueSuggestion', request);
  }

  @Summary('Sends one version of the self-review back, with reasons.')
  @Post('review/return')
  @Command()
  returnReview(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: ReturnRequest }) request: ReturnRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'ReturnReview', request);
  }

  @Summary('Accepts one version of the self-review; the plan is next.')
  @Post('review/accept')
  @Command()
  acceptReview(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: ApproveRequest }) request: ApproveRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'AcceptReview', request);
  }

  @Summary('Sends one version of the plan back, with reasons.')
  @Post('plan/return')
  @Command()
  returnPlan(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: ReturnRequest }) request: ReturnRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'ReturnPlan', request);
  }

  @Summary('Approves one version of the plan.')
  @Post('plan/approve')
  @Command()
  approvePlan(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: ApprovePlanRequest }) request: ApprovePlanRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'ApprovePlan', request);
  }

  @Summary('Judges one report on an action of the plan: only ACCEPTED, on evidence, closes it (R-05, R-06).')
  @Post('actions/:actionId/verify')
  @Command()
  verifyAction(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Body({ schema: VerifyRequest }) request: VerifyRequest,
  ): Promise<CommandResult> {
    const data = { actionId, ...request };
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'VerifyAction', data);
  }

  @Summary('Gives this unit more time (R-08).')
  @Post('extend')
  @Command()
  extendUnitDeadline(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: ExtendDeadlineRequest }) request: ExtendDeadlineRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'ExtendUnitDeadline', request);
  }

  @Summary('Takes the unit out of the campaign, on a basis.')
  @Post('exempt')
  @Command()
  exemptUnit(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: ExemptRequest }) request: ExemptRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'ExemptUnit', request);
  }
}
