import { randomUUID } from 'node:crypto';
import { postWebhook } from './post-webhook.ts';
import { signedHeaders } from './sign-webhook.ts';
import { testBody } from './webhook-message.ts';
import type { TargetPolicy } from './webhook-target.ts';

/** Posts a signed message of the type `webhook.test`, once and now. Nothing is noted of it. */
export async function probeWebhook(
  { id, url, secrets }: { id: string; url: string; secrets: readonly string[] },
  at: string,
  policy: TargetPolicy,
): Promise<{ arrived: boolean; status: number | null; reason: string | null }> {
  const body = testBody(id, at);
  try {
    const headers = signedHeaders({ id: randomUUID(), body, at }, secrets);
    const { status } = await postWebhook({ url, body, headers }, policy);
    const arrived = status >= 200 && status < 300;
    return { arrived, status, reason: arrived ? null : reasonOf(status) };
  } catch (error) {
    return { arrived: false, status: null, reason: faultOf(error) };
  }
}

/** Why a status is no arrival. */
export const reasonOf = (status: number) =>
  `answered ${status}${status >= 300 && status < 400 ? ': redirects are not followed' : ''}`;

/** What a refusal of ours or the network says; nothing of a receiver's answer. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  // Several addresses that all refused: an AggregateError without a message.
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
