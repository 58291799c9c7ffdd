import { CapResult } from '@dondoc/contracts/cap-case.ts';
import { RatingResult } from '@dondoc/contracts/rating-case.ts';
import { CaseFile } from '@dondoc/contracts/rating-queries.ts';
import { PublishPolicyRequest, WhatIfRequest } from '@dondoc/contracts/rating-requests.ts';
import { WhatIfAnswer } from '@dondoc/contracts/ratings.ts';
import { Id } from '@dondoc/contracts/text.ts';
import { capRatingFile, evaluateRatingFile } from '@dondoc/documents/rating/rating-file.ts';
import { readPolicy } from '@dondoc/documents/rating/read-policy.ts';
import type { CapResult as Capped } from '@dondoc/domain/rating/cap-group.ts';
import { PRESETS } from '@dondoc/domain/rating/presets/presets.ts';
import { policyDecider } from '@dondoc/domain/rating/process/policy.decider.ts';
import type { RatingResult as Rated } from '@dondoc/domain/rating/rating-result.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleCommand, type CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { ratingPolicyIdOf } from '@dondoc/event-store/stream-ids.ts';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnyRole, Delegable, InPerson, Me, Overseers, Roles } from '../http/access.ts';
import { actorOf } from '../http/actor.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { EVENT_STORE } from '../ports.ts';
import { whatIf } from './what-if.ts';

/** Policies, and cases that touch no campaign: the same answer as the command line gives without a server, byte for byte. */
@ApiTags('ratings')
@Controller('v1')
export class RatingPoliciesController {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  @Summary('Publishes the next version of a rating policy, for good. Open campaigns keep their snapshots.')
  @InPerson('A rating policy is put in force by the authority itself.')
  @Post('rating-policies')
  @Roles('ADMINISTRATOR')
  @Command()
  publishRatingPolicy(
    @Me() me: Caller,
    @IssuedAs() { commandId, at }: Issued,
    @Body({ schema: PublishPolicyRequest }) { policy }: PublishPolicyRequest,
  ): Promise<CommandResult> {
    const pinned = readPolicy(policy, '/policy');
    const { code } = pinned.document;
    const shipped = PRESETS.find((preset) => preset.code === code)?.version ?? 0;
    return handleCommand(this.store, policyDecider, {
      streamId: ratingPolicyIdOf(code),
      commandId,
      correlationId: ratingPolicyIdOf(code),
      command: { type: 'PublishPolicy', at, actor: actorOf(me), data: { ...pinned, shipped } },
      context: async () => undefined,
    });
  }

  @Summary('Evaluates a rating-case/1. Nothing is written.')
  @Post('rating-cases/evaluate')
  @AnyRole()
  @Answers(RatingResult)
  evaluateRatingCase(@Body({ schema: CaseFile }) ratingCase: CaseFile): Rated {
    return evaluateRatingFile(ratingCase).result;
  }

  @Summary('Caps a cap-case/1. Nothing is written.')
  @Post('rating-cases/cap')
  @AnyRole()
  @Answers(CapResult)
  capRatingCase(@Body({ schema: CaseFile }) capCase: CaseFile): Capped {
    return capRatingFile(capCase).result;
  }

  @Summary(
    'Another policy, or another reading of the cap, over the events of a campaign. Nothing is written.',
  )
  @Delegable(null)
  @Post('rating-cases/campaigns/:campaignId/what-if')
  @Overseers()
  @Answers(WhatIfAnswer)
  async whatIfRatings(
    @Param('campaignId', { schema: Id }) campaignId: string,
    @Body({ schema: WhatIfRequest }) request: WhatIfRequest,
  ): Promise<WhatIfAnswer> {
    return whatIf(this.store, { campaignId, position: await this.store.head(), request });
  }
}
