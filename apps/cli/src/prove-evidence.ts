import { isNativeError } from 'node:util/types';
import { verifyEvidence, type EvidenceReport, type NamedEvidence } from '@dondoc/evidence/verify-evidence.ts';
import type { Api } from './api.ts';
import { CliError } from './cli-error.ts';
import { proveLog } from './prove-log.ts';
import { assignmentPath, segment } from './steps.ts';

/** A file of evidence, and the first action it was attached to. */
type Attached = NamedEvidence & {
  campaignId: string;
  unitId: string;
  actionId: string;
};
export type EvidenceProof = EvidenceReport<Attached> & {
  kind: 'evidence-report/1';
  head: number;
  headHash: string;
};

/**
 * Which files the log names is proved first, from the stored bytes; then each is downloaded and hashed here. Reading takes an
 * administrator or an auditor. Throws CliError when the log itself is broken.
 */
export async function proveEvidence(api: Api, onProgress: (said: string) => void): Promise<EvidenceProof> {
  const named: Attached[] = [];
  const log = await proveLog(
    api,
    (events, of) => onProgress(`${events} of ${of} events`),
    ({ position, envelope }) => {
      if (!envelope.includes('EvidenceAttached')) return;
      const { type, data } = JSON.parse(envelope) as {
        type: string;
        data: Omit<Attached, 'position'>;
      };
      if (type !== 'EvidenceAttached') return;
      const { campaignId, unitId, actionId, sha256, size } = data;
      named.push({ position, sha256, size, campaignId, unitId, actionId });
    },
  );
  if (!log.ok) {
    throw new CliError(
      1,
      'The log is broken, so it proves no evidence. Look at it first: dondoc log verify',
      {
        kind: 'log-report/1',
        ...log,
      },
    );
  }
  const report = await verifyEvidence(
    named,
    async ({ campaignId, unitId, actionId, sha256 }) => {
      const path = `${assignmentPath(campaignId, unitId)}/actions/${segment(actionId)}/evidence/${sha256}`;
      const content = await api.content(path);
      return content === null ? null : untilItBreaks(content);
    },
    (files, of) => onProgress(`${files} of ${of} files`),
  );
  return {
    kind: 'evidence-report/1',
    ...report,
    head: log.head,
    headHash: log.headHash,
  };
}

/** A file shorter than the log says breaks off its download. What came then has another hash, and that is to be told. */
async function* untilItBreaks(content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* content;
  } catch (error) {
    if (!isNativeError(error) || error.name !== 'TypeError') throw error;
  }
}
