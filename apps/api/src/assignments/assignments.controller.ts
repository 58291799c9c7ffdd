import { AssignmentView } from '@dondoc/contracts/assignments.ts';
import { History } from '@dondoc/contracts/log.ts';
import { AsOfQuery } from '@dondoc/contracts/page.ts';
import { Id, UnitReference } from '@dondoc/contracts/text.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { AnyRole, Delegable, Me } from '../http/access.ts';
import { Answers, Summary } from '../http/answers.ts';
import { positionAsOf } from '../http/read-your-writes.ts';
import type { Caller } from '../http/request-context.ts';
import { ACCOUNTS, type AccountStore } from '../accounts/account.ts';
import { historyOf, withNames } from '../log/history.ts';
import { EVENT_STORE } from '../ports.ts';
import { assignmentAsOf, requireAssigned, assignmentInScope } from './read-assignment.ts';

// A unit's stream is read whole: it has a few dozen events in fourteen months.
const WHOLE_STREAM = 10_000;

@ApiTags('assignments')
@Controller('v1/campaigns/:campaignId/assignments/:unit')
@Delegable(null)
@AnyRole()
export class AssignmentsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
  ) {}

  @Summary('Where one unit stands, now or as of an earlier position or instant.')
  @Get()
  @Answers(AssignmentView)
  async showAssignment(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Query({ schema: AsOfQuery }) { asOf }: AsOfQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AssignmentView> {
    const unitId = await assignmentInScope(this.store, me, { campaignId, unit });
    const position = await positionAsOf(this.store, asOf);
    const { view, etag } = await assignmentAsOf(this.store, { campaignId, unitId }, position);
    response.setHeader('ETag', etag);
    return view;
  }

  @Summary("Every event of the unit's way through the campaign, with the hash that proves it.")
  @Get('history')
  @Answers(History)
  async showAssignmentHistory(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Query({ schema: AsOfQuery }) { asOf }: AsOfQuery,
  ): Promise<History> {
    const unitId = await assignmentInScope(this.store, me, { campaignId, unit });
    const streamId = await requireAssigned(this.store, campaignId, unitId);
    const position = await positionAsOf(this.store, asOf);
    const history = await historyOf(this.store, { streamId, after: 0, limit: WHOLE_STREAM, position });
    return withNames(this.accounts, me, history);
  }
}
