import { AsOfQuery } from '@dondoc/contracts/page.ts';
import { ActionPage, ActionsQuery, RemediationView, type ActionRow } from '@dondoc/contracts/remediation.ts';
import { Id, UnitReference } from '@dondoc/contracts/text.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { unitInScope } from '../assignments/read-assignment.ts';
import { AnyRole, Delegable, Me } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import { completeTo, positionAsOf } from '../http/read-your-writes.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { unitIdFrom } from '../units/find-unit.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';
import { remediationAsOf } from './read-remediation.ts';

/** Where the actions of approved plans stand. */
@ApiTags('remediation')
@Controller('v1/campaigns/:campaignId')
@Delegable(null)
@AnyRole()
export class RemediationController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary('Every action of every approved plan, with its lamp and why; to a unit, its own.')
  @Get('actions')
  @Answers(ActionPage)
  async listActions(
    @Me() { account }: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Query({ schema: ActionsQuery }) { minPosition, unit, ...query }: ActionsQuery,
  ): Promise<PageTo<ActionRow>> {
    const position = await completeTo(this.views, 'remediation', minPosition);
    const asked = unit === undefined ? null : unitIdFrom(unit);
    const unitId = account.role === 'UNIT' ? (account.unitId ?? '') : asked;
    const page = await this.views.actions({ ...query, campaignId, unitId, at: this.clock() });
    return { ...page, completeTo: position };
  }

  @Summary('One unit’s plan: its approval and hash, baseline and actual, evidence, extensions and check-ins.')
  @Get('assignments/:unit/remediation')
  @Answers(RemediationView)
  async showRemediation(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Query({ schema: AsOfQuery }) { asOf }: AsOfQuery,
  ): Promise<RemediationView> {
    const unitId = unitInScope(me, unit);
    const position = await positionAsOf(this.store, asOf);
    // An instant asked for is also the one at which overdue is judged.
    const at = asOf === undefined || /^\d+$/.test(asOf) ? this.clock() : new Date(asOf).toISOString();
    return remediationAsOf(this.store, { campaignId, unitId }, { position, at });
  }
}
