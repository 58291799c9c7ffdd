// A consumer of the public events that writes down what it gets. Each look reads the whole topic as it is then, from its first message: a
// broker that lost its own metadata with a full disk has another topic afterwards, and the product must have published everything anew.
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { EachBatchPayload } from 'kafkajs';

import type { Delivery } from './snapshot.ts';

const TOPIC = 'dondoc.events.v1';
/** However long a broker takes that has just come up; then the look is given up and tried anew. */
const LOOK_MS = 20_000;

export type Consumer = Readonly<{
  /** All that was delivered up to now, each partition in its order. Throws when the broker does not answer in time. */
  read(): Promise<readonly Delivery[]>;
  counts(): Readonly<{ delivered: number; again: number }>;
}>;

/** @param brokers `host:port` of a broker */
export function openConsumer(brokers: string): Consumer {
  const kafka = new Kafka({
    clientId: 'chaos',
    brokers: [brokers],
    logLevel: logLevel.NOTHING,
    // A group's coordinator is elected when the first group asks for one: asked again until it is there.
    retry: { retries: 30, initialRetryTime: 100, maxRetryTime: 1_000 },
  });
  const deliveries: Delivery[] = [];
  /** The offset that is read next. */
  const places = new Map<number, number>();

  function take({ batch: { partition, messages } }: EachBatchPayload): void {
    for (const { offset, key, headers } of messages) {
      // A batch that is fetched again is not delivered twice by that.
      if (Number(offset) < (places.get(partition) ?? 0)) continue;
      const header = (name: string): string => String(headers?.[name] ?? '');
      deliveries.push({
        streamId: String(key),
        version: Number(header('ce_streamversion')),
        eventId: header('ce_id'),
        partition,
      });
      places.set(partition, Number(offset) + 1);
    }
  }

  async function readTo(ends: ReadonlyMap<number, number>): Promise<void> {
    const isThere = (): boolean => [...ends].every(([partition, end]) => (places.get(partition) ?? 0) >= end);
    if (isThere()) return;
    const consumer = kafka.consumer({ groupId: `chaos-${randomUUID()}`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    try {
      await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        setTimeout(() => reject(new Error('Kafka delivers nothing')), LOOK_MS).unref();
        const eachBatch = (payload: EachBatchPayload): Promise<void> => {
          take(payload);
          if (isThere()) resolve();
          return Promise.resolve();
        };
        consumer.run({ autoCommit: false, eachBatch }).catch(reject);
      });
    } finally {
      await consumer.disconnect();
    }
  }

  return {
    async read() {
      deliveries.length = 0;
      places.clear();
      await readTo(await endsNow(kafka));
      return deliveries;
    },
    counts() {
      const different = new Set(deliveries.map(({ eventId }) => eventId)).size;
      return { delivered: deliveries.length, again: deliveries.length - different };
    },
  };
}

async function endsNow(kafka: Kafka): Promise<Map<number, number>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(TOPIC);
    return new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
  } finally {
    await admin.disconnect();
  }
}
