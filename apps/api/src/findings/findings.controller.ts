import { ImportFindingsAnswer, ImportFindingsRequest } from '@dondoc/contracts/finding-import.ts';
import { FindingPage, FindingRollUp, FindingsQuery, type FindingRow } from '@dondoc/contracts/findings.ts';
import { MinPositionQuery } from '@dondoc/contracts/page.ts';
import { readFindingList } from '@dondoc/documents/finding-list/finding-list.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyRole, Delegable, Me, Overseers, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import { completeTo } from '../http/read-your-writes.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { unitIdFrom } from '../units/find-unit.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';
import { importFindings } from './import-findings.ts';

/** Findings over all units. A unit's account sees its own unit's, whatever it asks for. */
@ApiTags('findings')
@Controller('v1/findings')
export class FindingsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Summary('Findings by unit, conclusion, state, severity or theme; what is overdue, is so today.')
  @Delegable(null)
  @Get()
  @AnyRole()
  @Answers(FindingPage)
  async listFindings(
    @Me() { account }: Caller,
    @Query({ schema: FindingsQuery }) { minPosition, unit, ...query }: FindingsQuery,
  ): Promise<PageTo<FindingRow>> {
    const position = await completeTo(this.views, 'findings', minPosition);
    const asked = unit === undefined ? undefined : unitIdFrom(unit);
    const own = account.unitId ?? '';
    if (account.role === 'UNIT' && asked !== undefined && asked !== own) {
      return { items: [], next: null, completeTo: position };
    }
    const unitId = account.role === 'UNIT' ? own : asked;
    const page = await this.views.findings({
      ...query,
      ...(unitId === undefined ? {} : { unitId }),
      today: this.today(),
    });
    return { ...page, completeTo: position };
  }

  @Summary('The same weakness over many units, and what is open by how long it is overdue.')
  @Delegable(null)
  @Get('roll-up')
  @Overseers()
  @Answers(FindingRollUp)
  async rollUp(
    @Query({ schema: MinPositionQuery }) { minPosition }: MinPositionQuery,
  ): Promise<FindingRollUp> {
    const position = await completeTo(this.views, 'findings', minPosition);
    const today = this.today();
    return { today, completeTo: position, ...(await this.views.findingRollUp(today)) };
  }

  @Summary(
    'Reads a list of findings from CSV or XLSX and registers what is new, with what happened to each line. A dry run writes nothing.',
  )
  @Delegable('FINDINGS')
  @Post('import')
  @Roles('ADMINISTRATOR')
  @Command(ImportFindingsAnswer)
  async importFindings(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: ImportFindingsRequest }) { dryRun, perRow, ...file }: ImportFindingsRequest,
  ): Promise<ImportFindingsAnswer> {
    const rows = await readFindingList(
      'csv' in file ? file : { xlsx: new Uint8Array(Buffer.from(file.xlsx, 'base64')) },
    );
    return importFindings(this.store, rows, { issued, actor: actorOf(me), dryRun, perRow });
  }

  private today() {
    return dayOf(this.clock(), DEFAULT_ZONE);
  }
}
