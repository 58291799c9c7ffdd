import { readdirSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';

/** Milliseconds of processor time that the process has used so far, all its threads; 0 when it is gone. Linux (proc_pid_schedstat). */
export function processorTime(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + threadTime(pid, thread), 0);
  } catch {
    return 0;
  }
}

function threadTime(pid: number, thread: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    // It ended between the two looks.
    return 0;
  }
}

/** Of the connections to this database, each a process of the server. Expects the server on this machine. */
export async function backendTimes(pool: Pool): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ pid: number }>({
    name: 'bench-backends',
    text: `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  });
  return new Map(rows.map(({ pid }) => [pid, processorTime(pid)]));
}

/** What the backends used in between; one that came since has used all of its own. */
export const usedBetween = (
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): number => [...after].reduce((sum, [pid, time]) => sum + Math.max(0, time - (before.get(pid) ?? 0)), 0);
