import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Pool, PoolClient } from 'pg';
import { later, settleAll, startPump, type Pump } from '../delivery-pump.ts';
import type { NoticeTexts } from '../notice-facts.ts';
import { deferMail, type DeliveryPolicy } from './delivery-policy.ts';
import { mailText } from './mail-text.ts';
import { MailRefusedError, type Mailer } from './mailer.ts';

const BATCH = 20;
/** While a mail is being sent nobody else tries it; a process that dies over it gives it free after this. */
const LEASE_MS = 5 * 60_000;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;
/** With those waits five days, as mail servers keep trying (RFC 5321, 4.5.4.1): a server that is down for a weekend loses nothing. */
const MOST_ATTEMPTS = 29;

type Claimed = {
  id: string;
  address: string;
  attempts: number;
  texts: NoticeTexts;
  position: string;
  digest: boolean;
};
/** What goes out as one mail: one notice, or the digest of one recipient. */
type Parcel = readonly [Claimed, ...Claimed[]];

/**
 * Sends pending mail. Any number of pumps share the work; each mail is claimed by one, tried again ever more slowly, and given
 * up with its reason after `maxAttempts` or when the server refuses it for good. `policy` says when mail waits, and gathers
 * what waited for a digest into one mail a recipient. If a process dies between
 * the server's yes and its note of it, the same mail goes out again under the same Message-ID.
 */
export function startMailPump(options: {
  pool: Pool;
  mailer: Mailer;
  now: () => Instant;
  onError: (error: unknown) => void;
  maxAttempts?: number;
  idleMs?: number;
  policy?: DeliveryPolicy;
  /** Where the system is read; a mail ends with it. */
  publicUrl?: string | undefined;
}): Pump {
  const { pool, mailer, now, onError, maxAttempts = MOST_ATTEMPTS, idleMs, policy, publicUrl } = options;

  async function attempt(parcel: Parcel): Promise<void> {
    const [first] = parcel;
    try {
      const state = await mailer.send({
        messageId: messageIdOf(first.id),
        to: first.address,
        ...mailText(
          parcel.map(({ texts }) => texts),
          publicUrl,
        ),
      });
      await finish(parcel, state, null);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof MailRefusedError || first.attempts >= maxAttempts)
        await finish(parcel, 'failed', reason);
      else await tryLater(parcel, reason);
    }
  }

  const finish = (parcel: Parcel, state: 'sent' | 'captured' | 'failed', reason: string | null) =>
    pool.query(
      `UPDATE app.mail_delivery SET state = $2, last_error = $3, finished_at = $4, carried_by = nullif($5::uuid, id)
       WHERE id = ANY ($1)`,
      [parcel.map(({ id }) => id), state, reason, now(), parcel[0].id],
    );
  const tryLater = (parcel: Parcel, reason: string) => {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (parcel[0].attempts - 1));
    return pool.query(
      'UPDATE app.mail_delivery SET last_error = $2, next_attempt_at = $3 WHERE id = ANY ($1)',
      [parcel.map(({ id }) => id), reason, later(now(), wait)],
    );
  };

  /** Answers how many mails were tried. */
  async function sendDue(): Promise<number> {
    if (policy !== undefined) await deferMail(pool, policy, now());
    const claimed = await (policy?.digestAt === undefined ? claimDue(pool, now()) : claimInTurn(pool, now()));
    await settleAll(parcelsOf(claimed).map(attempt), onError);
    return claimed.length;
  }

  return startPump({ sendDue, idleMs, onError });
}

/**
 * Counts the attempt and pushes the next one away in one short transaction; the sending itself holds no lock. With the first
 * of a digest comes everything that waits for the same one, however much that is.
 */
async function claimDue(db: Pool | PoolClient, now: Instant): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>(
    `WITH due AS (
       SELECT id, address, deferred_for FROM app.mail_delivery WHERE state = 'pending' AND next_attempt_at <= $1
       ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED),
     gathered AS (
       SELECT id FROM app.mail_delivery WHERE state = 'pending' AND next_attempt_at <= $1 AND deferred_for = 'DIGEST'
         AND address IN (SELECT address FROM due WHERE deferred_for = 'DIGEST')
       FOR UPDATE SKIP LOCKED),
     claimed AS (SELECT id FROM due UNION SELECT id FROM gathered)
     UPDATE app.mail_delivery d SET attempts = d.attempts + 1, next_attempt_at = $3
     FROM claimed JOIN app.notice n USING (id) WHERE d.id = claimed.id
     RETURNING d.id, d.address, d.attempts, n.texts, n.position, d.deferred_for IS NOT DISTINCT FROM 'DIGEST' AS digest`,
    [now, BATCH, later(now, LEASE_MS)],
  );
  // bigint comes as text.
  return rows.toSorted((a, b) => Number(a.position) - Number(b.position));
}

/** One pump at a time: two would each send half of a digest. */
async function claimInTurn(pool: Pool, now: Instant): Promise<Claimed[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('dondoc mail digest'))`);
    const claimed = await claimDue(client, now);
    await client.query('COMMIT');
    client.release();
    return claimed;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

function parcelsOf(claimed: readonly Claimed[]): Parcel[] {
  const parcels = new Map<string, [Claimed, ...Claimed[]]>();
  for (const mail of claimed) {
    const key = mail.digest ? mail.address : mail.id;
    const known = parcels.get(key);
    if (known === undefined) parcels.set(key, [mail]);
    else known.push(mail);
  }
  return [...parcels.values()];
}

export const messageIdOf = (noticeId: string) => `<${noticeId}@notices.dondoc>`;
