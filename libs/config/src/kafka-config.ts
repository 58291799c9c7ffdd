import { z } from 'zod';
import { hostAndPort, optional, withDefault } from './variable-kinds.ts';

const brokers = z
  .string()
  .transform((list) => list.split(',').map((broker) => broker.trim()))
  .refine((list) => list.every((each) => hostAndPort.safeParse(each).success), 'is not host:port,host:port');

export const KAFKA_LOGIN = ['KAFKA_SASL_MECHANISM', 'KAFKA_USERNAME', 'KAFKA_PASSWORD'] as const;

export const kafkaVariables = z.object({
  KAFKA_BROKERS: optional(brokers),
  KAFKA_TOPIC: withDefault(
    z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,249}$/, 'is not a topic name (letters, digits, ".", "_", "-"; at most 249)'),
    'dondoc.events.v1',
  ),
  KAFKA_TLS: withDefault(z.enum(['true', 'false'], 'is not true or false'), 'false'),
  KAFKA_CA_FILE: optional(z.string()),
  KAFKA_SASL_MECHANISM: optional(
    z.enum(['plain', 'scram-sha-256', 'scram-sha-512'], 'is not plain, scram-sha-256 or scram-sha-512'),
  ),
  KAFKA_USERNAME: optional(z.string()),
  KAFKA_PASSWORD: optional(z.string()),
});

/** How to reach a Kafka cluster, and the one topic the log is published to. */
export type KafkaConfig = Readonly<{
  brokers: readonly string[];
  topic: string;
  tls: boolean;
  /** PEM file of the authorities to trust instead of the system's. */
  caFile?: string;
  sasl?: Readonly<{
    mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    username: string;
    password: string;
  }>;
}>;

/** Nothing when no brokers are named. */
export function kafkaConfig(read: z.infer<typeof kafkaVariables>): { kafka?: KafkaConfig } {
  const { KAFKA_BROKERS, KAFKA_TOPIC, KAFKA_TLS, KAFKA_CA_FILE } = read;
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = read;
  if (KAFKA_BROKERS === undefined) return {};
  const hasLogin = mechanism !== undefined && username !== undefined && password !== undefined;
  return {
    kafka: {
      brokers: KAFKA_BROKERS,
      topic: KAFKA_TOPIC,
      tls: KAFKA_TLS === 'true' || KAFKA_CA_FILE !== undefined,
      ...(KAFKA_CA_FILE === undefined ? {} : { caFile: KAFKA_CA_FILE }),
      ...(hasLogin && { sasl: { mechanism, username, password } }),
    },
  };
}
