import type { Pool } from 'pg';
import type { SecretBox } from './seal-secret.ts';

/** What is known of a webhook to its receiver alone, its secrets and its address in full: beside the log, sealed, by the ids events name. */
export type WebhookVault = {
  /** What is there under this id stays. Answers what is there now, and whether it came with this call. */
  keep(entry: { id: string; webhookId: string; text: string }): Promise<{ text: string; isNew: boolean }>;
  /** By id; what is not there is missing. Throws when DATA_KEY is another one. */
  open(webhookId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  drop(ids: readonly string[]): Promise<void>;
};

export function postgresVault(pool: Pool, box: SecretBox): WebhookVault {
  async function open(webhookId: string, ids: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await pool.query<{ id: string; sealed: Buffer }>(
      'SELECT id, sealed FROM app.webhook_secret WHERE webhook_id = $1 AND id = ANY ($2)',
      [webhookId, ids],
    );
    return new Map(rows.map(({ id, sealed }) => [id, box.open(sealed, webhookId)]));
  }
  return {
    async keep({ id, webhookId, text }) {
      const { rowCount } = await pool.query(
        'INSERT INTO app.webhook_secret (id, webhook_id, sealed) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
        [id, webhookId, box.seal(text, webhookId)],
      );
      if (rowCount === 1) return { text, isNew: true };
      return { text: (await open(webhookId, [id])).get(id) ?? text, isNew: false };
    },
    open,
    async drop(ids) {
      await pool.query('DELETE FROM app.webhook_secret WHERE id = ANY ($1)', [ids]);
    },
  };
}
