import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { ActorRef } from '../actor.ts';
import { at } from '../campaign/test-campaigns.ts';
import { SEALED_FIELDS } from '../events.ts';
import { MOST_WEBHOOKS, webhookDecider, type WebhookCommand } from './webhook.decider.ts';
import type { WebhookEvent } from './webhook.events.ts';

const unit: ActorRef = { id: 'head', role: 'UNIT', unitId: 'u1' };
const chief: ActorRef = { id: 'chief', role: 'ADMINISTRATOR' };
const pump: ActorRef = { id: 'webhook-pump', role: 'SYSTEM' };
const ids = { webhookId: 'w1', ownerId: 'u1' };
const AT = at('2026-03-02');
type DataOf<Type extends WebhookCommand['type']> = Extract<WebhookCommand, { type: Type }>['data'];
type Data<Type extends WebhookEvent['type']> = Extract<WebhookEvent, { type: Type }>['data'];

const subscribed = (more: Partial<Data<'WebhookSubscribed'>> = {}): WebhookEvent => ({
  type: 'WebhookSubscribed',
  data: {
    ...ids,
    addressId: 'a1',
    origin: 'https://nhan.example',
    secretId: 's1',
    kinds: null,
    addedAt: AT,
    takenOver: null,
    reason: 'Nối với hệ thống của huyện',
    ...more,
  },
});
const removed: WebhookEvent = { type: 'WebhookRemoved', data: { ...ids, reason: 'Thôi dùng' } };
const paused: WebhookEvent = {
  type: 'WebhookPaused',
  data: { ...ids, origin: 'https://nhan.example', reason: 'answered 410' },
};
const given = (...history: WebhookEvent[]) => specificationFor(webhookDecider)(undefined, ...history);
const command = <Type extends WebhookCommand['type']>(
  type: Type,
  data: Partial<DataOf<Type>> = {},
  actor: ActorRef = unit,
) => ({ type, at: AT, actor, data: { ...ids, reason: 'Vì thế', ...data } }) as unknown as WebhookCommand;
const subscribe = (more: Partial<Extract<WebhookCommand, { type: 'SubscribeWebhook' }>['data']> = {}) =>
  command('SubscribeWebhook', {
    addressId: 'a1',
    origin: 'https://nhan.example',
    secretId: 's1',
    kinds: null,
    ...more,
  });

describe('A webhook', () => {
  it('is added by its owner, with the reason, and neither address in full nor secret', () => {
    given()
      .when(subscribe())
      .then(subscribed({ reason: 'Vì thế' }));
    given()
      .when(subscribe({ reason: ' ' }))
      .thenRefuses('webhook-invalid');
  });

  it.each<[string, string | null, ActorRef]>([
    ['another unit', 'u2', unit],
    ['an administrator for a unit', 'u1', chief],
    ['a unit for the administrators', null, unit],
    ['the system', 'u1', pump],
  ])('is not added or removed by %s', (_, ownerId, actor) => {
    given()
      .when({ ...subscribe({ ownerId }), actor })
      .thenRefuses('unknown-webhook');
    given(subscribed({ ownerId }))
      .when(command('RemoveWebhook', { ownerId }, actor))
      .thenRefuses('unknown-webhook');
  });

  it('is one of ten at most; a removed one makes room', () => {
    const ten = Array.from({ length: MOST_WEBHOOKS }, (_, index) =>
      subscribed({ webhookId: `w${index + 1}` }),
    );
    given(...ten)
      .when(subscribe({ webhookId: 'w11' }))
      .thenRefuses('webhook-limit', { most: MOST_WEBHOOKS });
    given(...ten, removed)
      .when(subscribe({ webhookId: 'w11' }))
      .then(subscribed({ webhookId: 'w11', reason: 'Vì thế' }));
  });

  it('changes its address, its kinds or both; to what it is already, nothing', () => {
    const changed = (more: object) => ({
      type: 'WebhookChanged' as const,
      data: {
        ...ids,
        addressId: 'a1',
        origin: 'https://nhan.example',
        kinds: null,
        reason: 'Vì thế',
        ...more,
      },
    });
    const address = { addressId: 'a2', origin: 'https://moi.example' };
    given(subscribed()).when(command('ChangeWebhook', { address })).then(changed(address));
    given(subscribed())
      .when(command('ChangeWebhook', { address: null, kinds: ['ReminderSent'] }))
      .then(changed({ kinds: ['ReminderSent'] }));
    given(subscribed({ kinds: ['ReminderSent'] }))
      .when(command('ChangeWebhook', { address: null, kinds: null }))
      .then(changed({}));
    given(subscribed())
      .when(command('ChangeWebhook', { address: null }))
      .thenNothingHappens();
  });

  it('gets a new secret, and the one before it counts for a while', () => {
    const rotation = { secretId: 's2', previousUntil: at('2026-03-03') };
    const rotated: WebhookEvent = {
      type: 'WebhookSecretRotated',
      data: { ...ids, ...rotation, reason: 'Vì thế' },
    };
    given(subscribed()).when(command('RotateWebhookSecret', rotation)).then(rotated);
    const { webhooks } = [subscribed(), rotated].reduce(webhookDecider.evolve, webhookDecider.initialState);
    expect(webhooks).toEqual([
      expect.objectContaining({
        secretId: 's2',
        previous: { secretId: 's1', until: rotation.previousUntil },
      }),
    ]);
  });

  it('is paused by its owner or by the system, and resumed by its owner alone', () => {
    const pausedBy = (reason: string): WebhookEvent => ({
      type: 'WebhookPaused',
      data: { ...ids, origin: 'https://nhan.example', reason },
    });
    given(subscribed()).when(command('PauseWebhook')).then(pausedBy('Vì thế'));
    given(subscribed())
      .when(command('PauseWebhook', { reason: 'answered 410' }, pump))
      .then(pausedBy('answered 410'));
    given(subscribed(), paused).when(command('PauseWebhook')).thenNothingHappens();
    given(subscribed(), paused)
      .when(command('ResumeWebhook'))
      .then({ type: 'WebhookResumed', data: { ...ids, reason: 'Vì thế' } });
    given(subscribed()).when(command('ResumeWebhook')).thenNothingHappens();
    given(subscribed(), paused)
      .when(command('ResumeWebhook', {}, pump))
      .thenRefuses('unknown-webhook');
  });

  it('is nothing any more once it is removed', () => {
    given(subscribed())
      .when(command('RemoveWebhook', { reason: 'Thôi dùng' }))
      .then(removed);
    for (const type of ['RemoveWebhook', 'PauseWebhook', 'ResumeWebhook', 'ChangeWebhook'] as const) {
      given(subscribed(), removed)
        .when(command(type, { address: null } as object))
        .thenRefuses('unknown-webhook');
    }
    given(subscribed(), removed)
      .when(command('RotateWebhookSecret', { secretId: 's2', previousUntil: AT }))
      .thenRefuses('unknown-webhook');
  });
});

describe('A webhook from before webhooks were in the log', () => {
  const earlier = {
    addressId: 'a1',
    origin: 'https://nhan.example',
    secretId: 's1',
    kinds: null,
    previous: { secretId: 's0', until: at('2026-03-03') },
    addedAt: at('2026-01-05'),
    addedBy: 'vice',
    pausedReason: null,
  };
  const takenOver = subscribed({
    addedAt: at('2026-01-05'),
    takenOver: { addedBy: 'vice', previous: earlier.previous },
    reason: 'Vì thế',
  });

  it('is put on record once, by the system, as it stands', () => {
    given()
      .when(command('TakeOverWebhook', earlier, pump))
      .then(takenOver);
    given()
      .when(command('TakeOverWebhook', { ...earlier, pausedReason: 'answered 410' }, pump))
      .then(takenOver, paused);
    given(takenOver)
      .when(command('TakeOverWebhook', earlier, pump))
      .thenNothingHappens();
    given(takenOver, removed)
      .when(command('TakeOverWebhook', earlier, pump))
      .thenNothingHappens();
    given().when(command('TakeOverWebhook', earlier)).thenRefuses('unknown-webhook');
  });
});

it('The reasons of what becomes of a webhook are sealed', () => {
  const types: WebhookEvent['type'][] = [
    'WebhookSubscribed',
    'WebhookChanged',
    'WebhookSecretRotated',
    'WebhookPaused',
    'WebhookResumed',
    'WebhookRemoved',
  ];
  for (const type of types) expect(SEALED_FIELDS[type]).toEqual(['reason']);
});
