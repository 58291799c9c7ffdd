import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as pause } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import { AwsClient } from 'aws4fetch';
import { SHA256_NAME, type EvidenceStore } from './evidence-store.ts';
import { StoreUnavailableError } from './store-unavailable-error.ts';

/** Of one bucket: `url` is `https://host/bucket` or `https://bucket.host`, with a folder behind it if there is one. */
export type S3Access = Readonly<{
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}>;

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;

/**
 * Evidence in a bucket that speaks S3 (AWS, MinIO, Ceph, SeaweedFS …), each file under its SHA-256. The request is signed over
 * that same hash, so the store itself refuses bytes that are other than their name. A store that is busy or away for a moment is
 * asked again. Throws StoreUnavailableError.
 */
export function s3EvidenceStore({ url, region, accessKeyId, secretAccessKey }: S3Access): EvidenceStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });
  const urlOf = (sha256: string) => {
    if (!SHA256_NAME.test(sha256))
      throw new TypeError('A file of the evidence store is named by its SHA-256.');
    return `${url.replace(/\/+$/, '')}/${sha256}`;
  };

  /** The answer, unless it asks for another try. `body` is opened anew for each. */
  async function ask(
    method: 'GET' | 'PUT',
    name: string,
    more: { headers?: Readonly<Record<string, string>>; body?: () => Readable },
  ) {
    let failure: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
      const { headers } = await client.sign(name, { method, headers: more.headers ?? {} });
      const body = more.body?.();
      try {
        const sent: RequestInit =
          body === undefined ? {} : { body: Readable.toWeb(body) as RequestBody, duplex: 'half' };
        const response = await fetch(name, { method, headers, redirect: 'error', ...sent });
        if (!isPassing(response.status)) return response;
        failure = await faultOf(response);
      } catch (error) {
        failure = error;
      } finally {
        if (body !== undefined && !body.destroyed) body.destroy();
      }
    }
    throw new StoreUnavailableError(reasonOf(failure), { cause: failure });
  }

  return {
    async keep({ path, sha256, size }) {
      const response = await ask('PUT', urlOf(sha256), {
        headers: {
          'content-length': String(size),
          'x-amz-content-sha256': sha256,
          'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
          // What is there stays; a store that does not know the condition writes the same bytes again.
          'if-none-match': '*',
        },
        body: () => createReadStream(path),
      });
      if (!response.ok && response.status !== 412) throw await refusedBy(response);
      await response.body?.cancel();
      await rm(path, { force: true });
    },

    async open(sha256) {
      const response = await ask('GET', urlOf(sha256), {});
      if (response.ok && response.body !== null) return Readable.fromWeb(response.body as ReadableStream);
      const fault = await faultOf(response);
      // A bucket that is not there answers with the same status: that is no missing file.
      if (response.status === 404 && fault.s3Code !== 'NoSuchBucket') return null;
      throw new StoreUnavailableError(fault.message, { cause: fault });
    },
  };
}

type RequestBody = NonNullable<RequestInit['body']>;

/** Busy, or two uploads of the same file at once: the next try decides. */
const isPassing = (status: number) => status >= 500 || status === 429 || status === 409;

type S3Fault = Error & { s3Code: string | null };

async function faultOf(response: Response): Promise<S3Fault> {
  const text = await response.text();
  const s3Code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1] ?? null;
  return Object.assign(new Error(`S3 answered ${response.status}${s3Code === null ? '' : ` ${s3Code}`}`), {
    s3Code,
  });
}

async function refusedBy(response: Response): Promise<StoreUnavailableError> {
  const fault = await faultOf(response);
  return new StoreUnavailableError(fault.message, { cause: fault });
}

function reasonOf(failure: unknown): string {
  if (!isNativeError(failure)) return String(failure);
  return isNativeError(failure.cause) ? failure.cause.message || String(failure.cause) : failure.message;
}
