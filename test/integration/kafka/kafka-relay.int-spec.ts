import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { listParked, resetCursor, unpark } from '@dondoc/event-store/cursors.ts';
import type { ObtainedKafka } from '@dondoc/infra/local/toolchain/kafka.ts';
import { createKafka } from '@dondoc/messaging/kafka-client.ts';
import { createKafkaPublisher } from '@dondoc/messaging/kafka-publisher.ts';
import { EXAMPLES } from '../../contract/asyncapi-document.ts';
import { ConfigResourceTypes } from 'kafkajs';
import { startTestKafka, type TestKafka } from '../../servers/test-kafka.ts';
import { describeWith } from '../process/servers.ts';
import { spawnedWorker } from '../process/spawned-worker.ts';
import { until } from '../process/until.ts';
import { deduplicated, received } from './consumer.ts';
import { openPublishedLog, type PublishedLog } from './published-log.ts';

const ASYNCAPI = join(import.meta.dirname, '../../contract/asyncapi.json');

describeWith('TEST_KAFKA', 'The Kafka relay', (tool) => {
  let broker: TestKafka;
  const logs: PublishedLog[] = [];
  let topics = 0;
  const publishedLog = async () => {
    const log = await openPublishedLog(broker.brokers, `spec.events.${(topics += 1)}`);
    logs.push(log);
    return log;
  };
  /** Every stream whole and in order, and nothing else. */
  const wholly = (streams: readonly string[], events: number) =>
    new Map(streams.map((streamId) => [streamId, events]));
  const admin = async <Result>(
    log: PublishedLog,
    work: (admin: ReturnType<ReturnType<typeof createKafka>['admin']>) => Promise<Result>,
  ) => {
    const client = createKafka(log.config).admin();
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.disconnect();
    }
  };

  beforeAll(async () => {
    broker = await startTestKafka(JSON.parse(tool) as ObtainedKafka);
  }, 90_000);
  afterEach(async () => {
    await Promise.all(logs.splice(0).map((log) => log.close()));
    await broker.start();
  });
  afterAll(() => broker.close());

  it('publishes each event once, each stream in order in one partition', async () => {
    const log = await publishedLog();
    const streams = await log.appendStreams(50, 20);
    log.relay();
    await log.caughtUp();
    const messages = await received(log.config);
    expect(messages).toHaveLength(1_000);
    expect(deduplicated(messages)).toEqual({ taken: wholly(streams, 20), duplicates: 0, holes: [] });
    const partitions = new Set(messages.map(({ key, partition }) => `${key} ${partition}`));
    expect(partitions.size).toBe(50);
    expect(log.troubles).toEqual([]);
  });

  it('publishes also when the clock of its worker is days ahead of the broker', async () => {
    const machineNow = Date.now;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => machineNow() + 2 * 86_400_000);
    try {
      const log = await publishedLog();
      const streams = await log.appendStreams(3, 5);
      log.relay();
      await log.caughtUp(20_000);
      expect((await log.consumed()).taken).toEqual(wholly(streams, 5));
    } finally {
      clock.mockRestore();
    }
  });

  it('publishes of every event exactly the example that the AsyncAPI document gives', async () => {
    const log = await publishedLog();
    await log.store.append(EXAMPLES);
    log.relay();
    await log.caughtUp();
    const published = (await received(log.config)).map(({ headers, value }) => ({
      headers,
      payload: JSON.parse(value) as unknown,
    }));
    const agreed = JSON.parse(readFileSync(ASYNCAPI, 'utf8')) as {
      components: { messages: Record<string, { examples: { headers: unknown; payload: unknown }[] }> };
    };
    const promised = Object.values(agreed.components.messages).flatMap(({ examples }) =>
      examples.map(({ headers, payload }) => ({ headers, payload })),
    );
    expect(published).toHaveLength(promised.length);
    expect(published).toEqual(expect.arrayContaining(promised));
  });

  it('publishes a batch again when it dies before its cursor moved, and leaves no hole', async () => {
    const log = await publishedLog();
    const streams = await log.appendStreams(30, 100);
    const honest = createKafkaPublisher(log.config);
    let publications = 0;
    log.relay({
      ...honest,
      async publish(topic, messages) {
        await honest.publish(topic, messages);
        publications += 1;
        if (publications <= 3) throw new Error('killed between the acknowledgement and the cursor');
      },
    });
    await log.caughtUp();
    const { taken, duplicates, holes } = await log.consumed();
    expect({ taken, holes }).toEqual({ taken: wholly(streams, 100), holes: [] });
    expect(duplicates).toBeGreaterThanOrEqual(2_000);
  });

  it('keeps every stream whole while two relays are set back and take over from each other', async () => {
    const log = await publishedLog();
    log.relay();
    log.relay();
    const streams = await log.appendStreams(40, 50);
    await log.caughtUp();
    const [cursor] = await log.cursors();
    await resetCursor(log.owner, cursor?.name ?? '', cursor?.version ?? 0, 0);
    streams.push(...(await log.appendStreams(10, 50)));
    await log.caughtUp();
    const { taken, duplicates, holes } = await log.consumed();
    expect({ taken, holes }).toEqual({ taken: wholly(streams, 50), holes: [] });
    expect(duplicates).toBeGreaterThanOrEqual(2_000);
    expect(log.troubles).toContainEqual(expect.stringContaining('fenced'));
  });

  it('survives a broker that dies in the middle of a publication; commands never wait for it', async () => {
    const log = await publishedLog();
    const streams = await log.appendStreams(60, 50);
    const honest = createKafkaPublisher(log.config);
    let publications = 0;
    log.relay({
      ...honest,
      async publish(topic, messages) {
        publications += 1;
        const published = honest.publish(topic, messages);
        if (publications === 2) await Promise.allSettled([published, broker.kill()]);
        return published;
      },
    });
    const told = () => log.troubles.length;
    await until(told, (count) => count > 0, { what: 'trouble told' });
    const standing = async () => (await log.cursors()).map(({ position }) => position);
    const before = await standing();
    streams.push(...(await log.appendStreams(100, 50)));
    expect(await log.store.head()).toBe(8_000);
    expect(await standing()).toEqual(before);

    await broker.start();
    await log.caughtUp();
    const { taken, holes } = await log.consumed();
    expect({ taken, holes }).toEqual({ taken: wholly(streams, 50), holes: [] });
  }, 150_000);

  it('publishes everything to a topic that was deleted and made anew', async () => {
    const log = await publishedLog();
    log.relay();
    const streams = await log.appendStreams(20, 50);
    await log.caughtUp();
    await admin(log, (client) => client.deleteTopics({ topics: [log.config.topic] }));
    streams.push(...(await log.appendStreams(5, 50)));
    await until(
      async () => (await log.cursors()).map(({ position }) => position).toSorted((a, b) => a - b),
      (positions) => positions.length === 2 && positions.at(-1) === 1_250,
      { what: 'a second cursor at the head' },
    );
    const { taken, holes } = await log.consumed();
    expect({ taken, holes }).toEqual({ taken: wholly(streams, 50), holes: [] });
  });

  it('publishes everything again when the topic gets more partitions, so that no stream is split', async () => {
    const log = await publishedLog();
    log.relay();
    const streams = await log.appendStreams(20, 50);
    await log.caughtUp();
    await admin(log, (client) =>
      client.createPartitions({ topicPartitions: [{ topic: log.config.topic, count: 9 }] }),
    );
    await until(
      () => log.cursors(),
      (cursors) => cursors.length === 2 && cursors.every(({ position }) => position === 1_000),
      { what: 'a second cursor at the head' },
    );
    const messages = await received(log.config);
    const perPartition = Array.from({ length: 9 }, (_, nth) =>
      deduplicated(messages.filter(({ partition }) => partition === nth)),
    );
    expect(perPartition.flatMap(({ holes }) => holes)).toEqual([]);
    const whole = perPartition.flatMap(({ taken }) => [...taken]);
    expect(new Map(whole)).toEqual(wholly(streams, 50));
  });

  it('sets aside the stream of an event too large for the topic, and publishes it once it fits', async () => {
    const log = await publishedLog();
    const { topic } = log.config;
    const limit = (value: string) => [{ name: 'max.message.bytes', value }];
    await admin(log, (client) => client.createTopics({ topics: [{ topic, configEntries: limit('20000') }] }));
    log.relay();
    const small = await log.appendStreams(10, 3);
    const large = await log.appendRoster(400);
    small.push(...(await log.appendStreams(10, 3)));
    await log.caughtUp();
    expect((await log.consumed()).taken).toEqual(wholly(small, 3));
    const parked = await listParked(log.owner);
    expect(parked.map(({ streamId }) => streamId)).toEqual([large, large]);
    expect(parked[0]?.reason).toContain('max.message.bytes');

    const resources = [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries: limit('1048588') }];
    await admin(log, (client) => client.alterConfigs({ validateOnly: false, resources }));
    await unpark(log.owner, parked[0]?.name ?? '', 1, large);
    await until(
      () => listParked(log.owner),
      (left) => left.length === 0,
      { what: 'nothing set aside' },
    );
    const { taken, holes } = await log.consumed();
    expect({ taken, holes }).toEqual({ taken: wholly(small, 3).set(large, 2), holes: [] });
  });

  it('goes on in another worker when one is killed in the middle, and loses nothing', async () => {
    const log = await publishedLog();
    const streams = await log.appendStreams(400, 50);
    const env = {
      DATABASE_URL: log.database.appUrl,
      DATA_KEY: log.sealingKey.toString('base64'),
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      KAFKA_BROKERS: broker.brokers,
      KAFKA_TOPIC: log.config.topic,
    };
    const first = spawnedWorker(env);
    const standing = async () => (await log.cursors())[0]?.position ?? 0;
    await until(standing, (position) => position > 0, { what: 'first batch', withinMs: 60_000 });
    first.signal('SIGKILL');
    await first.ended;
    const second = spawnedWorker(env);
    await log.caughtUp(60_000);
    await second.gone();
    const { taken, holes } = await log.consumed();
    expect({ taken, holes }).toEqual({ taken: wholly(streams, 50), holes: [] });
  }, 180_000);

  it('carries 100,000 events that waited for it', async () => {
    const log = await publishedLog();
    const streams = await log.appendStreams(2_000, 50);
    log.relay();
    await log.caughtUp(240_000);
    const messages = await received(log.config);
    expect(messages).toHaveLength(100_000);
    expect(deduplicated(messages)).toEqual({ taken: wholly(streams, 50), duplicates: 0, holes: [] });
  }, 400_000);
});
