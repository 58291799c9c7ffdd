import { ReasonRequest } from '@dondoc/contracts/campaign-requests.ts';
import { NoBody } from '@dondoc/contracts/command.ts';
import { History } from '@dondoc/contracts/log.ts';
import {
  AddWebhookRequest,
  ChangeWebhookRequest,
  NewWebhook,
  NewWebhookSecret,
  WebhookHistoryQuery,
  WebhookId,
  WebhookList,
  WebhookTest,
} from '@dondoc/contracts/webhooks.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { eventIdOf, webhooksIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { probeWebhook } from '@dondoc/notifications/webhook/probe-webhook.ts';
import { newWebhookSecret } from '@dondoc/notifications/webhook/sign-webhook.ts';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ACCOUNTS, type AccountStore } from '../accounts/account.ts';
import { AnyRole, Me, Roles } from '../http/access.ts';
import { Answers, Command, Summary } from '../http/answers.ts';
import { IssuedAs } from '../http/command.interceptor.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { historyOf, withNames } from '../log/history.ts';
import { CLOCK, EVENT_STORE, WEBHOOKS, type Clock, type WebhookPorts } from '../ports.ts';
import {
  checkedAddress,
  keptThenRecorded,
  ownerIdOf,
  ownerInScope,
  ownWebhook,
  refuseUnknownKinds,
  sendWebhookCommand,
  webhooksOf,
} from './webhook-steps.ts';
import { webhookView } from './webhook-view.ts';

/** How long the secret before a new one counts too: time to change it at the receiver. */
const OVERLAP_MS = 24 * 3_600_000;

/** Where an inbox is mirrored to: a unit's own, or the one that administrators share. Who did what to them, and why, is in the log. */
@ApiTags('notices')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ACCOUNTS) private readonly accounts: AccountStore,
    @Inject(WEBHOOKS) private readonly ports: WebhookPorts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Summary(
    'Has every new notice of these kinds posted to an address, signed as Standard Webhooks says. Shows the secret once.',
  )
  @Roles('ADMINISTRATOR', 'UNIT')
  @Command(NewWebhook, 201)
  async addWebhook(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Body({ schema: AddWebhookRequest }) { url, kinds, reason }: AddWebhookRequest,
  ): Promise<NewWebhook> {
    refuseUnknownKinds(kinds ?? []);
    const { vault, target } = this.ports;
    const { href, ...address } = await checkedAddress(url, target, issued.commandId);
    const [webhookId, secretId] = [eventIdOf(issued.commandId, 0), eventIdOf(issued.commandId, 1)];
    const data = { webhookId, secretId, ...address, kinds: kinds ?? null, reason };
    const { text: secret, result } = await keptThenRecorded(
      vault,
      { id: secretId, webhookId, text: newWebhookSecret() },
      async () => {
        const record = () => sendWebhookCommand(this.store, me, issued, 'SubscribeWebhook', data);
        const kept = { id: address.addressId, webhookId, text: href };
        return (await keptThenRecorded(vault, kept, record)).result;
      },
    );
    return { ...result, webhookId, secret };
  }

  @Get()
  @Summary('The webhooks of one’s own, and how their receivers do.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Answers(WebhookList)
  async listWebhooks(@Me() me: Caller): Promise<WebhookList> {
    const webhooks = await webhooksOf(this.store, ownerIdOf(me));
    const health = await this.ports.healthOf(webhooks.map(({ webhookId }) => webhookId));
    const items = await Promise.all(webhooks.map((one) => webhookView(one, this.ports.vault, health)));
    return { items };
  }

  @Get('history')
  @Summary('Who added, changed, paused or removed a webhook of an inbox, when and why. A unit sees its own.')
  @AnyRole()
  @Answers(History)
  async listWebhookHistory(
    @Me() me: Caller,
    @Query({ schema: WebhookHistoryQuery }) { unit, after, limit }: WebhookHistoryQuery,
  ): Promise<History> {
    const ownerId = await ownerInScope(this.store, me, unit);
    const position = await this.store.head();
    const history = await historyOf(this.store, { streamId: webhooksIdOf(ownerId), after, limit, position });
    return withNames(this.accounts, me, history);
  }

  @Post(':webhookId/change')
  @Summary('Gives it another address, other kinds of notices, or both, from the next delivery on.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Command()
  async changeWebhook(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('webhookId', { schema: WebhookId }) webhookId: string,
    @Body({ schema: ChangeWebhookRequest }) { url, kinds, reason }: ChangeWebhookRequest,
  ): Promise<CommandResult> {
    refuseUnknownKinds(kinds ?? []);
    const { vault, target } = this.ports;
    const wanted = { webhookId, reason, ...(kinds === undefined ? {} : { kinds }) };
    const change = (address: { addressId: string; origin: string } | null) =>
      sendWebhookCommand(this.store, me, issued, 'ChangeWebhook', { ...wanted, address });
    if (url === undefined) return change(null);
    const { href, ...address } = await checkedAddress(url, target, issued.commandId);
    const { addressId } = await ownWebhook(this.store, me, webhookId);
    const isSame = (await vault.open(webhookId, [addressId])).get(addressId) === href;
    if (isSame) return change(null);
    const kept = { id: address.addressId, webhookId, text: href };
    return (await keptThenRecorded(vault, kept, () => change(address))).result;
  }

  @Post(':webhookId/rotate-secret')
  @Summary('Makes a new secret and shows it once. The one before it counts for 24 hours more.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Command(NewWebhookSecret)
  async rotateWebhookSecret(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('webhookId', { schema: WebhookId }) webhookId: string,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<NewWebhookSecret> {
    const secretId = eventIdOf(issued.commandId, 1);
    const previousUntil = new Date(Date.parse(issued.at) + OVERLAP_MS).toISOString();
    const data = { webhookId, secretId, previousUntil, reason };
    const { text: secret, result } = await keptThenRecorded(
      this.ports.vault,
      { id: secretId, webhookId, text: newWebhookSecret() },
      () => sendWebhookCommand(this.store, me, issued, 'RotateWebhookSecret', data),
    );
    // Of the first answer, when this is a repeat.
    const { previous } = await ownWebhook(this.store, me, webhookId);
    return { ...result, secret, previousUntil: previous?.until ?? previousUntil };
  }

  @Post(':webhookId/pause')
  @Summary('Delivers nothing more to it until it is resumed; what waits for it is given up.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Command()
  pauseWebhook(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('webhookId', { schema: WebhookId }) webhookId: string,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<CommandResult> {
    return sendWebhookCommand(this.store, me, issued, 'PauseWebhook', { webhookId, reason });
  }

  @Post(':webhookId/resume')
  @Summary('Delivers to a paused webhook again, from the next notice on.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Command()
  resumeWebhook(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('webhookId', { schema: WebhookId }) webhookId: string,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<CommandResult> {
    return sendWebhookCommand(this.store, me, issued, 'ResumeWebhook', { webhookId, reason });
  }

  @Post(':webhookId/remove')
  @Summary('Ends a webhook and destroys its secret and its address; what waits for it is given up.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Command()
  removeWebhook(
    @Me() me: Caller,
    @IssuedAs() issued: Issued,
    @Param('webhookId', { schema: WebhookId }) webhookId: string,
    @Body({ schema: ReasonRequest }) { reason }: ReasonRequest,
  ): Promise<CommandResult> {
    return sendWebhookCommand(this.store, me, issued, 'RemoveWebhook', { webhookId, reason });
  }

  @Post(':webhookId/test')
  @Summary('Posts a signed test message now, and says what the receiver answered. Nothing is noted of it.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Answers(WebhookTest)
  async testWebhook(
    @Me() me: Caller,
    @Param('webhookId', { schema: WebhookId }) webhookId: string,
    @Body({ schema: NoBody }) _body: NoBody,
  ): Promise<WebhookTest> {
    const at = this.clock();
    const { addressId, secretId, previous } = await ownWebhook(this.store, me, webhookId);
    const previousId = previous !== null && previous.until > at ? previous.secretId : null;
    const ids = [addressId, secretId, ...(previousId === null ? [] : [previousId])];
    const kept = await this.ports.vault.open(webhookId, ids);
    const [url, ...secrets] = ids.map((id) => kept.get(id));
    if (url === undefined || secrets[0] === undefined) {
      const reason = 'its address or secret is gone: change the one, rotate the other';
      return { arrived: false, status: null, reason };
    }
    const counting = secrets.filter((secret) => secret !== undefined);
    return probeWebhook({ id: webhookId, url, secrets: counting }, at, this.ports.target);
  }
}
