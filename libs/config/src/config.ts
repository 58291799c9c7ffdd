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

const environment = z.object({
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
  LOG_LEVEL: withDefault(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'is not a log level'),
    'info',
  ),
  DONDOC_DATA_DIR: optional(z.string()),
  EVIDENCE_DIR: optional(z.string()),
  EVIDENCE_MAX_MB: withDefault(
    z
      .string()
      .regex(/^\d{1,4}$/, 'is not a number of MiB (1 to 1024)')
      .transform(Number)
      .refine((number) => number >= 1 && number <= 1_024, 'is not a number of MiB (1 to 1024)'),
    '50',
  ),
  CLAMD_ADDRESS: optional(hostAndPort),
});

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
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  dataDir?: string;
  /** Where evidence is kept; absent: uploads are refused. */
  evidenceDir?: string;
  /** Of one file. */
  evidenceMaxBytes: number;
  /** A clamd that looks at every upload; absent: nobody does. */
  clamdAddress?: { host: string; port: number };
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
    logLevel: read.LOG_LEVEL,
    ...(read.DONDOC_DATA_DIR === undefined ? {} : { dataDir: read.DONDOC_DATA_DIR }),
    ...evidenceDirOf(read.EVIDENCE_DIR, read.DONDOC_DATA_DIR),
    evidenceMaxBytes: read.EVIDENCE_MAX_MB * 1_048_576,
    ...(read.CLAMD_ADDRESS === undefined ? {} : { clamdAddress: addressOf(read.CLAMD_ADDRESS) }),
  });
}

/** By default beside the rest of an installation's data. */
function evidenceDirOf(
  evidenceDir: string | undefined,
  dataDir: string | undefined,
): { evidenceDir?: string } {
  if (evidenceDir !== undefined) return { evidenceDir };
  return dataDir === undefined ? {} : { evidenceDir: `${dataDir}/evidence` };
}

function addressOf(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
