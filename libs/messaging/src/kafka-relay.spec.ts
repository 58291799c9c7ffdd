import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { PoisonEvent } from '@dondoc/event-store/follower.ts';
import { MessageTooLarge, TopicReplaced, type EventPublisher } from './event-publisher.ts';
import { createKafkaRelay } from './kafka-relay.ts';
import type { PublicMessage } from './public-message.ts';

const TOPIC = { id: 'a', partitions: 6 };
const tx = { query: () => Promise.resolve([]) };
const event = (position: number, titleLength = 10) =>
  ({
    type: 'UnitRegistered',
    data: {
      unitId: '5b0f4c1e-7a36-4b0e-8a94-1889c0de0002',
      code: 'XA',
      name: 'x'.repeat(titleLength),
      kind: 'OTHER',
      addresseeCategory: 'A',
      peerGroup: 'XA',
      parentCode: null,
      validFrom: '2020-01-01',
      validTo: null,
    },
    position,
    version: position,
    streamId: '5b0f4c1e-7a36-4b0e-8a94-1889c0de0002',
  }) as RecordedEvent;

/** Takes so many messages at once, at most, and none longer than `longest`. */
function topicThatTakes(atOnce: number, longest = Number.POSITIVE_INFINITY) {
  const taken: number[][] = [];
  const publisher: EventPublisher = {
    topic: () => Promise.resolve(TOPIC),
    publish(_topic, messages: readonly PublicMessage[]) {
      if (messages.length > atOnce || messages.some(({ value }) => value.length > longest))
        return Promise.reject(new MessageTooLarge('too large'));
      taken.push(messages.map(({ headers }) => Number(headers.ce_position)));
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  return { taken, relay: createKafkaRelay({ name: 't', topic: TOPIC, publisher }) };
}
const events = (count: number) => Array.from({ length: count }, (_, nth) => event(nth + 1));

describe('The relay', () => {
  it('has a cursor of its own for each topic, each topic made anew and each number of partitions', () => {
    const publisher = {} as EventPublisher;
    const name = (topic: typeof TOPIC, called = 't') =>
      createKafkaRelay({ name: called, topic, publisher }).name;
    const names = [
      name(TOPIC),
      name({ ...TOPIC, id: 'b' }),
      name({ ...TOPIC, partitions: 7 }),
      name(TOPIC, 'u'),
    ];
    expect(new Set(names).size).toBe(4);
    expect(names[0]).toBe('kafka/t/a/6');
  });

  it('finds out how much the topic takes at once, and remembers it', async () => {
    const { taken, relay } = topicThatTakes(3);
    await relay.handle(events(10), tx);
    expect(taken.flat()).toEqual(events(10).map(({ position }) => position));
    const before = taken.length;
    await relay.handle(events(3), tx);
    expect(taken.slice(before).flat()).toEqual([1, 2, 3]);
    expect(Math.max(...taken.map(({ length }) => length))).toBeLessThanOrEqual(3);
  });

  it('gives up an event that fits in no case, after all that came before it', async () => {
    const { taken, relay } = topicThatTakes(100, 5_000);
    const handled = relay.handle([...events(4), event(5, 6_000), event(6)], tx);
    await expect(handled).rejects.toThrow(PoisonEvent);
    await expect(handled).rejects.toThrow('dondoc kafka retry');
    expect(taken.flat()).toEqual([1, 2, 3, 4]);
  });

  it('tries again whatever else fails', async () => {
    const publisher = { publish: () => Promise.reject(new TopicReplaced('deleted')) };
    const relay = createKafkaRelay({
      name: 't',
      topic: TOPIC,
      publisher: publisher as unknown as EventPublisher,
    });
    await expect(relay.handle(events(1), tx)).rejects.not.toBeInstanceOf(PoisonEvent);
  });
});
