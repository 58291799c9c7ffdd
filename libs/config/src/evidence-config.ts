import { z } from 'zod';
import { hostAndPort, optional, withDefault } from './variable-kinds.ts';

const MIB = 1_048_576;

export const evidenceVariables = z.object({
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

export type EvidenceConfig = Readonly<{
  /** Where evidence is kept; absent: uploads are refused. */
  evidenceDir?: string;
  /** Of one file. */
  evidenceMaxBytes: number;
  /** A clamd that looks at every upload; absent: nobody does. */
  clamdAddress?: { host: string; port: number };
}>;

/** By default evidence stands beside the rest of an installation's data. */
export function evidenceConfig(
  read: z.infer<typeof evidenceVariables>,
  dataDir: string | undefined,
): EvidenceConfig {
  const dir = read.EVIDENCE_DIR ?? (dataDir === undefined ? undefined : `${dataDir}/evidence`);
  return {
    ...(dir === undefined ? {} : { evidenceDir: dir }),
    evidenceMaxBytes: read.EVIDENCE_MAX_MB * MIB,
    ...(read.CLAMD_ADDRESS === undefined ? {} : { clamdAddress: addressOf(read.CLAMD_ADDRESS) }),
  };
}

function addressOf(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}
