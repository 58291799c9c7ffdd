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

const temporalVariables = z.object({
  TEMPORAL_ADDRESS: withDefault(hostAndPort, '127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: withDefault(z.string(), 'default'),
  TEMPORAL_DEPLOYMENT_NAME: optional(z.string().regex(/^[^.]+$/, 'has a dot, which Temporal refuses')),
  TEMPORAL_WORKER_BUILD_ID: optional(z.string()),
});

/** A version has both parts: with one of them a worker would run unversioned although somebody meant it not to. */
function bothParts(read: z.infer<typeof temporalVariables>, check: z.RefinementCtx): void {
  const parts = ['TEMPORAL_DEPLOYMENT_NAME', 'TEMPORAL_WORKER_BUILD_ID'] as const;
  const missing = parts.filter((part) => read[part] === undefined);
  if (missing.length !== 1) return;
  const [given] = parts.filter((part) => read[part] !== undefined);
  check.addIssue({
    code: 'custom',
    path: missing,
    message: `is not set, but ${given} is: set both or neither`,
  });
}

const variables = z.object({
  ...temporalVariables.shape,
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

const environment = variables.superRefine(bothParts);

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
  /** Which version of the worker's code this process is, for Temporal's worker versioning; absent: unversioned. */
  temporalDeployment?: Readonly<{ name: string; buildId: string }>;
  temporalUiUrl?: string;
  host: string;
  port: number;
  smtpUrl?: string;
  mailFrom: string;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Where `/metrics` and the health of this process are served, beside the public API; without a port they are not. */
  metricsHost: string;
  metricsPort?: number;
  /** A collector that takes OTLP over HTTP; without it nothing is traced. */
  otlpEndpoint?: string;
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
    logLevel: read.LOG_LEVEL,
    metricsHost: read.METRICS_HOST,
    ...(read.METRICS_PORT === undefined ? {} : { metricsPort: read.METRICS_PORT }),
    ...(read.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? {}
      : { otlpEndpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT }),
    ...(read.DONDOC_DATA_DIR === undefined ? {} : { dataDir: read.DONDOC_DATA_DIR }),
  });
}

/** What a process needs that speaks with Temporal only. @throws ConfigError */
export function loadTemporalConfig(
  env: Readonly<Record<string, string | undefined>>,
): Pick<Config, 'temporalAddress' | 'temporalNamespace' | 'temporalDeployment'> {
  return Object.freeze(temporalConfig(parse(temporalVariables.superRefine(bothParts), env)));
}

function temporalConfig(read: z.infer<typeof temporalVariables>) {
  const { TEMPORAL_DEPLOYMENT_NAME: name, TEMPORAL_WORKER_BUILD_ID: buildId } = read;
  return {
    temporalAddress: read.TEMPORAL_ADDRESS,
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    ...(name === undefined || buildId === undefined ? {} : { temporalDeployment: { name, buildId } }),
  };
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
  throw new ConfigError(`The environment is not usable:\n${lines.join('\n')}`);
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
