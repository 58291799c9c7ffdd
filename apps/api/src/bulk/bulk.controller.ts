import { BulkAnswer, BulkPreview, BulkRequest, BulkView } from '@dondoc/contracts/bulk.ts';
import { CommandAnswer, NoBody } from '@dondoc/contracts/command.ts';
import { Id } from '@dondoc/contracts/text.ts';
import type { LiveBulk } from '@dondoc/domain/bulk/bulk.decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { bulkState, handleBulkCommand } from '@dondoc/event-store/write-path/bulk-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { batchIdOf } from '@dondoc/event-store/stream-ids.ts';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Delegable, Me, Overseers, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { VIEWS, type Views } from '../views.ts';
import { counted, previewOf, unitsMatching, unitsOf } from './bulk-units.ts';

/** The same step for many units of a campaign: looked at first, ordered once, carried out by the worker. */
@ApiTags('bulk')
@Controller('v1/campaigns/:campaignId/bulk')
export class BulkController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary('Who would be meant, what would happen to each, and who would be refused and why. Writes nothing.')
  @Delegable('DECISIONS')
  @Post('preview')
  @Roles('ADMINISTRATOR')
  @Command(BulkPreview)
  async previewBulk(
    @Me() me: Caller,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: BulkRequest }) request: BulkRequest,
  ): Promise<BulkPreview> {
    const items = await this.preview(campaignId, me, request, this.clock());
    const { pending: _, ...counts } = counted(items);
    return { ...counts, items };
  }

  @Summary('Orders it for the units that the filter means now; what comes of each is asked under the batch.')
  @Delegable('DECISIONS')
  @Post()
  @Roles('ADMINISTRATOR')
  @Command(BulkAnswer)
  async orderBulk(
    @Me() me: Caller,
    @IssuedAs() { commandId, at }: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: BulkRequest }) request: BulkRequest,
  ): Promise<BulkAnswer> {
    const batchId = batchIdOf(commandId);
    const units = unitsOf(await this.preview(campaignId, me, request, at));
    const { operation, filter, reason } = request;
    const answer = await handleBulkCommand(this.store, {
      batchId,
      commandId,
      command: {
        type: 'OrderBulk',
        at,
        actor: actorOf(me),
        data: { batchId, campaignId, operation, filter, reason, units },
      },
    });
    const batch = await this.batch(campaignId, batchId);
    return { ...answer, batchId, total: batch.units.length };
  }

  @Summary('How far the batch is, and what came of each unit.')
  @Delegable(null)
  @Get(':batchId')
  @Overseers()
  @Answers(BulkView)
  async showBulk(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('batchId', { schema: Id }) batchId: string,
  ): Promise<BulkView> {
    const { operation, reason, attempt, units, results } = await this.batch(campaignId, batchId);
    const items = units.map((unit) => {
      const result = results.get(unit.unitId);
      const { outcome } = result ?? { outcome: 'PENDING' as const };
      const refusal = result?.outcome === 'REFUSED' ? { code: result.code, message: result.message } : null;
      return { ...unit, outcome, refusal };
    });
    return { batchId, campaignId, operation: operation.kind, reason, attempt, ...counted(items), items };
  }

  @Summary('Tries once more what was refused; the rest of the batch stays as it is.')
  @Delegable('DECISIONS')
  @Post(':batchId/retry')
  @Roles('ADMINISTRATOR')
  @Command()
  async retryBulk(
    @Me() me: Caller,
    @IssuedAs() { commandId, at }: Issued,
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Param('batchId', { schema: Id }) batchId: string,
    @Body({ schema: NoBody }) _nothing: NoBody,
  ): Promise<CommandAnswer> {
    await this.batch(campaignId, batchId);
    const command = { type: 'RetryBulk', at, actor: actorOf(me), data: {} } as const;
    return handleBulkCommand(this.store, { batchId, commandId, command });
  }

  private async preview(campaignId: string, me: Caller, request: BulkRequest, at: string) {
    const { store, views } = this;
    const units = await unitsMatching({ store, views }, { campaignId, filter: request.filter, at });
    return previewOf(store, units, { campaignId, request, actor: actorOf(me), at });
  }

  private async batch(campaignId: string, batchId: string): Promise<LiveBulk> {
    const { state } = await bulkState(this.store, batchId);
    if (state.status !== 'NONE' && state.campaignId === campaignId) return state;
    throw new DomainError('unknown-batch', 'The campaign has no such batch.', { batchId });
  }
}
