import { randomUUID } from 'node:crypto';
import { NoBody } from '@dondoc/contracts/command.ts';
import {
  AddWebhookRequest,
  NewWebhook,
  NewWebhookSecret,
  WebhookId,
  WebhookList,
  WebhookTest,
} from '@dondoc/contracts/webhooks.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { isNoticeKind } from '@dondoc/notifications/templates/known-notices.ts';
import { probeWebhook } from '@dondoc/notifications/webhook/probe-webhook.ts';
import { newWebhookSecret } from '@dondoc/notifications/webhook/sign-webhook.ts';
import { checkTargetForm, targetAddresses } from '@dondoc/notifications/webhook/webhook-target.ts';
import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Me, Roles } from '../http/access.ts';
import { Answers, AnswersNothing, Summary } from '../http/answers.ts';
import type { Caller } from '../http/request-context.ts';
import { inboxOwnerOf } from '../notices/inbox-owner.ts';
import { CLOCK, WEBHOOKS, type Clock, type WebhookPorts } from '../ports.ts';

/** How long the secret before a new one counts too: time to change it at the receiver. */
const OVERLAP_MS = 24 * 3_600_000;

/** Where an inbox is mirrored to: a unit's own, or the one that administrators share. */
@ApiTags('notices')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    @Inject(WEBHOOKS) private readonly ports: WebhookPorts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Summary(
    'Has every new notice of these kinds posted to an address, signed as Standard Webhooks says. Shows the secret once.',
  )
  @Roles('ADMINISTRATOR', 'UNIT')
  @Answers(NewWebhook, 201)
  async addWebhook(
    @Me() me: Caller,
    @Body({ schema: AddWebhookRequest }) { url: text, kinds }: AddWebhookRequest,
  ): Promise<NewWebhook> {
    refuseUnknownKinds(kinds ?? []);
    const { subscriptions, target } = this.ports;
    const url = checkTargetForm(text, target);
    await targetAddresses(url, target);
    const [id, secret, at] = [randomUUID(), newWebhookSecret(), this.clock()];
    const owner = inboxOwnerOf(me);
    await subscriptions.add(owner, {
      id,
      url: url.href,
      kinds: kinds ?? null,
      secret,
      by: me.account.id,
      at,
    });
    const { secrets: _, ...webhook } = await subscriptions.find(owner, id, at);
    return { ...webhook, secret };
  }

  @Get()
  @Summary('The webhooks of one’s own, and how their receivers do.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Answers(WebhookList)
  async listWebhooks(@Me() me: Caller): Promise<WebhookList> {
    return { items: await this.ports.subscriptions.list(inboxOwnerOf(me)) };
  }

  @Delete(':webhookId')
  @Summary('Ends a webhook and destroys its secret; what waits for it is given up.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @AnswersNothing()
  removeWebhook(@Me() me: Caller, @Param('webhookId', { schema: WebhookId }) id: string): Promise<void> {
    return this.ports.subscriptions.remove(inboxOwnerOf(me), id, this.clock());
  }

  @Post(':webhookId/rotate-secret')
  @Summary('Makes a new secret and shows it once. The one before it counts for 24 hours more.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Answers(NewWebhookSecret)
  async rotateWebhookSecret(
    @Me() me: Caller,
    @Param('webhookId', { schema: WebhookId }) id: string,
    @Body({ schema: NoBody }) _body: NoBody,
  ): Promise<NewWebhookSecret> {
    const previousUntil = new Date(Date.parse(this.clock()) + OVERLAP_MS).toISOString();
    const secret = newWebhookSecret();
    await this.ports.subscriptions.rotate(inboxOwnerOf(me), id, { secret, previousUntil });
    return { secret, previousUntil };
  }

  @Post(':webhookId/enable')
  @Summary('Delivers to a disabled webhook again, from the next notice on.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @AnswersNothing()
  enableWebhook(
    @Me() me: Caller,
    @Param('webhookId', { schema: WebhookId }) id: string,
    @Body({ schema: NoBody }) _body: NoBody,
  ): Promise<void> {
    return this.ports.subscriptions.enable(inboxOwnerOf(me), id);
  }

  @Post(':webhookId/test')
  @Summary('Posts a signed test message now, and says what the receiver answered.')
  @Roles('ADMINISTRATOR', 'UNIT')
  @Answers(WebhookTest)
  async testWebhook(
    @Me() me: Caller,
    @Param('webhookId', { schema: WebhookId }) id: string,
    @Body({ schema: NoBody }) _body: NoBody,
  ): Promise<WebhookTest> {
    const at = this.clock();
    const webhook = await this.ports.subscriptions.find(inboxOwnerOf(me), id, at);
    return probeWebhook(webhook, at, this.ports.target);
  }
}

function refuseUnknownKinds(kinds: readonly string[]): void {
  const unknown = kinds.filter((kind) => !isNoticeKind(kind));
  if (unknown.length === 0) return;
  throw new DomainError(
    'webhook-invalid',
    `No kind of notice: ${unknown.join(', ')}. See the inbox for kinds.`,
    {
      path: '/kinds',
      rule: 'notice-kind',
      unknown,
    },
  );
}
