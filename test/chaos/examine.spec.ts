import { describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { examineLog } from './examine.ts';
import type { Load } from './load.ts';

const nothingSent = { acknowledged: [], sent: [] } as unknown as Load;

/** Breaks at the first so many attempts to read, then holds an empty log. */
function brokenAtFirst(attempts: number): Pool {
  let left = attempts;
  const query = (sql: string) => {
    if (sql.startsWith('SELECT') && left > 0) {
      left -= 1;
      return Promise.reject(new Error('Connection terminated unexpectedly'));
    }
    return Promise.resolve({ rows: [] });
  };
  return { connect: () => Promise.resolve({ query, release: () => undefined }) } as unknown as Pool;
}

describe('The look at the log between two faults', () => {
  it('asks again a database that is still starting: its connections end with one dead backend', async () => {
    expect((await examineLog(brokenAtFirst(1), nothingSent, 10_000)).findings).toEqual([]);
  });

  it('is no pass when the log could not be read in the time there is', async () => {
    const { findings } = await examineLog(brokenAtFirst(2), nothingSent, -1);

    expect(findings.map(({ code }) => code)).toEqual(['unreadable']);
  });
});
