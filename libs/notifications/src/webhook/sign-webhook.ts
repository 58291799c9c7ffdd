import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** `whsec_` and 32 random bytes in base64, as Standard Webhooks writes a symmetric secret. */
export const newWebhookSecret = () => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;

/**
 * The headers of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, one `v1,` signature for each secret that counts, the
 * newest first. The id is the same for every attempt, so that a receiver drops a repeat; the timestamp (seconds) is the attempt's.
 */
export function signedHeaders(
  { id, body, at }: { id: string; body: string; at: string },
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(Date.parse(at) / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
