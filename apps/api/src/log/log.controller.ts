import { History, LogHead, LogPage, LogPosition, LogQuery, PositionQuery } from '@dondoc/contracts/log.ts';
import { Id } from '@dondoc/contracts/text.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ACCOUNTS, type AccountStore } from '../accounts/account.ts';
import { Me, Overseers } from '../http/access.ts';
import type { Caller } from '../http/request-context.ts';
import { Answers, Summary } from '../http/answers.ts';
import { EVENT_STORE } from '../ports.ts';
import { historyOf, logEvent, withNames } from './history.ts';

/** The log itself, for those who audit it. Sealed texts are open here. */
@ApiTags('log')
@Controller('v1')
@Overseers()
export class LogController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
  ) {}

  @Get('streams/:streamId/events')
  @Answers(History)
  async listStreamEvents(
    @Me() me: Caller,
    @Param('streamId', { schema: Id }) streamId: string,
    @Query({ schema: LogQuery }) { after, limit }: LogQuery,
  ): Promise<History> {
    if ((await this.store.streamVersion(streamId)) === 0) {
      throw new DomainError('unknown-stream', 'There is no such stream.', { streamId });
    }
    const history = await historyOf(this.store, {
      streamId,
      after,
      limit,
      position: await this.store.head(),
    });
    return withNames(this.accounts, me, history);
  }

  @Summary('The whole log in its order, with the stored bytes: `dondoc log verify` proves it from these.')
  @Get('log/events')
  @Answers(LogPage)
  async listLogEvents(@Query({ schema: LogQuery }) { after, limit }: LogQuery): Promise<LogPage> {
    const head = await this.store.head();
    const items = (await this.store.readAll({ after, limit, upTo: head })).map(logEvent);
    const last = items.at(-1)?.position ?? head;
    return { items, next: last < head ? String(last) : null, completeTo: head };
  }

  @Get('log/head')
  @Answers(LogHead)
  async showLogHead(): Promise<LogHead> {
    const position = await this.store.head();
    if (position === 0) return { position, leafHash: '' };
    const [last] = await this.store.readAll({ after: position - 1, limit: 1 });
    return { position, leafHash: last?.leafHash ?? '' };
  }

  @Summary('The last position committed at or before an instant: what `asOf` with that instant means.')
  @Get('log/position')
  @Answers(LogPosition)
  async showLogPosition(
    @Query({ schema: PositionQuery }) { at }: z.infer<typeof PositionQuery>,
  ): Promise<z.infer<typeof LogPosition>> {
    return { position: await this.store.positionAt(new Date(at).toISOString()) };
  }
}
