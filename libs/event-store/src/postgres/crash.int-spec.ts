import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import {
  startTestPostgres,
  type TestDatabase,
  type TestPostgres,
} from '@dondoc/testing/servers/test-postgres.ts';
import { request } from '../testing/requests.ts';
import type { Appended } from '../event-store.ts';
import { verifyLog } from '../verify-log.ts';
import { openPostgresEventStore, type PostgresEventStore } from './postgres-event-store.ts';

const CALLERS = 32;
const EACH = 40;
const KILLS = 3;

// A cluster of its own: a killed backend makes PostgreSQL drop every connection and recover.
describe('appends while backends are killed', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: PostgresEventStore;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await server.newDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  async function killAnAppendingBackend(): Promise<void> {
    const client = new Client({ connectionString: database.ownerUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'dondoc append' ORDER BY state = 'active' DESC`,
      );
      if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
    } catch {
      // The kill before is still felt: PostgreSQL dropped us too, or takes nobody in while it recovers.
      await delay(20);
      await killAnAppendingBackend();
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  it('loses no event it acknowledged, doubles none, and every caller gets its answer', async () => {
    const acknowledged = new Map<string, Appended>();
    const kills: Promise<void>[] = [];
    const killEvery = Math.floor((CALLERS * EACH) / (KILLS + 1));

    await Promise.all(
      Array.from({ length: CALLERS }, async () => {
        for (let n = 0; n < EACH; n += 1) {
          const call = request(randomUUID());
          acknowledged.set(call.streamId, await store.append(call));
          if (acknowledged.size % killEvery === 0 && kills.length < KILLS)
            kills.push(killAnAppendingBackend());
        }
      }),
    );
    await Promise.all(kills);

    const report = await verifyLog({ connectionString: database.appUrl });
    expect(report).toMatchObject({ ok: true, faults: [], events: CALLERS * EACH, head: CALLERS * EACH });
    const stored = await store.readAll({ after: 0, limit: 10_000 });
    expect(new Map(stored.map((event) => [event.streamId, event.position]))).toEqual(
      new Map([...acknowledged].map(([streamId, { position }]) => [streamId, position])),
    );
    expect(kills).toHaveLength(KILLS);
  });
});
