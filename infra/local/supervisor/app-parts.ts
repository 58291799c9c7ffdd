// The product's own two processes, run from their TypeScript sources.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { DataDirectory } from './data-directory.ts';
import type { PartSpec } from './part.ts';

type Environment = Readonly<Record<string, string>>;
type Say = (detail: string) => void;
export type AppPart = Readonly<{ spec: PartSpec; ready(say: Say): Promise<void> }>;

/** Ready when it answers that everything it needs answers. */
export function apiPart(root: string, data: DataDirectory, environment: Environment): AppPart {
  const { DATABASE_OWNER_URL: _ownerOnly, ...own } = environment;
  return {
    spec: appSpec('api', root, data, own),
    ready: (say) => untilReady(`http://127.0.0.1:${environment['PORT']}/health/ready`, say),
  };
}

export function workerPart(root: string, data: DataDirectory, environment: Environment): AppPart {
  const { DATABASE_OWNER_URL: _ownerOnly, ...own } = environment;
  const spec = appSpec('worker', root, data, own);
  const before = sizeOf(spec.logFile);
  return { spec, ready: () => untilSaid(spec.logFile, before, 'worker ready') };
}

function appSpec(
  name: 'api' | 'worker',
  root: string,
  data: DataDirectory,
  environment: Environment,
): PartSpec {
  return {
    name,
    command: process.execPath,
    args: ['--import', '@oxc-node/core/register', join(root, 'apps', name, 'src', 'main.ts')],
    env: {
      ...inherited(),
      ...environment,
      DONDOC_SUPERVISED: '1',
      NODE_ENV: 'production',
    },
    cwd: root,
    logFile: data.at('logs', `${name}.log`),
    user: null,
    gentle: 'SIGTERM',
    patience: 4_000,
    watchesStdin: true,
  };
}

/** What a person may set for the product; the rest of the environment is none of its business. */
function inherited(): Record<string, string | undefined> {
  const names = [
    'PATH',
    'HOME',
    'TMPDIR',
    'LANG',
    'LOG_LEVEL',
    'SMTP_URL',
    'MAIL_FROM',
    'NOTICE_QUIET_HOURS',
    'NOTICE_QUIET_DAYS_OFF',
    'NOTICE_URGENT_ALWAYS',
    'NOTICE_DIGEST_AT',
    'PUBLIC_URL',
    'WEBHOOK_TRUSTED_HOSTS',
    'TEMPORAL_NAMESPACE',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_EXPORTER_OTLP_HEADERS',
    'OTEL_TRACES_SAMPLER',
    'OTEL_TRACES_SAMPLER_ARG',
    'KAFKA_BROKERS',
    'KAFKA_TOPIC',
    'KAFKA_TLS',
    'KAFKA_CA_FILE',
    'KAFKA_SASL_MECHANISM',
    'KAFKA_USERNAME',
    'KAFKA_PASSWORD',
  ];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** The worker answers no requests, so it says in its log that it polls. */
async function untilSaid(logFile: string, from: number, words: string): Promise<void> {
  for (;;) {
    const size = sizeOf(logFile);
    const text =
      size === 0
        ? ''
        : readFileSync(logFile)
            .subarray(size < from ? 0 : from)
            .toString('utf8');
    if (text.includes(words)) return;
    await pause(100);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

async function untilReady(address: string, say: Say): Promise<void> {
  for (;;) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok) return;
    if (answer !== null) say(`not ready: ${await failedChecks(answer)}`);
    await pause(100);
  }
}

async function failedChecks(answer: Response): Promise<string> {
  try {
    const { checks } = (await answer.json()) as { checks: { name: string; ok: boolean; detail: string }[] };
    return checks.flatMap(({ name, ok, detail }) => (ok ? [] : [`${name} ${detail}`])).join('; ');
  } catch {
    return `it answers ${answer.status}`;
  }
}
