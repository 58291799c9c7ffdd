// The only reader of the environment. A process calls loadConfig(process.env) once, first of all, and passes values on.
import { z } from 'zod';

const SEALING_KEY_BYTES = 32;

/** An unset variable and one set to nothing are the same: compose files and unit files write `NAME=` for "not set". */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const withDefault = <Schema extends z.ZodType>(schema: Schema, fallback: string) =>
  z.preprocess((value) => (value === undefined || value === '' ? fallback : value), schema);

const postgresUrl = z
  .string('is not set: give a postgres:// address')
  .refine((text) => isUrl(text, ['postgres:', 'postgresql:']), 'is not a postgres:// address');

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a port number (1 to 65535)')
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65_535, 'is not a port number (1 to 65535)');

const sealingKey = z
  .string('is not set: give 32 random bytes in base64')
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === SEALING_KEY_BYTES, 'is not 32 bytes in base64');

const hostAndPort = z.string().regex(/^[^\s/:]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/, 'is not host:port');

const brokers = z
  .string()
  .transform((list) => list.split(',').map((broker) => broker.trim()))
  .refine((list) => list.every((each) => hostAndPort.safeParse(each).success), 'is not host:port,host:port');

const SASL = ['KAFKA_SASL_MECHANISM', 'KAFKA_USERNAME', 'KAFKA_PASSWORD'] as const;

const variables = z.object({
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: optional(postgresUrl),
  DATA_KEY: sealingKey,
  TEMPORAL_ADDRESS: withDefault(hostAndPort, '127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: withDefault(z.string(), 'default'),
  TEMPORAL_UI_URL: optional(
    z.string().refine((text) => isUrl(text, ['http:', 'https:']), 'is not an http:// address'),
  ),
  HOST: withDefault(z.string(), '127.0.0.1'),
  PORT: withDefault(port, '8080'),
  SMTP_URL: optional(
    z.string().refine((text) => isUrl(text, ['smtp:', 'smtps:']), 'is not an smtp:// address'),
  ),
  MAIL_FROM: withDefault(z.string(), 'don-doc@localhost'),
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
  LOG_LEVEL: withDefault(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'is not a log level'),
    'info',
  ),
  DONDOC_DATA_DIR: optional(z.string()),
});

const environment = variables.superRefine((read, context) => {
  const given = SASL.filter((name) => read[name] !== undefined);
  if (given.length === 0 || given.length === SASL.length) return;
  for (const name of SASL) {
    if (read[name] === undefined)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `is not set, but ${given.join(' and ')} is`,
      });
  }
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

/** What a process is told from outside. Optional fields are absent, never empty. */
export type Config = Readonly<{
  /** Connects as `dondoc_app`, which can append to the log and cannot change it. */
  databaseUrl: string;
  /** Connects as the owner: migrations and rebuilds only. */
  databaseOwnerUrl?: string;
  /** 32 bytes that seal free text before it is hashed into the log. */
  dataKey: Buffer;
  temporalAddress: string;
  temporalNamespace: string;
  temporalUiUrl?: string;
  host: string;
  port: number;
  smtpUrl?: string;
  mailFrom: string;
  /** Absent: the log is not published. */
  kafka?: KafkaConfig;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  dataDir?: string;
}>;

/** Names every variable that is wrong and why; never a value, because values are secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads and checks the environment.
 * @throws ConfigError with one line a variable that is missing or wrong.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(`The environment is not usable:\n${lines.join('\n')}`);
  }
  const read = parsed.data;
  return Object.freeze({
    databaseUrl: read.DATABASE_URL,
    ...(read.DATABASE_OWNER_URL === undefined ? {} : { databaseOwnerUrl: read.DATABASE_OWNER_URL }),
    dataKey: read.DATA_KEY,
    temporalAddress: read.TEMPORAL_ADDRESS,
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    ...(read.TEMPORAL_UI_URL === undefined ? {} : { temporalUiUrl: read.TEMPORAL_UI_URL }),
    host: read.HOST,
    port: read.PORT,
    ...(read.SMTP_URL === undefined ? {} : { smtpUrl: read.SMTP_URL }),
    mailFrom: read.MAIL_FROM,
    ...kafkaOf(read),
    logLevel: read.LOG_LEVEL,
    ...(read.DONDOC_DATA_DIR === undefined ? {} : { dataDir: read.DONDOC_DATA_DIR }),
  });
}

function kafkaOf(read: z.infer<typeof environment>): { kafka?: KafkaConfig } {
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

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
