import { z } from 'zod';
import { hostAndPort, optional, withDefault } from './variable-kinds.ts';

const MIB = 1_048_576;

/** Set together or not at all; the region has a default. */
export const EVIDENCE_BUCKET = [
  'EVIDENCE_S3_URL',
  'EVIDENCE_S3_ACCESS_KEY_ID',
  'EVIDENCE_S3_SECRET_ACCESS_KEY',
] as const;

export const evidenceVariables = z.object({
  EVIDENCE_DIR: optional(z.string()),
  EVIDENCE_S3_URL: optional(
    z.string().refine(isBucketUrl, 'is not the http(s):// address of a bucket, without login and query'),
  ),
  EVIDENCE_S3_REGION: withDefault(z.string(), 'us-east-1'),
  EVIDENCE_S3_ACCESS_KEY_ID: optional(z.string()),
  EVIDENCE_S3_SECRET_ACCESS_KEY: optional(z.string()),
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
  /** Where evidence is kept; absent: uploads are refused. With a bucket: where uploads wait until they are in it. */
  evidenceDir?: string;
  /** The bucket that evidence is kept in instead, shared by any number of api processes. */
  evidenceBucket?: Readonly<{ url: string; region: string; accessKeyId: string; secretAccessKey: string }>;
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
    ...evidenceBucket(read),
    evidenceMaxBytes: read.EVIDENCE_MAX_MB * MIB,
    ...(read.CLAMD_ADDRESS === undefined ? {} : { clamdAddress: addressOf(read.CLAMD_ADDRESS) }),
  };
}

function evidenceBucket(read: z.infer<typeof evidenceVariables>): Pick<EvidenceConfig, 'evidenceBucket'> {
  const url = read.EVIDENCE_S3_URL;
  const accessKeyId = read.EVIDENCE_S3_ACCESS_KEY_ID;
  const secretAccessKey = read.EVIDENCE_S3_SECRET_ACCESS_KEY;
  if (url === undefined || accessKeyId === undefined || secretAccessKey === undefined) return {};
  return { evidenceBucket: { url, region: read.EVIDENCE_S3_REGION, accessKeyId, secretAccessKey } };
}

function isBucketUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && search === '' && hash === '';
}

function addressOf(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}
