import { CommandAnswer } from '@dondoc/contracts/command.ts';
import {
  CloseFindingRequest,
  Finding,
  FindingNo,
  RegisterFindingsRequest,
  SplitFindingRequest,
  UnitFindings,
} from '@dondoc/contracts/findings.ts';
import { History } from '@dondoc/contracts/log.ts';
import { AsOfQuery } from '@dondoc/contracts/page.ts';
import { UnitReference } from '@dondoc/contracts/text.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { FindingCommand } from '@dondoc/domain/finding/finding.commands.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { findingsOf, handleFindingCommand } from '@dondoc/event-store/write-path/finding-context.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { findingPartIdOf, findingsIdOf } from '@dondoc/event-store/stream-ids.ts';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { findConclusion } from '../conclusions/find-conclusion.ts';
import { AnyRole, Delegable, Me, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import { positionAsOf } from '../http/read-your-writes.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { ACCOUNTS, type AccountStore } from '../accounts/account.ts';
import { historyOf, withNames } from '../log/history.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { findingContent, quotationHash } from './finding-content.ts';
import { numbered, registerAsOf, registerInScope } from './read-findings.ts';

const WHOLE_STREAM = 10_000;
type DataOf<Type extends FindingCommand['type']> = Extract<FindingCommand, { type: Type }>['data'];

/** The register of findings against one unit, straight from the log. */
@ApiTags('findings')
@Controller('v1/units/:unit/findings')
export class UnitFindingsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
  ) {}

  @Summary('Every finding against the unit, now or as of an earlier position or instant.')
  @Delegable(null)
  @Get()
  @AnyRole()
  @Answers(UnitFindings)
  async showRegister(
    @Me() me: Caller,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Query({ schema: AsOfQuery }) { asOf }: AsOfQuery,
  ): Promise<UnitFindings> {
    const unitId = await registerInScope(this.store, me, unit);
    const position = await positionAsOf(this.store, asOf);
    // Of an earlier instant the ages are those of its day; a position alone names no day, then they are today's.
    const isPosition = asOf === undefined || /^\d+$/.test(asOf);
    const today = dayOf(isPosition ? this.clock() : new Date(asOf).toISOString(), DEFAULT_ZONE);
    return registerAsOf(this.store, { unitId, position, today });
  }

  @Summary('Every event of the register, with the hash that proves it.')
  @Delegable(null)
  @Get('history')
  @AnyRole()
  @Answers(History)
  async showRegisterHistory(
    @Me() me: Caller,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Query({ schema: AsOfQuery }) { asOf }: AsOfQuery,
  ): Promise<History> {
    const streamId = findingsIdOf(await registerInScope(this.store, me, unit));
    const position = await positionAsOf(this.store, asOf);
    const history = await historyOf(this.store, { streamId, after: 0, limit: WHOLE_STREAM, position });
    return withNames(this.accounts, me, history);
  }

  @Summary('One finding, by its number.')
  @Delegable(null)
  @Get(':no')
  @AnyRole()
  @Answers(Finding)
  async showFinding(
    @Me() me: Caller,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('no', { schema: FindingNo }) no: string,
    @Query({ schema: AsOfQuery }) { asOf }: AsOfQuery,
  ): Promise<Finding> {
    return numbered((await this.showRegister(me, unit, asOf === undefined ? {} : { asOf })).items, no);
  }

  @Summary('Registers findings of one conclusion against the unit, all of them or none.')
  @Delegable('FINDINGS')
  @Post()
  @Roles('ADMINISTRATOR')
  @Command(CommandAnswer, 201)
  async registerFindings(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Body({ schema: RegisterFindingsRequest }) { conclusionId, findings }: RegisterFindingsRequest,
  ): Promise<CommandResult> {
    const unitId = await registerInScope(this.store, me, unit);
    const conclusion = await findConclusion(this.store, conclusionId);
    if (conclusion === null) {
      throw new DomainError('unknown-conclusion', 'There is no such conclusion. Register it first.', {
        path: '/conclusionId',
        conclusionId,
      });
    }
    const { findings: register } = await findingsOf(this.store, unitId);
    return this.send({ me, issued, unitId }, 'RegisterFindings', {
      unitId,
      findings: findings.map((finding) => findingContent(finding, { unitId, conclusion, register })),
    });
  }

  @Summary('Splits a compound finding; its parts are numbered under it and it points to them.')
  @Delegable('FINDINGS')
  @Post(':no/split')
  @Roles('ADMINISTRATOR')
  @Command()
  async splitFinding(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('no', { schema: FindingNo }) no: string,
    @Body({ schema: SplitFindingRequest }) { parts, reason }: SplitFindingRequest,
  ): Promise<CommandResult> {
    const unitId = await registerInScope(this.store, me, unit);
    const { findingId } = numbered((await findingsOf(this.store, unitId)).findings, no);
    return this.send({ me, issued, unitId }, 'SplitFinding', {
      findingId,
      reason,
      parts: parts.map((part) => {
        const textSha256 = quotationHash(part.text);
        return { ...part, textSha256, findingId: findingPartIdOf(findingId, textSha256) };
      }),
    });
  }

  @Summary('Closes a finding for good: verified, accepted as not remediable, or no longer applicable.')
  @Delegable('FINDINGS')
  @Post(':no/close')
  @Roles('ADMINISTRATOR')
  @Command()
  async closeFinding(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('unit', { schema: UnitReference }) unit: string,
    @Param('no', { schema: FindingNo }) no: string,
    @Body({ schema: CloseFindingRequest }) request: CloseFindingRequest,
  ): Promise<CommandResult> {
    const unitId = await registerInScope(this.store, me, unit);
    const { findingId } = numbered((await findingsOf(this.store, unitId)).findings, no);
    return this.send({ me, issued, unitId }, 'CloseFinding', { findingId, ...request });
  }

  private send<Type extends FindingCommand['type']>(
    {
      me,
      issued: { commandId, at, expectedVersion },
      unitId,
    }: { me: Caller; issued: Issued; unitId: string },
    type: Type,
    data: DataOf<Type>,
  ): Promise<CommandResult> {
    return handleFindingCommand(this.store, {
      unitId,
      commandId,
      command: { type, at, actor: actorOf(me), data } as FindingCommand,
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    });
  }
}
