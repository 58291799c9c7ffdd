import { randomBytes, randomInt } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';

// OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane. About 50 ms on one core.
const PARAMETERS = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 };

/** PHC text of a password, `$argon2id$v=19$…`. */
export const hashPassword = (password: string): Promise<string> =>
  argon2id({
    password: password.normalize('NFC'),
    salt: randomBytes(16),
    outputType: 'encoded',
    ...PARAMETERS,
  });

// Verified when the login is unknown, so that an answer takes as long whether or not the account exists.
let decoy: Promise<string> | undefined;

/** Takes the same time for an account that does not exist (`hash` null) and answers false. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  const matches = await argon2Verify({ password: password.normalize('NFC'), hash: hash ?? (await decoy) });
  return matches && hash !== null;
}

// No letters or digits that look alike when copied from paper.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups of four, about 79 bits: short enough to type, too long to guess. */
export const newOneTimePassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  ).join('-');
