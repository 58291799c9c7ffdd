import { hash } from 'node:crypto';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import canonicalize from 'canonicalize';

/** One entry of a tlog tile is at most this long (C2SP tlog-tiles), and so is one event. */
const MAX_BYTES = 65_535;

/** What is stored, hashed and shown to auditors. The keys stand in the order of RFC 8785. */
export type Envelope = {
  at: string;
  by: { id: string; role: string; unitId?: string; onBehalfOf?: string };
  /** The command that caused it. */
  cause?: string;
  corr: string;
  data: object;
  id: string;
  /** Leaf hash (hex) of the stream's previous event, '' for its first. */
  prev: string;
  sid: string;
  /** Version of the stream. */
  sv: number;
  type: string;
  /** Version of the event's shape. */
  v: number;
};

/**
 * RFC 8785 text of the envelope. Throws DomainError 'not-canonical' (a number that is no safe integer, half of a surrogate
 * pair, U+0000, anything that is not JSON) or 'event-too-large' (over 65,535 bytes); both name the place.
 */
export function canonicalEnvelope(envelope: Envelope): string {
  const text = canonicalText({
    at: envelope.at,
    by: envelope.by,
    ...(envelope.cause === undefined ? {} : { cause: envelope.cause }),
    corr: envelope.corr,
    data: envelope.data,
    id: envelope.id,
    prev: envelope.prev,
    sid: envelope.sid,
    sv: envelope.sv,
    type: envelope.type,
    v: envelope.v,
  });
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    throw new DomainError(
      'event-too-large',
      `The event ${envelope.type} is ${bytes} bytes long; the log takes ${MAX_BYTES}. Shorten its texts.`,
      { type: envelope.type, bytes, limit: MAX_BYTES },
    );
  }
  return text;
}

/** RFC 8785, for what an event may hold. Throws DomainError 'not-canonical'. */
export function canonicalText(value: unknown): string {
  // Most values come with their keys in order already; then JSON.stringify writes the very same bytes, several times faster.
  const text = isSortedJson(value, '') ? JSON.stringify(value) : canonicalize(value);
  return text ?? refuse('', 'nothing at all');
}

/** SHA-256 over the RFC 8785 bytes of a value, lower-case hex: what an approval or a frozen period is bound to. */
export function contentHash(value: object): string {
  return hash('sha256', canonicalText(value), 'hex');
}

/** The leaf hash of RFC 6962: SHA-256(0x00 || bytes), lower-case hex. */
export function leafHashOf(envelopeText: string): string {
  return hash('sha256', `\0${envelopeText}`, 'hex');
}

function isSortedJson(value: unknown, path: string): boolean {
  if (typeof value === 'string') refuseBadText(value, path);
  else if (typeof value === 'number') refuseFraction(value, path);
  else if (Array.isArray(value)) return isSortedArray(value, path);
  else if (typeof value === 'object' && value !== null) return isSortedObject(value, path);
  else if (typeof value !== 'boolean' && value !== null) refuse(path, `a value of type ${typeof value}`);
  return true;
}

function isSortedArray(items: readonly unknown[], path: string): boolean {
  let sorted = true;
  for (const [index, item] of items.entries()) sorted = isSortedJson(item, `${path}/${index}`) && sorted;
  return sorted;
}

function isSortedObject(value: object, path: string): boolean {
  // Plain: straight under an Object.prototype, whichever realm it comes from.
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    refuse(path, 'an object that is not plain');
  let sorted = true;
  let last = '';
  for (const [key, item] of Object.entries(value)) {
    // An absent optional field: neither form writes it.
    if (item === undefined) continue;
    refuseBadText(key, path);
    // Checked first, whatever the order: a sorted prefix must not hide a bad value.
    sorted = isSortedJson(item, `${path}/${key}`) && sorted && key >= last;
    last = key;
  }
  return sorted;
}

function refuseFraction(value: number, path: string): void {
  if (!Number.isSafeInteger(value))
    refuse(path, `the number ${value}, which is not a whole number up to 2^53`);
}

function refuseBadText(text: string, path: string): void {
  if (/\p{Surrogate}/u.test(text)) refuse(path, 'half of a surrogate pair');
  // JSON has it, PostgreSQL's text has not: every read model would trip over it.
  if (text.includes('\0')) refuse(path, 'the character U+0000');
}

function refuse(path: string, what: string): never {
  throw new DomainError('not-canonical', `The log cannot hold ${what} (at ${path || '/'}).`, {
    path: path || '/',
  });
}
