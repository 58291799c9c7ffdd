import type { EntityManager } from 'typeorm';
import type { Language } from '../notice-facts.ts';

/** What was ever changed; `subject` null: it was reset. */
export type KeptTemplate = { kind: string; language: Language; version: number; subject: string | null };

export const keptTemplates = (db: EntityManager): Promise<KeptTemplate[]> =>
  db.query<KeptTemplate[]>('SELECT kind, language, version, subject FROM app.notice_template');

/** What a notice was made of; null: there is none. `facts` null: it is older than templates. */
export async function noticeFacts(
  db: EntityManager,
  noticeId: string,
): Promise<{ kind: string; facts: object | null } | null> {
  const rows = await db.query<{ kind: string; facts: object | null }[]>(
    'SELECT kind, facts FROM app.notice WHERE id = $1',
    [noticeId],
  );
  return rows[0] ?? null;
}
