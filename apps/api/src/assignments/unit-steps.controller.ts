import {
  ReportDoneRequest,
  ReviewMeetingRequest,
  SubmitPlanRequest,
  SubmitReviewRequest,
} from '@dondoc/contracts/assignment-requests.ts';
import { AcknowledgeAmendmentRequest } from '@dondoc/contracts/amendments.ts';
import { NoBody } from '@dondoc/contracts/command.ts';
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

/** What a unit does about its own assignment. The rules are the assignment decider’s. */
@ApiTags('assignments')
@Controller('v1/campaigns/:campaignId/assignments/:unit')
@Delegable('UNIT_STEPS')
@Roles('UNIT')
export class UnitStepsController {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  @Summary('Confirms that the unit has the directive.')
  @Post('acknowledge')
  @Command()
  acknowledge(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: NoBody }) _nothing: NoBody,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'Acknowledge', {});
  }

  @Summary('The unit has an amendment of the campaign in hand, and with it those before.')
  @Post('acknowledge-amendment')
  @Command()
  acknowledgeAmendment(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: AcknowledgeAmendmentRequest }) request: AcknowledgeAmendmentRequest,
  ): Promise<CommandResult> {
    const call = { me, issued, campaignId, unit };
    return sendAssignmentCommand(this.store, call, 'AcknowledgeAmendment', request);
  }

  @Summary('Records the meeting that reviewed the unit.')
  @Post('review-meeting')
  @Command()
  recordReviewMeeting(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: ReviewMeetingRequest }) request: ReviewMeetingRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(
      this.store,
      { me, issued, campaignId, unit },
      'RecordReviewMeeting',
      request,
    );
  }

  @Summary(
    'Submits the self-review, again after a return. An incomplete one is refused and says what is missing (R-02).',
  )
  @Post('review')
  @Command()
  submitReview(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: SubmitReviewRequest }) request: SubmitReviewRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'SubmitReview', request);
  }

  @Summary('Submits the plan: every limitation of the accepted review, answered (R-04).')
  @Post('plan')
  @Command()
  submitPlan(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: SubmitPlanRequest }) request: SubmitPlanRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'SubmitPlan', request);
  }

  @Summary('Reports an action of the approved plan done, with the evidence that shows it (R-06).')
  @Post('actions/:actionId/report-done')
  @Command()
  reportActionDone(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Body({ schema: ReportDoneRequest }) request: ReportDoneRequest,
  ): Promise<CommandResult> {
    const data = { actionId, ...request };
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'ReportActionDone', data);
  }
}
