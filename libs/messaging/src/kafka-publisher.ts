import { setTimeout as delay } from 'node:timers/promises';
import type { KafkaConfig } from '@dondoc/config/kafka-config.ts';
import { Partitioners, type Kafka, type Producer, type RecordMetadata } from 'kafkajs';
import { MessageTooLarge, TopicReplaced, type EventPublisher, type Topic } from './event-publisher.ts';
import { createKafka } from './kafka-client.ts';
import type { PublicMessage } from './public-message.ts';
import { openTopicLookup, type TopicLookup } from './topic-lookup.ts';

const ACK_MS = 10_000;
const CREATED_MS = 5_000;
const ALL_IN_SYNC = -1;

type Connection = { kafka: Kafka; lookup: TopicLookup; producer: Producer };

/**
 * kafkajs behind the port. A connection lives until its first failure: the next call opens another one, with another producer
 * id. A batch that failed for one partition sets kafkajs back to the old sequence numbers for all of them: what it sent next
 * under those numbers, the broker would take for a repetition and drop.
 */
export function createKafkaPublisher(config: KafkaConfig): EventPublisher {
  const { topic: name } = config;
  let open: Promise<Connection> | undefined;

  async function withConnection<Result>(use: (connection: Connection) => Promise<Result>): Promise<Result> {
    open ??= connect(config);
    const mine = open;
    try {
      return await use(await mine);
    } catch (error) {
      if (open === mine) open = undefined;
      await mine.then(disconnect).catch(() => undefined);
      throw error;
    }
  }

  return {
    topic: () =>
      withConnection(async ({ kafka, lookup }) => {
        const found = await lookup.find();
        if (found !== null) return found;
        await createTopic(kafka, name);
        return untilThere(lookup, name);
      }),

    publish: (topic, messages) =>
      withConnection(async ({ lookup, producer }) => {
        await requireSame(lookup, topic);
        await send(producer, name, topic, messages);
        // What went into a topic that took its place must not count.
        await requireSame(lookup, topic);
      }),

    async close() {
      const last = open;
      open = undefined;
      await last?.then(disconnect).catch(() => undefined);
    },
  };
}

async function connect(config: KafkaConfig): Promise<Connection> {
  const kafka = createKafka(config);
  const lookup = openTopicLookup(kafka, config.topic);
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    // The least that kafkajs lets an idempotent producer have.
    retry: { retries: 1, initialRetryTime: 50 },
  });
  const connection = { kafka, lookup, producer };
  try {
    await producer.connect();
    return connection;
  } catch (error) {
    await disconnect(connection);
    throw error;
  }
}

async function disconnect({ lookup, producer }: Connection): Promise<void> {
  await Promise.allSettled([producer.disconnect(), lookup.close()]);
}

/** With as many partitions and replicas as the cluster gives by default; nothing in it is ever too old, or too new. */
async function createTopic(kafka: Kafka, topic: string): Promise<void> {
  const admin = kafka.admin({ retry: { retries: 0 } });
  await admin.connect();
  try {
    const configEntries = [
      { name: 'retention.ms', value: '-1' },
      { name: 'cleanup.policy', value: 'delete' },
      // A broker refuses what claims to come from more than an hour ahead: a worker whose clock is wrong would publish nothing.
      { name: 'message.timestamp.type', value: 'LogAppendTime' },
    ];
    await admin.createTopics({ topics: [{ topic, configEntries }], waitForLeaders: false });
  } finally {
    await admin.disconnect();
  }
}

async function untilThere(lookup: TopicLookup, name: string): Promise<Topic> {
  for (const until = performance.now() + CREATED_MS; performance.now() < until; await delay(100)) {
    const found = await lookup.find();
    if (found !== null) return found;
  }
  throw new Error(`Topic ${name} was created and is not there.`);
}

async function requireSame(lookup: TopicLookup, topic: Topic): Promise<void> {
  const now = await lookup.find();
  if (now?.id === topic.id && now.partitions === topic.partitions) return;
  throw new TopicReplaced(
    now === null ? 'The topic was deleted.' : 'The topic was made anew or has other partitions.',
  );
}

async function send(
  producer: Producer,
  name: string,
  { partitions }: Topic,
  messages: readonly PublicMessage[],
): Promise<void> {
  const partitionOf = partitionsBy(name, partitions);
  const placed = messages.map((message) => ({ ...message, partition: partitionOf(message.key) }));
  const acks = await producer
    .send({ topic: name, acks: ALL_IN_SYNC, timeout: ACK_MS, messages: placed })
    .catch(tellTooLarge);
  // Its retry forgets the messages of a partition whose leader moved to a broker that had acknowledged others.
  const acknowledged = new Set(acks.filter(isAck).map(({ partition }) => partition));
  const missing = placed.filter(({ partition }) => !acknowledged.has(partition));
  if (missing.length > 0) throw new Error(`Kafka acknowledged all but ${missing.length} messages.`);
}

/** Murmur2 of the key, as Java's producer does it: the same stream is always in the same partition. */
function partitionsBy(topic: string, partitions: number): (key: string) => number {
  const choose = Partitioners.DefaultPartitioner();
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  return (key) => choose({ topic, partitionMetadata, message: { key, value: null } });
}

const isAck = ({ errorCode }: RecordMetadata) => errorCode === 0;

function tellTooLarge(error: unknown): never {
  if (!isTooLarge(error)) throw error;
  throw new MessageTooLarge('The topic does not take as much at once (its max.message.bytes).', {
    cause: error,
  });
}

const TOO_LARGE: ReadonlySet<unknown> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

function isTooLarge(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('type' in error && TOO_LARGE.has(error.type)) || isTooLarge(error.cause);
}
