import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { SEALED_FIELDS } from '@dondoc/domain/events.ts';
import { canonicalText } from './envelope.ts';
import type { SubjectKeys } from './subject-keys.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 16;

/** A sealed field as it stands in the envelope; binary values are base64. */
type SealedField = {
  $enc: {
    /** SHA-256 (hex) of salt || plaintext. AES-GCM does not bind a key: this does. The salt lies inside the ciphertext. */
    c: string;
    ct: string;
    iv: string;
    /** Number of the subject's key. */
    k: number;
    /** Whose key: the stream. */
    s: string;
  };
};

/** Text that no longer agrees with its own seal: tampered with, or sealed under another key. */
export class BrokenSealError extends Error {
  override readonly name = 'BrokenSealError';
}

/** The key of this stream was destroyed: nothing more can be sealed under it. */
export class ShreddedKeyError extends Error {
  override readonly name = 'ShreddedKeyError';
  constructor(readonly streamId: string) {
    super(`The key of stream ${streamId} was destroyed: it takes no more sealed text.`);
  }
}

type Sealable = { type: string; data: object; streamId: string; eventId: string };

export type Sealer = {
  /** Each event's `data` with its sealed fields encrypted under its stream's key. Throws ShreddedKeyError. */
  seal(events: readonly Sealable[]): Promise<object[]>;
  /** The opposite. A field whose key was destroyed comes out as null. Throws BrokenSealError. */
  open(events: readonly Sealable[]): Promise<object[]>;
};

/** Without keys nothing is sealed: for stores that hold nothing but test data. */
export function createSealer(keys: SubjectKeys | null): Sealer {
  const asIs = (events: readonly Sealable[]) => Promise.resolve(events.map((event) => event.data));
  if (keys === null) return { seal: asIs, open: asIs };
  return {
    async seal(events) {
      const subjects = subjectsOf(events, isPresent);
      if (subjects.length === 0) return asIs(events);
      const found = await keys.findOrCreate(subjects);
      return events.map((event) =>
        mapSealedFields(event, isPresent, (field, value) => {
          const key = found.get(event.streamId);
          if (!key) throw new ShreddedKeyError(event.streamId);
          return sealField(key, event, field, value);
        }),
      );
    },

    async open(events) {
      const subjects = subjectsOf(events, isSealed);
      if (subjects.length === 0) return asIs(events);
      const found = await keys.find(subjects);
      return events.map((event) =>
        mapSealedFields(event, isSealed, (field, value) => {
          const key = found.get(event.streamId);
          return key ? openField(key, event, field, value) : null;
        }),
      );
    },
  };
}

function subjectsOf(events: readonly Sealable[], holds: (value: unknown) => boolean): string[] {
  const sealable = events.filter((event) =>
    sealedFieldsOf(event.type).some((field) => holds((event.data as Record<string, unknown>)[field])),
  );
  return [...new Set(sealable.map((event) => event.streamId))];
}

function mapSealedFields<Value>(
  event: Sealable,
  holds: (value: unknown) => value is Value,
  change: (field: string, value: Value) => unknown,
): object {
  const data: Record<string, unknown> = { ...event.data };
  for (const field of sealedFieldsOf(event.type)) {
    const value = data[field];
    if (holds(value)) data[field] = change(field, value);
  }
  return data;
}

type Place = { streamId: string; eventId: string };

function sealField(key: Buffer, place: Place, field: string, value: unknown): SealedField {
  const plaintext = Buffer.concat([randomBytes(SALT_BYTES), Buffer.from(canonicalText(value))]);
  const iv = randomBytes(IV_BYTES);
  // Bound to its place: a sealed text moved to another event or field does not open there.
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${place.eventId}/${field}`));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return {
    $enc: {
      c: hash('sha256', plaintext, 'hex'),
      ct: ciphertext.toString('base64'),
      iv: iv.toString('base64'),
      k: 1,
      s: place.streamId,
    },
  };
}

function openField(key: Buffer, place: Place, field: string, { $enc }: SealedField): unknown {
  const bytes = Buffer.from($enc.ct, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from($enc.iv, 'base64'))
      .setAAD(Buffer.from(`${place.eventId}/${field}`))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const plaintext = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
    if (hash('sha256', plaintext, 'hex') !== $enc.c)
      throw new BrokenSealError('The plaintext is not the committed one.');
    return JSON.parse(plaintext.subarray(SALT_BYTES).toString()) as unknown;
  } catch (error) {
    throw new BrokenSealError(`Field ${field} of event ${place.eventId} does not open.`, { cause: error });
  }
}

const sealedFieldsOf = (type: string): readonly string[] =>
  (SEALED_FIELDS as Readonly<Record<string, readonly string[]>>)[type] ?? [];
const isPresent = (value: unknown): value is object | string | number | boolean =>
  value !== null && value !== undefined;
const isSealed = (value: unknown): value is SealedField =>
  typeof value === 'object' && value !== null && '$enc' in value;
