import type pg from 'pg';
import type { SubjectKeyTable } from '../subject-keys.ts';
import { selectRows } from './log-types.ts';

/** es.subject_key, through the functions that the application may call. Expects a pool with `logTypes`. */
export function postgresKeyTable(
  pool: pg.Pool,
): SubjectKeyTable & { shred(subjectId: string): Promise<void> } {
  return {
    async load(subjectIds) {
      const rows = await selectRows<[string, string | null, string]>(
        pool,
        'keys-load',
        'SELECT subject_id, wrapped_key, kek_id FROM es.subject_key WHERE subject_id = ANY ($1::uuid[])',
        [subjectIds],
      );
      return new Map(
        rows.map(([id, hex, kekId]) => [
          id,
          { wrapped: hex === null ? null : Buffer.from(hex, 'hex'), kekId },
        ]),
      );
    },
    async create(keys, kekId) {
      await pool.query('SELECT es.create_subject_keys($1::uuid[], $2::bytea[], $3)', [
        keys.map((key) => key.subjectId),
        keys.map((key) => key.wrapped),
        kekId,
      ]);
    },
    async shred(subjectId) {
      await pool.query('SELECT es.shred_subject_key($1)', [subjectId]);
    },
  };
}
