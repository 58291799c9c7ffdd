import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const CACHE_SIZE = 50_000;

/** Where wrapped keys are kept, apart from the log. A null key was destroyed; an absent one never was. */
export type SubjectKeyTable = {
  load(subjectIds: readonly string[]): Promise<Map<string, { wrapped: Buffer | null; kekId: string }>>;
  /** A subject that has a key keeps it. */
  create(keys: readonly { subjectId: string; wrapped: Buffer }[], kekId: string): Promise<void>;
};

/** One random 256-bit key a subject (a stream), wrapped under the key given from outside. null: destroyed. */
export type SubjectKeys = {
  /** Only keys that exist. */
  find(subjectIds: readonly string[]): Promise<Map<string, Buffer | null>>;
  /** Makes the missing ones. */
  findOrCreate(subjectIds: readonly string[]): Promise<Map<string, Buffer | null>>;
  /** Drops what is remembered of one subject, or of all. */
  forget(subjectId?: string): void;
};

export function createSubjectKeys(table: SubjectKeyTable, sealingKey: Buffer): SubjectKeys {
  if (sealingKey.length !== 32)
    throw new TypeError(`The sealing key has ${sealingKey.length} bytes; it takes 32.`);
  const kekId = hash('sha256', Buffer.concat([Buffer.from('dondoc-kek/'), sealingKey]), 'hex').slice(0, 16);
  const remembered = new Map<string, Buffer | null>();
  let forgotten = 0;

  async function find(subjectIds: readonly string[]): Promise<Map<string, Buffer | null>> {
    const found = new Map<string, Buffer | null>();
    const missing: string[] = [];
    for (const subjectId of subjectIds) {
      const key = remembered.get(subjectId);
      if (key === undefined) missing.push(subjectId);
      else found.set(subjectId, key);
    }
    if (missing.length === 0) return found;
    if (remembered.size + missing.length > CACHE_SIZE) remembered.clear();
    const before = forgotten;
    for (const [subjectId, row] of await table.load(missing)) {
      const key = row.wrapped === null ? null : unwrap(subjectId, row.wrapped, row.kekId);
      // One that was destroyed while it was on its way is used this once and not kept.
      if (forgotten === before) remembered.set(subjectId, key);
      found.set(subjectId, key);
    }
    return found;
  }

  function unwrap(subjectId: string, wrapped: Buffer, wrappedUnder: string): Buffer {
    if (wrappedUnder !== kekId) {
      throw new Error(
        `The key of ${subjectId} was wrapped under another DATA_KEY (${wrappedUnder}, not ${kekId}).`,
      );
    }
    const decipher = createDecipheriv('aes-256-gcm', sealingKey, wrapped.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(subjectId))
      .setAuthTag(wrapped.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  }

  function newKey(subjectId: string) {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', sealingKey, iv).setAAD(Buffer.from(subjectId));
    const wrapped = Buffer.concat([iv, cipher.update(randomBytes(32)), cipher.final(), cipher.getAuthTag()]);
    return { subjectId, wrapped };
  }

  return {
    find,
    async findOrCreate(subjectIds) {
      const found = await find(subjectIds);
      const missing = subjectIds.filter((subjectId) => !found.has(subjectId));
      if (missing.length === 0) return found;
      await table.create(missing.map(newKey), kekId);
      // Read back: another process may have made the key first, and that one counts.
      return new Map([...found, ...(await find(missing))]);
    },
    forget(subjectId) {
      forgotten += 1;
      if (subjectId === undefined) remembered.clear();
      else remembered.delete(subjectId);
    },
  };
}
