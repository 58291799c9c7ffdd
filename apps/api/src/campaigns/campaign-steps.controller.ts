import {
  AddAddresseeRequest,
  AdoptCalendarRequest,
  AmendCampaignRequest,
  DraftCampaignRequest,
  ExtendDeadlineRequest,
  ReasonRequest,
} from '@dondoc/contracts/campaign-requests.ts';
import { CampaignAnswer } from '@dondoc/contracts/campaigns.ts';
import { NoBody } from '@dondoc/contracts/command.ts';
import { Id } from '@dondoc/contracts/text.ts';
import { calendarOf, nextCalendar } from '@dondoc/domain/calendar/calendar-version.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { campaignTerms, handleCampaignCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { requireDirective } from '../directives/find-directive.ts';
import { Delegable, Me, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';
import { findUnit } from '../units/find-unit.ts';
import { VIEWS, type Views } from '../views.ts';
import { draftCampaign } from './draft-campaign.ts';
import { requireSteerable } from './read-campaign.ts';
import { addresseeOf } from './expand-addressees.ts';
import { refusedUnder } from './refused-under.ts';

type DataOf<Type extends CampaignCommand['type']> = Extract<CampaignCommand, { type: Type }>['data'];

/** What an administrator does to a campaign, or a unit to one it launched on. The rules are the campaign decider's. */
@ApiTags('campaigns')
@Controller('v1/campaigns')
@Delegable('STEERING')
@Roles('ADMINISTRATOR', 'UNIT')
export class CampaignStepsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  @Summary(
    'Drafts a campaign: terms, deadlines with their basis, and the list of addressees. Nothing is sent yet.',
  )
  @Post()
  @Roles('ADMINISTRATOR')
  @Command(CampaignAnswer, 201)
  async draftCampaign(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: DraftCampaignRequest }) request: DraftCampaignRequest,
  ): Promise<CommandResult & { campaignId: string }> {
    const directive = await requireDirective(this.store, request.directiveId);
    const { store, views } = this;
    const { commandId, at } = issued;
    return draftCampaign({ store, views }, commandId, { request, directive, at, actor: actorOf(me) });
  }

  @Summary('Issues the campaign: the list of addressees is frozen, every unit gets its assignment.')
  @Post(':campaignId/launch')
  @Command()
  launchCampaign(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: NoBody }) _nothing: NoBody,
  ): Promise<CommandResult> {
    return this.step(campaignId, me, issued, 'IssueCampaign', {});
  }

  @Post(':campaignId/pause')
  @Command()
  pauseCampaign(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: ReasonRequest }) request: ReasonRequest,
  ): Promise<CommandResult> {
    return this.step(campaignId, me, issued, 'PauseCampaign', request);
  }

  @Summary('Lets the clock run again; open deadlines move by the days paused.')
  @Post(':campaignId/resume')
  @Command()
  resumeCampaign(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: NoBody }) _nothing: NoBody,
  ): Promise<CommandResult> {
    return this.step(campaignId, me, issued, 'ResumeCampaign', {});
  }

  @Post(':campaignId/amend')
  @Command()
  amendCampaign(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: AmendCampaignRequest }) request: AmendCampaignRequest,
  ): Promise<CommandResult> {
    return this.step(campaignId, me, issued, 'AmendCampaign', request);
  }

  @Post(':campaignId/extend')
  @Command()
  extendCampaignDeadline(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: ExtendDeadlineRequest }) request: ExtendDeadlineRequest,
  ): Promise<CommandResult> {
    return this.step(campaignId, me, issued, 'ExtendDeadline', request);
  }

  @Summary(
    'Takes over a new version of the calendar. Open deadlines that were counted move, each by its own event (R-29).',
  )
  @Post(':campaignId/calendar')
  @Roles('ADMINISTRATOR')
  @Command()
  async adoptCalendar(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: AdoptCalendarRequest }) { calendar: file, basis }: AdoptCalendarRequest,
  ): Promise<CommandResult> {
    const current = calendarOf(await campaignTerms(this.store, campaignId));
    const calendar = refusedUnder('/calendar', () => nextCalendar(file, current));
    return this.step(campaignId, me, issued, 'AdoptCalendar', { calendar, basis });
  }

  @Post(':campaignId/close')
  @Command()
  closeCampaign(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: ReasonRequest }) request: ReasonRequest,
  ): Promise<CommandResult> {
    return this.step(campaignId, me, issued, 'CloseCampaign', request);
  }

  @Post(':campaignId/cancel')
  @Command()
  cancelCampaign(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: ReasonRequest }) request: ReasonRequest,
  ): Promise<CommandResult> {
    return this.step(campaignId, me, issued, 'CancelCampaign', request);
  }

  @Summary('Adds a unit after the list was frozen, on a basis of its own.')
  @Post(':campaignId/addressees')
  @Command()
  async addAddressee(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: AddAddresseeRequest }) { unit: reference, basis }: AddAddresseeRequest,
  ): Promise<CommandResult> {
    const unit = await findUnit(this.store, reference);
    if (unit?.status !== 'REGISTERED') {
      throw new DomainError('unknown-units', `Not in the directory, or dissolved: ${reference}.`, {
        path: '/unit',
        units: [reference],
      });
    }
    return this.step(campaignId, me, issued, 'AddAddressee', { unit: addresseeOf(unit), basis });
  }

  private async step<Type extends CampaignCommand['type']>(
    campaignId: string,
    me: Caller,
    { commandId, at, expectedVersion }: Issued,
    type: Type,
    data: DataOf<Type>,
  ): Promise<CommandResult> {
    await requireSteerable(this.store, me, campaignId);
    const command = { type, at, actor: actorOf(me), data } as CampaignCommand;
    return handleCampaignCommand(this.store, {
      campaignId,
      commandId,
      command,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    });
  }
}
