import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps secrets of subscriptions as ciphertext; each belongs to its subscription and opens for no other. */
export type SecretBox = {
  seal(secret: string, subscriptionId: string): Buffer;
  /** Throws when DATA_KEY is another one, or the row was tampered with. */
  open(sealed: Buffer, subscriptionId: string): string;
};

/** AES-256-GCM under a key of its own, derived from the key that seals the log (`DATA_KEY`, 32 bytes). */
export function createSecretBox(dataKey: Buffer): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'dondoc webhook secrets v1', 32));
  return {
    seal(secret, subscriptionId) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(subscriptionId));
      return Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, subscriptionId) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(subscriptionId))
        .setAuthTag(sealed.subarray(-TAG_BYTES));
      const opened = [decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()];
      return Buffer.concat(opened).toString('utf8');
    },
  };
}
