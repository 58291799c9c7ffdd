import { AmendPlanRequest } from '@dondoc/contracts/assignment-requests.ts';
import {
  CheckInRequest,
  ExtensionRequest,
  PeriodReference,
  ProgressRequest,
  WithdrawEvidenceRequest,
} from '@dondoc/contracts/remediation.ts';
import { ActionReference, Id, Sha256, UnitReference } from '@dondoc/contracts/text.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { sendAssignmentCommand } from '../assignments/send-assignment-command.ts';
import { Delegable, Me, Roles } from '../http/access.ts';
import { Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';

/** What a unit does about its approved plan in the year that follows. */
@ApiTags('remediation')
@Controller('v1/campaigns/:campaignId/assignments/:unit')
@Delegable('UNIT_STEPS')
@Roles('UNIT')
export class UnitRemediationController {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  @Summary('Changes the approved plan; its approval falls and it waits to be approved again (R-20).')
  @Post('plan/amend')
  @Command()
  amendPlan(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: AmendPlanRequest }) request: AmendPlanRequest,
  ): Promise<CommandResult> {
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'AmendPlan', request);
  }

  @Summary('Says how far one action is, whenever there is something to say.')
  @Post('actions/:actionId/progress')
  @Command()
  reportProgress(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Body({ schema: ProgressRequest }) request: ProgressRequest,
  ): Promise<CommandResult> {
    const data = { actionId, ...request };
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'ReportProgress', data);
  }

  @Summary('Reports on the plan for one period; again until the period is frozen (R-21).')
  @Post('check-ins/:period')
  @Command()
  submitCheckIn(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('period', { schema: PeriodReference }) period: string,
    @Body({ schema: CheckInRequest }) request: CheckInRequest,
  ): Promise<CommandResult> {
    const data = { period, ...request };
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'SubmitCheckIn', data);
  }

  @Summary('Asks for more time for an action, before its due day is over (R-08).')
  @Post('actions/:actionId/extension')
  @Command()
  requestActionExtension(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Body({ schema: ExtensionRequest }) request: ExtensionRequest,
  ): Promise<CommandResult> {
    const data = { actionId, ...request };
    return sendAssignmentCommand(
      this.store,
      { me, issued, campaignId, unit },
      'RequestActionExtension',
      data,
    );
  }

  @Summary('Takes a file of evidence back. It stays readable for the auditor and proves nothing any more.')
  @Post('actions/:actionId/evidence/:sha256/withdraw')
  @Command()
  withdrawEvidence(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Param('sha256', { schema: Sha256 }) sha256: string,
    @Body({ schema: WithdrawEvidenceRequest }) { reason }: WithdrawEvidenceRequest,
  ): Promise<CommandResult> {
    const data = { actionId, sha256, reason };
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'WithdrawEvidence', data);
  }
}
