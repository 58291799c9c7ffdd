import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { waitForCursor } from '@dondoc/event-store/cursors.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { appendAll, directiveIssued, launched, unitRegistered } from '@dondoc/read-models/test-log.ts';
import { Pool } from 'pg';
import { SMTPServer } from 'smtp-server';
import type { DataSource } from 'typeorm';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { noticesFollower } from '../notices-follower.ts';
import { notificationEntities, outbox } from '../outbox.query.ts';
import { startMailPump } from './mail-pump.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

const HOUR_MS = 3_600_000;
const START = Date.parse('2023-12-30T01:00:00.000Z');

/** An SMTP server that keeps what it is sent; `refuse` may say no to a recipient, and no login is ever right. */
async function smtpServer(port: number, refuse?: (address: string) => Error | null, authOptional = true) {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(new Error('bad credentials')),
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refuse?.(address) ?? null),
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        received.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    received,
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

const header = (mail: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'mi').exec(mail)?.[1] ?? '';
/** RFC 2047, as far as UTF-8 goes. */
const decoded = (words: string) =>
  words
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, text: string) => Buffer.from(text, 'base64').toString('latin1'))
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, text: string) =>
      text
        .replace(/_/g, ' ')
        .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    );
const utf8 = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');

describe('The mail pump through SMTP', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let pool: Pool;
  let source: DataSource;
  let clock = START;
  const now = () => new Date(clock).toISOString();
  const faults: unknown[] = [];

  const mails = async () => (await outbox(source.manager, { limit: 10 })).items;
  /** Runs a pump until the outbox looks as wanted. */
  async function pumpUntil(
    url: string,
    isDone: (mail: Awaited<ReturnType<typeof mails>>) => boolean,
    maxAttempts = 10,
  ) {
    const mailer = createSmtpMailer({ url, from: 'Đôn Đốc <dondoc@quangngai.example>' });
    const pump = startMailPump({
      pool,
      mailer,
      now,
      onError: (error) => faults.push(error),
      idleMs: 5,
      maxAttempts,
    });
    while (!isDone(await mails())) await new Promise((resolve) => setImmediate(resolve));
    await pump.stop();
    await mailer.close();
  }

  beforeAll(async () => {
    database = await testDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
    pool = new Pool({ connectionString: database.appUrl });
    pool.on('error', () => undefined);
    source = await createDataSource({ url: database.appUrl, entities: notificationEntities }).initialize();
    const entries = [
      directiveIssued,
      unitRegistered('HU-BATO', 'bato@quangngai.example'),
      ...launched('HU-BATO'),
    ];
    await appendAll(store, entries);
    const follower = startFollower({
      pool,
      store,
      definition: noticesFollower(),
      onError: (error) => faults.push(error),
    });
    await waitForCursor(pool, 'notices', 1, await store.head(), 10_000);
    await follower.stop();
  });
  afterAll(async () => {
    await source.destroy();
    await pool.end();
    await store.close();
    await database.stop();
    expect(faults).toEqual([]);
  });

  it('waits while the server is down and sends once it is up, under one Message-ID, in Vietnamese', async () => {
    const closed = await smtpServer(0);
    await closed.close();
    const url = `smtp://127.0.0.1:${closed.port}`;
    await pumpUntil(url, ([mail]) => mail?.lastError !== null);
    const [waiting] = await mails();
    expect(waiting).toMatchObject({
      state: 'pending',
      attempts: 1,
      lastError: expect.stringContaining('ECONNREFUSED'),
    });
    expect(Date.parse(waiting?.nextAttemptAt ?? '')).toBe(START + 30_000);

    const server = await smtpServer(closed.port);
    clock += HOUR_MS;
    await pumpUntil(url, ([mail]) => mail?.state === 'sent');
    await server.close();
    expect(server.received).toHaveLength(1);
    const [mail = ''] = server.received;
    expect(header(mail, 'Message-ID')).toBe(waiting?.messageId);
    expect(utf8(decoded(header(mail, 'Subject')))).toBe('Giao nhiệm vụ: Kiểm điểm năm 2023');
    expect(header(mail, 'To')).toBe('bato@quangngai.example');
    expect((await mails())[0]).toMatchObject({ state: 'sent', attempts: 2, lastError: null });
  });

  it('sends a mail again under the same Message-ID when nobody knows whether it went out', async () => {
    const server = await smtpServer(0);
    const [before] = await mails();
    // What is left behind by a process that died between the server's yes and its note of it.
    await pool.query(`UPDATE app.mail_delivery SET state = 'pending', next_attempt_at = $1`, [now()]);
    await pumpUntil(`smtp://127.0.0.1:${server.port}`, ([mail]) => mail?.state === 'sent');
    await server.close();
    expect(server.received.map((mail) => header(mail, 'Message-ID'))).toEqual([before?.messageId]);
  });

  it('gives up with the reason: at once when refused for good, after the last attempt otherwise', async () => {
    const refusing = (code: number) => () =>
      Object.assign(new Error('no such mailbox'), { responseCode: code });
    for (const [code, attempts] of [
      [550, 1],
      [451, 2],
    ] as const) {
      const server = await smtpServer(0, refusing(code));
      await pool.query(`UPDATE app.mail_delivery SET state = 'pending', attempts = 0, next_attempt_at = $1`, [
        now(),
      ]);
      const isDone = ([mail]: Awaited<ReturnType<typeof mails>>) => {
        clock += HOUR_MS;
        return mail?.state === 'failed';
      };
      await pumpUntil(`smtp://127.0.0.1:${server.port}`, isDone, 2);
      await server.close();
      expect(server.received).toEqual([]);
      expect((await mails())[0]).toMatchObject({
        attempts,
        lastError: expect.stringContaining(`${code} no such mailbox`),
      });
    }
  });

  it('keeps mail for later when our own login, not the recipient, was refused', async () => {
    const server = await smtpServer(0, undefined, false);
    for (const [login, reason] of [
      ['', '530'],
      ['dondoc:expired@', '535'],
    ] as const) {
      await pool.query(
        `UPDATE app.mail_delivery SET state = 'pending', attempts = 0, last_error = NULL, next_attempt_at = $1`,
        [now()],
      );
      await pumpUntil(`smtp://${login}127.0.0.1:${server.port}`, ([mail]) => mail?.lastError !== null);
      expect((await mails())[0]).toMatchObject({
        state: 'pending',
        attempts: 1,
        lastError: expect.stringContaining(reason),
      });
    }
    await server.close();
  });
});
