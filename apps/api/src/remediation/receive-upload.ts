import {
  discard,
  receiveEvidence,
  type EvidenceIntake,
  type ReceivedFile,
} from '@dondoc/evidence/receive-evidence.ts';
import { ScannerUnavailableError } from '@dondoc/evidence/virus-scanner.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import busboy from 'busboy';
import type { Request } from 'express';
import { refuse } from '../http/problem.ts';

/** Files of one request: a plan's action is proved by a handful of documents. */
export const MAX_FILES = 20;

/**
 * Takes every file of a multipart body in as it streams, and checks it. All or none: when one is refused or the line breaks,
 * nothing is left of the others. The refusal names each file that is wrong by its place, `/files/2`.
 */
export async function receiveUpload(request: Request, intake: EvidenceIntake): Promise<ReceivedFile[]> {
  const arrivals: Promise<ReceivedFile>[] = [];
  try {
    await eachFile(request, intake.maxBytes, (name, content) => {
      const arrival = receiveEvidence(intake, { name, content });
      arrival.catch(() => content.resume());
      arrivals.push(arrival);
    });
  } catch (error) {
    await discardAll(arrivals);
    throw error;
  }
  const outcomes = await Promise.allSettled(arrivals);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed === undefined && arrivals.length > 0) return Promise.all(arrivals);
  await discardAll(arrivals);
  if (failed === undefined) {
    throw refuse(400, 'invalid-request', 'Send at least one file in the field `file`.', {
      errors: [{ path: '/files', rule: 'required', message: 'must hold at least one file' }],
    });
  }
  throw refusalOf(outcomes);
}

/** Resolves when the body is read to its end. A request that breaks off rejects, and with it every file still on its way. */
function eachFile(
  request: Request,
  maxBytes: number,
  onFile: (name: string, content: import('node:stream').Readable) => void,
): Promise<void> {
  const parser = busboy({
    headers: request.headers,
    defParamCharset: 'utf8',
    // One byte more than is taken: a file that is cut at the limit must not look whole.
    limits: { files: MAX_FILES, fileSize: maxBytes + 1, fields: 0, parts: MAX_FILES + 1 },
  });
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      request.unpipe(parser);
      // What is still sent is read and dropped: a client that cannot finish its request never reads the answer.
      request.resume();
      parser.destroy();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    parser.on('file', (_field, content, { filename }) => onFile(filename ?? '', content));
    parser.on('filesLimit', () =>
      fail(refuse(413, 'too-many-files', `Send at most ${MAX_FILES} files at a time.`)),
    );
    parser.on('fieldsLimit', () =>
      fail(
        refuse(400, 'invalid-request', 'Send files only; what else there is to say goes into the address.'),
      ),
    );
    parser.on('error', () =>
      fail(refuse(400, 'malformed-request', 'The upload could not be read to its end.')),
    );
    parser.on('close', resolve);
    request.on('aborted', () => fail(refuse(400, 'malformed-request', 'The upload was cut off.')));
    request.pipe(parser);
  });
}

async function discardAll(arrivals: readonly Promise<ReceivedFile>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(arrivals)) {
    if (outcome.status === 'fulfilled') await discard(outcome.value);
  }
}

/** A fault as it is; refusals of several files as one that names each. */
function refusalOf(outcomes: readonly PromiseSettledResult<ReceivedFile>[]): Error {
  const reasons = outcomes.map((outcome) =>
    outcome.status === 'rejected' ? (outcome.reason as unknown) : null,
  );
  const unavailable = reasons.find((reason) => reason instanceof ScannerUnavailableError);
  if (unavailable) return refuse(503, unavailable.code, unavailable.message, { retryAfterSeconds: 30 });
  const refused = reasons.filter((reason) => reason instanceof DomainError);
  const [first] = refused;
  const fault = reasons.find((reason) => reason !== null && !(reason instanceof DomainError));
  if (fault instanceof Error || first === undefined) return fault as Error;
  const errors = reasons.flatMap((reason, index) =>
    reason instanceof DomainError
      ? [{ path: `/files/${index}`, rule: reason.code, message: reason.message }]
      : [],
  );
  return new DomainError(first.code, first.message, { ...first.details, errors });
}
