import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { KafkaConfig } from '@dondoc/config/kafka-config.ts';
import { Kafka, logLevel, type Admin, type Message } from 'kafkajs';

export type Received = { key: string; partition: number; headers: Record<string, string>; value: string };

const LED_WITHIN_MS = 20_000;

/** A partition of a topic that was only just made has no leader yet; kafkajs does not ask again by itself. */
async function offsetsOf(admin: Admin, topic: string): ReturnType<Admin['fetchTopicOffsets']> {
  for (const until = Date.now() + LED_WITHIN_MS; ; await delay(100)) {
    try {
      return await admin.fetchTopicOffsets(topic);
    } catch (error) {
      const isPassing = (error as { type?: string }).type === 'NOT_LEADER_FOR_PARTITION';
      if (!isPassing || Date.now() > until) throw error;
    }
  }
}

/** Everything the topic holds at this moment, each partition in its order, read by a consumer group of its own. */
export async function received(config: KafkaConfig): Promise<Received[]> {
  // A group's coordinator is elected when the first group asks for one: asked again until it is there.
  const kafka = new Kafka({
    brokers: [...config.brokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 30, maxRetryTime: 1_000 },
  });
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await offsetsOf(admin, config.topic);
  await admin.disconnect();
  const left = new Map(
    offsets.filter(({ high, low }) => high !== low).map(({ partition, high }) => [partition, Number(high)]),
  );
  const found: Received[] = [];
  if (left.size === 0) return found;
  const consumer = kafka.consumer({
    groupId: `spec-${randomUUID()}`,
    maxWaitTimeInMs: 200,
    maxBytesPerPartition: 4 * 2 ** 20,
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic: config.topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on('consumer.crash', ({ payload }) => {
        if (!payload.restart) reject(payload.error);
      });
      consumer
        .run({
          eachBatch({ batch: { partition, messages } }) {
            for (const message of messages) found.push({ partition, ...plain(message) });
            if (Number(messages.at(-1)?.offset) + 1 >= (left.get(partition) ?? 0)) left.delete(partition);
            if (left.size === 0) resolve();
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
    return found;
  } finally {
    await consumer.disconnect();
  }
}

function plain({ key, value, headers }: Pick<Message, 'key' | 'value' | 'headers'>) {
  const entries = Object.entries(headers ?? {}).map(([name, bytes]) => [name, String(bytes)]);
  return {
    key: String(key),
    value: String(value),
    headers: Object.fromEntries(entries) as Record<string, string>,
  };
}

/**
 * What every consumer does (infra/kafka/README.md): of each stream the next version is taken, one that was taken before is a
 * duplicate, one further on is a hole. Answers the versions of each stream in the order taken.
 */
export function deduplicated(messages: readonly Received[]) {
  const taken = new Map<string, number>();
  const holes: string[] = [];
  let duplicates = 0;
  for (const { key, headers } of messages) {
    const version = Number(headers['ce_streamversion']);
    const last = taken.get(key) ?? 0;
    if (version === last + 1) taken.set(key, version);
    else if (version <= last) duplicates += 1;
    else holes.push(`${key}: ${last} then ${version}`);
  }
  return { taken, duplicates, holes };
}
