import {
  CarryOverRequest,
  DenyExtensionRequest,
  EffectivenessRequest,
  GrantExtensionRequest,
} from '@dondoc/contracts/remediation.ts';
import { ActionReference, Id, UnitReference } from '@dondoc/contracts/text.ts';
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

/** What is decided above the unit about the actions of its plan. */
@ApiTags('remediation')
@Controller('v1/campaigns/:campaignId/assignments/:unit/actions/:actionId')
@Delegable('DECISIONS')
@Roles('ADMINISTRATOR')
export class RemediationDecisionsController {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  @Summary(
    'Grants more time, to the day asked for or another. The first day stays on record; the days count (R-08).',
  )
  @Post('extension/grant')
  @Command()
  grantActionExtension(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Body({ schema: GrantExtensionRequest }) request: GrantExtensionRequest,
  ): Promise<CommandResult> {
    const data = { actionId, ...request };
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'GrantActionExtension', data);
  }

  @Summary('Grants no more time, with the reason.')
  @Post('extension/deny')
  @Command()
  denyActionExtension(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Body({ schema: DenyExtensionRequest }) request: DenyExtensionRequest,
  ): Promise<CommandResult> {
    const data = { actionId, ...request };
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'DenyActionExtension', data);
  }

  @Summary('Records whether a verified action had its effect: did the weakness stay away?')
  @Post('effectiveness')
  @Command()
  checkEffectiveness(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Body({ schema: EffectivenessRequest }) request: EffectivenessRequest,
  ): Promise<CommandResult> {
    const data = { actionId, ...request };
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'CheckEffectiveness', data);
  }

  @Summary('Carries an unfinished action over to a later year.')
  @Post('carry-over')
  @Command()
  carryActionOver(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('actionId', { schema: ActionReference }) actionId: string,
    @Body({ schema: CarryOverRequest }) request: CarryOverRequest,
  ): Promise<CommandResult> {
    const data = { actionId, ...request };
    return sendAssignmentCommand(this.store, { me, issued, campaignId, unit }, 'CarryActionOver', data);
  }
}
