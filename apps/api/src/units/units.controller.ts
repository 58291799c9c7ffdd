import {
  ImportUnitsAnswer,
  ImportUnitsRequest,
  UnitPage,
  UnitsQuery,
  type UnitRow,
} from '@dondoc/contracts/units.ts';
import { readUnitList } from '@dondoc/documents/unit-list/unit-list.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyRole, Delegable, Me, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import { completeTo } from '../http/read-your-writes.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';
import { VIEWS, type PageTo, type Views } from '../views.ts';
import { importUnits } from './import-units.ts';

@ApiTags('units')
@Controller('v1/units')
export class UnitsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
  ) {}

  @Summary('Registers the units of a list, and corrects those it knows. The same list again changes nothing.')
  @Post('import')
  @Roles('ADMINISTRATOR')
  @Command(ImportUnitsAnswer)
  importUnits(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: ImportUnitsRequest }) { csv }: ImportUnitsRequest,
  ): Promise<ImportUnitsAnswer> {
    return importUnits(this.store, readUnitList(csv), { issued, actor: actorOf(me) });
  }

  @Delegable(null)
  @Get()
  @AnyRole()
  @Answers(UnitPage)
  async listUnits(
    @Me() { account }: Caller,
    @Query({ schema: UnitsQuery }) { minPosition, ...query }: UnitsQuery,
  ): Promise<PageTo<UnitRow>> {
    const position = await completeTo(this.views, 'units', minPosition);
    const { items, next } = await this.views.units(query);
    const mayRead = (unitId: string) => account.role !== 'UNIT' || account.unitId === unitId;
    return {
      items: items.map((unit) => (mayRead(unit.unitId) ? unit : { ...unit, mail: null })),
      next,
      completeTo: position,
    };
  }
}
