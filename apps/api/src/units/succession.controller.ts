import { OpenItems, SucceedUnitRequest, UnitView } from '@dondoc/contracts/succession.ts';
import { UnitReference } from '@dondoc/contracts/text.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { openItemsOf } from '@dondoc/event-store/write-path/unit-context.ts';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyRole, Me, Overseers, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { VIEWS, type Views } from '../views.ts';
import { findUnit, type KnownUnit } from './find-unit.ts';
import { campaignsOf, succeedUnit } from './succeed-unit.ts';

/** One unit: what it is, what it owes, and who goes on when it is no more. */
@ApiTags('units')
@Controller('v1/units/:unit')
export class SuccessionController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @AnyRole()
  @Answers(UnitView)
  async showUnit(@Param('unit', { schema: UnitReference }) reference: string): Promise<UnitView> {
    const { unitId, status, validFrom, validTo, successors, profile } = await this.known(reference);
    return { unitId, code: profile.code, name: profile.name, status, validFrom, validTo, successors };
  }

  @Summary('What the unit owes: steps of campaigns under way, open actions of its plans, open findings.')
  @Get('open-items')
  @Overseers()
  @Answers(OpenItems)
  async listOpenItems(@Param('unit', { schema: UnitReference }) reference: string): Promise<OpenItems> {
    const { unitId } = await this.known(reference);
    const now = this.clock();
    const { store, views } = this;
    const campaigns = await campaignsOf({ store, views }, unitId, now);
    return { unitId, items: await openItemsOf(store, { unitId, campaigns }, now) };
  }

  @Summary(
    'Records that others take the place of a unit; each of its open items goes to exactly one of them.',
  )
  @Post('succeed')
  @Roles('ADMINISTRATOR')
  @Command()
  async succeedUnit(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('unit', { schema: UnitReference }) reference: string,
    @Body({ schema: SucceedUnitRequest }) request: SucceedUnitRequest,
  ): Promise<CommandResult> {
    const unit = await this.known(reference);
    const { store, views } = this;
    return succeedUnit({ store, views }, { unit, request, issued, actor: actorOf(me) });
  }

  private async known(reference: string): Promise<KnownUnit> {
    const unit = await findUnit(this.store, reference);
    if (unit !== null) return unit;
    throw new DomainError('unit-not-registered', `There is no unit "${reference}".`, { unit: reference });
  }
}
