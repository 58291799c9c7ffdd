// The only reader of the environment. A process calls loadConfig(process.env) once, first of all, and passes values on.
import { z } from 'zod';
import { noticeConfig, noticeVariables, type NoticeConfig } from './notice-config.ts';
import {
  EVIDENCE_BUCKET,
  evidenceConfig,
  evidenceVariables,
  type EvidenceConfig,
} from './evidence-config.ts';
import { KAFKA_LOGIN, kafkaConfig, kafkaVariables, type KafkaConfig } from './kafka-config.ts';
import {
  TEMPORAL_VERSION,
  temporalConfig,
  temporalVariables,
  type TemporalConfig,
} from './temporal-config.ts';
import { allOrNone, optional, parse, withDefault } from './variable-kinds.ts';

const SEALING_KEY_BYTES = 32;

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

const variables = z.object({
  ...temporalVariables.shape,
  ...kafkaVariables.shape,
  ...evidenceVariables.shape,
  ...noticeVariables.shape,
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: optional(postgresUrl),
  DATA_KEY: sealingKey,
  TEMPORAL_UI_URL: optional(
    z.string().refine((text) => isUrl(text, ['http:', 'https:']), 'is not an http:// address'),
  ),
  HOST: withDefault(z.string(), '127.0.0.1'),
  PORT: withDefault(port, '8080'),
  SMTP_URL: optional(
    z.string().refine((text) => isUrl(text, ['smtp:', 'smtps:']), 'is not an smtp:// address'),
  ),
  MAIL_FROM: withDefault(z.string(), 'don-doc@localhost'),
  LOG_LEVEL: withDefault(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'is not a log level'),
    'info',
  ),
  METRICS_HOST: withDefault(z.string(), '127.0.0.1'),
  METRICS_PORT: optional(port),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    z.string().refine((text) => isUrl(text, ['http:', 'https:']), 'is not an http:// address'),
  ),
  DONDOC_DATA_DIR: optional(z.string()),
});

const environment = variables
  .superRefine(allOrNone(TEMPORAL_VERSION))
  .superRefine(allOrNone(KAFKA_LOGIN))
  .superRefine(allOrNone(EVIDENCE_BUCKET));

/** What a process is told from outside. Optional fields are absent, never empty. */
export type Config = TemporalConfig &
  NoticeConfig &
  EvidenceConfig &
  Readonly<{
    /** Connects as `dondoc_app`, which can append to the log and cannot change it. */
    databaseUrl: string;
    /** Connects as the owner: migrations and rebuilds only. */
    databaseOwnerUrl?: string;
    /** 32 bytes that seal free text before it is hashed into the log. */
    dataKey: Buffer;
    temporalUiUrl?: string;
    host: string;
    port: number;
    smtpUrl?: string;
    mailFrom: string;
    /** Absent: the log is not published. */
    kafka?: KafkaConfig;
    logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
    /** Where `/metrics` and the health of this process are served, beside the public API; without a port they are not. */
    metricsHost: string;
    metricsPort?: number;
    /** A collector that takes OTLP over HTTP; without it nothing is traced. */
    otlpEndpoint?: string;
    dataDir?: string;
  }>;

/**
 * Reads and checks the environment.
 * @throws ConfigError with one line a variable that is missing or wrong.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = parse(environment, env);
  return Object.freeze({
    databaseUrl: read.DATABASE_URL,
    ...(read.DATABASE_OWNER_URL === undefined ? {} : { databaseOwnerUrl: read.DATABASE_OWNER_URL }),
    dataKey: read.DATA_KEY,
    ...temporalConfig(read),
    ...(read.TEMPORAL_UI_URL === undefined ? {} : { temporalUiUrl: read.TEMPORAL_UI_URL }),
    host: read.HOST,
    port: read.PORT,
    ...(read.SMTP_URL === undefined ? {} : { smtpUrl: read.SMTP_URL }),
    mailFrom: read.MAIL_FROM,
    ...kafkaConfig(read),
    logLevel: read.LOG_LEVEL,
    metricsHost: read.METRICS_HOST,
    ...(read.METRICS_PORT === undefined ? {} : { metricsPort: read.METRICS_PORT }),
    ...(read.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? {}
      : { otlpEndpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT }),
    ...(read.DONDOC_DATA_DIR === undefined ? {} : { dataDir: read.DONDOC_DATA_DIR }),
    ...noticeConfig(read),
    ...evidenceConfig(read, read.DONDOC_DATA_DIR),
  });
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
