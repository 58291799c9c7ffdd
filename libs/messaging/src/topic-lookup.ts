// kafkajs 2.2.4, the last of its line, asks for metadata in a version that has no topic ids. The one request that has them
// is made here over its own connections (its addresses, TLS and login), which it keeps private; see ADR 0015.
import { createRequire } from 'node:module';
import type { Kafka } from 'kafkajs';
import type { Topic } from './event-publisher.ts';

const required = createRequire(import.meta.url);

type Request = {
  request: { apiKey: number; apiVersion: number; apiName: string; encode(): Promise<object> };
  response: { decode(bytes: Buffer): Promise<object>; parse(decoded: object): Promise<object> };
};
type Cluster = {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  refreshMetadata(): Promise<void>;
  findControllerBroker(): Promise<{ connectionPool: { send(request: Request): Promise<object> } }>;
};
type Encoder = { writeBuffer(bytes: Buffer): Encoder };

const { NONE, UNKNOWN_TOPIC_OR_PARTITION } = { NONE: 0, UNKNOWN_TOPIC_OR_PARTITION: 3 };

/** Metadata, version 12 (KIP-516): Kafka 2.8 and newer. */
const METADATA = { apiKey: 3, apiVersion: 12, apiName: 'Metadata' };

export type TopicLookup = {
  /** null: there is no such topic. */
  find(): Promise<Topic | null>;
  close(): Promise<void>;
};

export function openTopicLookup(kafka: Kafka, topic: string): TopicLookup {
  const cluster = clusterOf(kafka);
  return {
    async find() {
      await cluster.connect();
      const broker = await cluster.findControllerBroker().catch(async () => {
        await cluster.refreshMetadata();
        return cluster.findControllerBroker();
      });
      const answer = await broker.connectionPool.send({
        request: { ...METADATA, encode: () => Promise.resolve(encoder(requestFor(topic))) },
        response: {
          decode: (bytes) => Promise.resolve(decodeAnswer(bytes)),
          parse: (decoded) => Promise.resolve(decoded),
        },
      });
      const { errorCode, ...found } = answer as ReturnType<typeof decodeAnswer>;
      if (errorCode === UNKNOWN_TOPIC_OR_PARTITION) return null;
      if (errorCode !== NONE)
        throw new Error(`Kafka answers error ${errorCode} when asked for topic ${topic}.`);
      return found;
    },
    close: () => cluster.disconnect(),
  };
}

function clusterOf(kafka: Kafka): Cluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  if (symbol === undefined) throw new Error('This is not kafkajs 2.2.4.');
  const create = (kafka as unknown as Record<symbol, (options: object) => Cluster>)[symbol];
  if (create === undefined) throw new Error('This is not kafkajs 2.2.4.');
  return create({ allowAutoTopicCreation: false, metadataMaxAge: 0 });
}

function encoder(bytes: Buffer): Encoder {
  const KafkaEncoder = required('kafkajs/src/protocol/encoder') as new () => Encoder;
  return new KafkaEncoder().writeBuffer(bytes);
}

/** A topic's name has at most 249 bytes, so its compact length takes two bytes at most. */
export function requestFor(topic: string): Buffer {
  const name = Buffer.from(topic, 'ascii');
  const noTags = 0;
  return Buffer.concat([
    Buffer.from([noTags]), // of the header
    Buffer.from([2]), // one topic
    Buffer.alloc(16), // asked for by name, not by id
    unsignedVarInt(name.length + 1),
    name,
    Buffer.from([noTags]),
    Buffer.from([0, 0, noTags]), // create nothing, tell no authorisations
  ]);
}

function unsignedVarInt(value: number): Buffer {
  return value < 0x80 ? Buffer.from([value]) : Buffer.from([(value & 0x7f) | 0x80, value >> 7]);
}

/** Reads as far as the number of partitions of the one topic asked for. */
export function decodeAnswer(bytes: Buffer): { errorCode: number; id: string; partitions: number } {
  let at = 0;
  const skip = (count: number) => {
    at += count;
  };
  const varInt = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes.readUInt8(at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const skipText = () => skip(Math.max(0, varInt() - 1));
  const skipTags = () => {
    for (let left = varInt(); left > 0; left -= 1) {
      varInt();
      skip(varInt());
    }
  };
  skipTags(); // of the header
  skip(4); // throttle time
  for (let brokers = varInt() - 1; brokers > 0; brokers -= 1) {
    skip(4); // its number
    skipText();
    skip(4); // its port
    skipText();
    skipTags();
  }
  skipText(); // id of the cluster
  skip(4); // controller
  if (varInt() !== 2) throw new Error('Kafka was asked for one topic and told of another number.');
  const errorCode = bytes.readInt16BE(at);
  skip(2);
  skipText();
  const id = bytes.subarray(at, at + 16).toString('base64url');
  skip(16 + 1); // and whether it is internal
  return { errorCode, id, partitions: varInt() - 1 };
}
