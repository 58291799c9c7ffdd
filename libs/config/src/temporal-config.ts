import { z } from 'zod';
import { allOrNone, hostAndPort, optional, parse, withDefault } from './variable-kinds.ts';

export const temporalVariables = z.object({
  TEMPORAL_ADDRESS: withDefault(hostAndPort, '127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: withDefault(z.string(), 'default'),
  TEMPORAL_DEPLOYMENT_NAME: optional(z.string().regex(/^[^.]+$/, 'has a dot, which Temporal refuses')),
  TEMPORAL_WORKER_BUILD_ID: optional(z.string()),
});

/** With one of them a worker would run unversioned although somebody meant it not to. */
export const TEMPORAL_VERSION = ['TEMPORAL_DEPLOYMENT_NAME', 'TEMPORAL_WORKER_BUILD_ID'] as const;

export type TemporalConfig = Readonly<{
  temporalAddress: string;
  temporalNamespace: string;
  /** Which version of the worker's code this process is, for Temporal's worker versioning; absent: unversioned. */
  temporalDeployment?: Readonly<{ name: string; buildId: string }>;
}>;

/** What a process needs that speaks with Temporal only. @throws ConfigError */
export function loadTemporalConfig(env: Readonly<Record<string, string | undefined>>): TemporalConfig {
  const schema = temporalVariables.superRefine(allOrNone(TEMPORAL_VERSION));
  return Object.freeze(temporalConfig(parse(schema, env)));
}

export function temporalConfig(read: z.infer<typeof temporalVariables>): TemporalConfig {
  const { TEMPORAL_DEPLOYMENT_NAME: name, TEMPORAL_WORKER_BUILD_ID: buildId } = read;
  return {
    temporalAddress: read.TEMPORAL_ADDRESS,
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    ...(name === undefined || buildId === undefined ? {} : { temporalDeployment: { name, buildId } }),
  };
}
