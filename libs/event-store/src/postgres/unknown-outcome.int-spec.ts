import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { request } from '../testing/requests.ts';
import { openPostgresEventStore, type PostgresEventStore } from './postgres-event-store.ts';

/**
 * Stands between the store and PostgreSQL. `swallowNextAnswer`: the next append reaches the server, is committed, and the
 * connection breaks before its answer arrives.
 */
async function openWire(url: URL) {
  let isArmed = false;
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(url.port), url.hostname);
    let isDoomed = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      // A prepared append that was sent before is bound by its name only.
      if (isArmed && bytes.includes('append\0')) {
        isArmed = false;
        isDoomed = true;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!isDoomed) near.write(bytes);
      // ReadyForQuery, status "idle": the transaction is over.
      else if (bytes.subarray(-6).equals(Buffer.from('Z\0\0\0\x05I', 'latin1'))) {
        cuts += 1;
        near.destroy();
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    swallowNextAnswer: () => void (isArmed = true),
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('an append whose answer never arrives', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let wire: Awaited<ReturnType<typeof openWire>>;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await testDatabase();
    wire = await openWire(new URL(database.appUrl));
    const url = new URL(database.appUrl);
    url.port = String(wire.port);
    store = await openPostgresEventStore({ connectionString: url.href, sealingKey: randomBytes(32) });
  });
  afterAll(async () => {
    await store.close();
    await wire.close();
    await database.stop();
  });

  it.each([1, 40])('is found again by its event ids: %i requests in the batch', async (count) => {
    const before = await store.head();
    const cutsBefore = wire.cuts();
    wire.swallowNextAnswer();
    const calls = Array.from({ length: count }, () => request(randomUUID()));
    const results = await store.appendMany(calls);

    expect(wire.cuts()).toBe(cutsBefore + 1);
    expect(results.map((result) => ('position' in result ? result.position : result))).toEqual(
      calls.map((_, index) => before + 1 + index),
    );
    expect(await store.head()).toBe(before + count);
    expect(await store.appendMany(calls)).toEqual(results);
  });
});
