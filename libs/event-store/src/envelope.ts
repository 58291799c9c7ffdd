import { hash } from 'node:crypto';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import canonicalize from 'canonicalize';

/** One entry of a tlog tile is at most this long (C2SP tlog-tiles), and so is one event. */
const MAX_BYTES = 65_535;

/** What is stored, hashed and shown to auditors. The keys stand in the order of RFC 8785. */
export type Envelope = {
  at: string;
  by: {
    id: string;
    role: string;
    unitId?: string;
    onBehalfOf?: string;
    delegationId?: string;
    deputyUnitId?: string;
  };
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
    // Absent: not written.
    cause: envelope.cause,
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
  // With its keys in order JSON.stringify writes the very same bytes, several times faster.
  const ordered = inOrder(value);
  if (ordered !== ODD) {
    const text = JSON.stringify(ordered);
    // U+0000 and halves of surrogate pairs are written as escapes: one look at the whole instead of one at every string.
    if (text.includes('\\u')) refuseOdd(value, '');
    return text;
  }
  refuseOdd(value, '');
  return canonicalize(value) ?? refuse('', 'nothing at all');
}

/** SHA-256 over the RFC 8785 bytes of a value, lower-case hex: what an approval or a frozen period is bound to. */
export function contentHash(value: object): string {
  return hash('sha256', canonicalText(value), 'hex');
}

/** SHA-256 (hex) of the value's canonical bytes: what stands for a document or a result as a whole. */
export const contentSha256 = (value: unknown): string => hash('sha256', canonicalText(value), 'hex');

/** The leaf hash of RFC 6962: SHA-256(0x00 || bytes), lower-case hex. */
export function leafHashOf(envelopeText: string): string {
  return hash('sha256', `\0${envelopeText}`, 'hex');
}

/** Something the log may not hold, or keys that JavaScript puts into an order of its own: for the slow way to judge. */
const ODD = Symbol('odd');

/** The value with the keys of every object in the order of RFC 8785 (UTF-16 code units): itself where they are already. */
function inOrder(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : ODD;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') return ODD;
  return Array.isArray(value) ? itemsInOrder(value) : keysInOrder(value as Record<string, unknown>);
}

function itemsInOrder(items: readonly unknown[]): unknown {
  let copy: unknown[] | null = null;
  for (let index = 0; index < items.length; index += 1) {
    const item = inOrder(items[index]);
    if (item === ODD) return ODD;
    if (item === items[index]) copy?.push(item);
    else (copy ??= items.slice(0, index)).push(item);
  }
  return copy ?? items;
}

function keysInOrder(object: Record<string, unknown>): unknown {
  if (!isPlain(object)) return ODD;
  const keys = Object.keys(object);
  let isSorted = true;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as string;
    if (!isOrdinary(key)) return ODD;
    if (index > 0 && key < (keys[index - 1] as string)) isSorted = false;
  }
  if (!isSorted) keys.sort();
  let copy: Record<string, unknown> | null = isSorted ? null : {};
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as string;
    const item = object[key];
    // An absent optional field: neither form writes it.
    if (item === undefined) continue;
    const ordered = inOrder(item);
    if (ordered === ODD) return ODD;
    if (copy === null && ordered !== item)
      copy = Object.fromEntries(keys.slice(0, index).map((before) => [before, object[before]]));
    if (copy !== null) copy[key] = ordered;
  }
  return copy ?? object;
}

/** Straight under an Object.prototype, whichever realm it comes from. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

// Array indices come first in every object whenever they were set, and this name sets no field.
const isOrdinary = (key: string) => !isDigit(key.charCodeAt(0)) && key !== '__proto__';
const isDigit = (code: number) => code >= 48 && code <= 57;

/** Throws for what the log cannot hold, and names the place. */
function refuseOdd(value: unknown, path: string): void {
  if (typeof value === 'string') refuseBadText(value, path);
  else if (typeof value === 'number') refuseFraction(value, path);
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) refuseOdd(item, `${path}/${index}`);
  else if (typeof value === 'object' && value !== null) {
    if (!isPlain(value)) refuse(path, 'an object that is not plain');
    for (const [key, item] of Object.entries(value)) {
      refuseBadText(key, path);
      if (item !== undefined) refuseOdd(item, `${path}/${key}`);
    }
  } else if (typeof value !== 'boolean' && value !== null) refuse(path, `a value of type ${typeof value}`);
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
