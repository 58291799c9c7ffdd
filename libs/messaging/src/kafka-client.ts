import { readFileSync } from 'node:fs';
import type { KafkaConfig } from '@dondoc/config/kafka-config.ts';
import { Kafka, logLevel } from 'kafkajs';

const CONNECT_MS = 3_000;
const REQUEST_MS = 10_000;

/** kafkajs logs and retries nothing by itself: whoever calls is told, and knows how to go on. */
export function createKafka({ brokers, tls, caFile, sasl }: KafkaConfig): Kafka {
  return new Kafka({
    clientId: 'dondoc',
    brokers: [...brokers],
    ssl: tls && (caFile === undefined ? true : { ca: [readFileSync(caFile, 'utf8')] }),
    ...(sasl && { sasl: sasl as { mechanism: 'plain'; username: string; password: string } }),
    connectionTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
}
