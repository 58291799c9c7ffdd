import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { resetCursor, waitForCursor } from '@dondoc/event-store/cursors.ts';
import { startFollower, type Follower } from '@dondoc/event-store/follower.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import type { DelegationEvent } from '@dondoc/domain/delegation/delegation.events.ts';
import {
  assignmentIdOf,
  DELEGATIONS_ID,
  findingsIdOf,
  noticeTemplateIdOf,
  unitIdOf,
} from '@dondoc/event-store/stream-ids.ts';
import {
  appendAll,
  assigned,
  CAMPAIGN,
  campaignEvent,
  deadline,
  findingRegistered,
  directiveIssued,
  launched,
  timely,
  unitEvent,
  unitRegistered,
  type Entry,
} from '@dondoc/read-models/test-log.ts';
import { Pool } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { inboxOf, markRead, unreadCount } from './inbox.query.ts';
import { noticeLedger } from './ledger.query.ts';
import { createCapturingMailer } from './mail/capturing-mailer.ts';
import { startMailPump } from './mail/mail-pump.ts';
import { noticesFollower } from './notices-follower.ts';
import { notificationEntities, outbox } from './outbox.query.ts';
import { wholeMail } from './whole-mail.query.ts';

const NOW = () => '2023-12-30T01:00:00.000Z';

describe('Notices', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let pool: Pool;
  let source: DataSource;
  let db: EntityManager;
  let follower: Follower;
  const faults: unknown[] = [];

  async function settled(): Promise<void> {
    const head = await store.head();
    expect(await waitForCursor(pool, 'notices', 1, head, 20_000)).toBe(head);
  }
  const kinds = async (code: string) =>
    (await inboxOf(db, { unitId: unitIdOf(code) }, { limit: 100 })).items.map(({ kind }) => kind);
  const total = async (table: string) =>
    (await pool.query<{ count: number }>(`SELECT count(*)::int FROM app.${table}`)).rows[0]?.count;

  beforeAll(async () => {
    database = await testDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
    pool = new Pool({ connectionString: database.appUrl });
    pool.on('error', () => undefined);
    source = await createDataSource({ url: database.appUrl, entities: notificationEntities }).initialize();
    db = source.manager;
    follower = startFollower({
      pool,
      store,
      definition: noticesFollower(),
      onError: (error) => faults.push(error),
    });
    await appendAll(store, [
      directiveIssued,
      unitRegistered('HU-BATO', 'bato@quangngai.example'),
      unitRegistered('HU-LYSON'),
      ...launched('HU-BATO', 'HU-LYSON'),
    ]);
    await settled();
  });
  afterEach(() => expect(faults).toEqual([]));
  afterAll(async () => {
    await follower.stop();
    await source.destroy();
    await pool.end();
    await store.close();
    await database.stop();
  });

  it('reach each unit with its assignment, and by mail whoever has an address', async () => {
    const { items } = await inboxOf(db, { unitId: unitIdOf('HU-BATO') }, { limit: 10 });
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'UnitAssigned',
        unitId: unitIdOf('HU-BATO'),
        subject: 'Giao nhiệm vụ: Kiểm điểm năm 2023',
        body: expect.stringContaining('Thời hạn nộp báo cáo kiểm điểm: chậm nhất ngày 20/12/2023.'),
        createdAt: '2023-12-01T01:00:00.000Z',
        readAt: null,
      }),
    ]);
    const inEnglish = await inboxOf(db, { unitId: unitIdOf('HU-BATO') }, { limit: 1, language: 'en' });
    expect(inEnglish.items[0]?.subject).toBe('Assigned: Kiểm điểm năm 2023');
    expect((await outbox(db, { limit: 10 })).items.map(({ to, state }) => [to, state])).toEqual([
      ['bato@quangngai.example', 'pending'],
    ]);
  });

  it('of the whole campaign reach every unit that takes part, and no exempted one', async () => {
    await appendAll(store, [
      assigned('HU-DUCPHO'),
      campaignEvent('DeadlineExtended', {
        phase: 'REVIEW',
        from: deadline('REVIEW', '2023-12-20'),
        to: deadline('REVIEW', '2023-12-27'),
        reason: 'mưa lũ',
      }),
      unitEvent('HU-DUCPHO', 'UnitExempted', { basis: { ref: 'QĐ 7' }, reason: 'sáp nhập' }),
      campaignEvent('CampaignPaused', { pausedAt: '2023-12-10T01:00:00.000Z', reason: 'bão' }),
    ]);
    await settled();
    expect(await kinds('HU-LYSON')).toEqual(['CampaignPaused', 'DeadlineExtended', 'UnitAssigned']);
    expect(await kinds('HU-DUCPHO')).toEqual(['UnitExempted', 'DeadlineExtended', 'UnitAssigned']);
  });

  it('about a unit reach the administrators by its name', async () => {
    await appendAll(store, [
      unitEvent('HU-BATO', 'SelfReviewSubmitted', {
        version: 1,
        answers: [],
        limitations: [],
        ...timely('REVIEW', '2023-12-27'),
      }),
    ]);
    await settled();
    const { items } = await inboxOf(db, 'ADMINISTRATORS', { limit: 10 });
    expect(items.map(({ subject, unitId }) => [subject, unitId])).toEqual([
      ['Huyện ủy HU-BATO nộp báo cáo kiểm điểm', unitIdOf('HU-BATO')],
    ]);
  });

  it('of a verdict reach the unit, of its report the administrators; the log keeps neither text in the clear', async () => {
    const report = { actionId: 'A1', version: 1, note: 'Đã ban hành.' };
    const sha256 = '9f'.repeat(32);
    const evidence = [{ sha256, title: 'Quyết định số 12' }];
    await appendAll(store, [unitEvent('HU-BATO', 'ActionReportedDone', { ...report, evidence })]);
    await settled();
    const { items } = await inboxOf(db, 'ADMINISTRATORS', { limit: 1 });
    expect(items[0]?.subject).toBe('Huyện ủy HU-BATO báo cáo hoàn thành giải pháp A1');
    const verdict = { ...report, verdict: 'ACCEPTED' as const, evidence: [sha256] };
    await appendAll(store, [unitEvent('HU-BATO', 'VerificationRecorded', verdict)]);
    await settled();
    expect((await kinds('HU-BATO'))[0]).toBe('VerificationRecorded');
    const { events } = await store.readStream(assignmentIdOf(CAMPAIGN, unitIdOf('HU-BATO')));
    const [reported, verified] = events.slice(-2);
    expect([reported?.data, verified?.data]).toMatchObject([{ ...report, evidence }, verdict]);
    expect(reported?.envelope).not.toMatch(/Quyết định|Đã ban hành|9f9f/);
    expect(verified?.envelope).not.toContain('Đã ban hành');
    expect(verified?.envelope).toContain(sha256);
  });

  it('of a finding reach the unit’s inbox and mail outside every campaign; its text stays sealed', async () => {
    const text = 'Chậm giải ngân vốn đầu tư.';
    await appendAll(store, [findingRegistered('HU-BATO', '1', { text })]);
    await settled();
    const { items } = await inboxOf(db, { unitId: unitIdOf('HU-BATO') }, { limit: 1 });
    expect(items[0]).toMatchObject({ kind: 'FindingRegistered', campaignId: null });
    expect(items[0]?.body).not.toContain('giải ngân');
    const { rows } = await pool.query('SELECT address FROM app.mail_delivery WHERE id = $1', [items[0]?.id]);
    expect(rows).toEqual([{ address: 'bato@quangngai.example' }]);
    const { events } = await store.readStream(findingsIdOf(unitIdOf('HU-BATO')));
    expect(events[0]?.data).toMatchObject({ text });
    expect(events[0]?.envelope).not.toContain('giải ngân');
  });

  it('are made from the template that was in force, and the ledger says which', async () => {
    const edited = (version: number): Entry => ({
      category: 'notice-template',
      streamId: noticeTemplateIdOf('CampaignPaused', 'vi'),
      at: NOW(),
      event: {
        type: 'NoticeTemplateEdited',
        data: {
          kind: 'CampaignPaused',
          language: 'vi',
          version,
          subject: `Dừng ${version}`,
          body: '{{campaign}}',
        },
      },
    });
    const paused = campaignEvent('CampaignPaused', { pausedAt: NOW(), reason: 'bão' });
    // On one page, and with a page between.
    await appendAll(store, [edited(1), paused, edited(2)]);
    await settled();
    await appendAll(store, [paused]);
    await settled();
    const filter = { unitId: unitIdOf('HU-LYSON'), channel: 'INBOX' as const, limit: 2 };
    const { items } = await noticeLedger(db, filter);
    expect(items.map(({ subject, templates }) => [subject, templates])).toEqual([
      ['Dừng 2', { vi: 2, en: null }],
      ['Dừng 1', { vi: 1, en: null }],
    ]);
    const reset = {
      ...edited(3),
      event: { type: 'NoticeTemplateReset', data: { kind: 'CampaignPaused', language: 'vi', version: 3 } },
    };
    await appendAll(store, [reset as Entry, paused]);
    await settled();
    expect((await noticeLedger(db, filter)).items[0]).toMatchObject({
      subject: 'Tạm dừng: Kiểm điểm năm 2023',
      templates: { vi: null, en: null },
    });
  });

  it('of findings that a successor takes over are one, however many there are', async () => {
    const inherited = (no: string): Entry => {
      const { event, ...entry } = findingRegistered('HU-BATO', no, { text: 'Chậm giải ngân.' });
      const from = { unitId: unitIdOf('HU-LYSON'), code: 'HU-LYSON', no: '1' };
      const data = { ...event.data, status: 'OPEN', from, succession: 'succession-1' };
      return { ...entry, event: { type: 'FindingInherited', data } as unknown as Entry['event'] };
    };
    await appendAll(store, [inherited('2'), inherited('3')]);
    await settled();
    await appendAll(store, [inherited('4')]);
    await settled();
    const { items } = await inboxOf(db, { unitId: unitIdOf('HU-BATO') }, { limit: 2 });
    expect(items.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['FindingsInherited', 'Tiếp nhận hạn chế, khuyết điểm của Huyện ủy HU-LYSON'],
      ['CampaignPaused', 'Tạm dừng: Kiểm điểm năm 2023'],
    ]);
  });

  it('are read once, by their owner', async () => {
    const owner = { unitId: unitIdOf('HU-LYSON') };
    const before = await unreadCount(db, owner);
    const { items, next } = await inboxOf(db, owner, { limit: 1 });
    const noticeId = items[0]?.id ?? '';
    const at = '2023-12-30T01:00:00.000Z';
    expect(await markRead(db, owner, { noticeId, at })).toEqual({ readAt: at });
    expect(await markRead(db, owner, { noticeId, at: '2023-12-31T01:00:00.000Z' })).toEqual({ readAt: at });
    expect(await unreadCount(db, owner)).toBe(before - 1);
    const unread = await inboxOf(db, owner, { limit: 10, unread: true });
    expect(unread.items.map(({ id }) => id)).not.toContain(noticeId);
    expect((await inboxOf(db, owner, { limit: 10, after: String(next) })).items).toHaveLength(before - 1);
    for (const other of ['ADMINISTRATORS' as const, { unitId: unitIdOf('HU-BATO') }]) {
      await expect(markRead(db, other, { noticeId, at })).rejects.toMatchObject({ code: 'unknown-notice' });
    }
  });

  it('reach a deputy too while it stands in, in an inbox nobody else reads, and by mail', async () => {
    const party = (code: string) => ({
      accountId: `account-${code}`,
      role: 'UNIT' as const,
      unitId: unitIdOf(code),
    });
    const delegation = (event: DelegationEvent, at: string) => ({
      streamId: DELEGATIONS_ID,
      category: 'delegation',
      at,
      event,
    });
    const reminded = (at: string, dueVersion: string) =>
      unitEvent(
        'HU-LYSON',
        'ReminderSent',
        { phase: 'PLAN', offset: -1, dueVersion, dueOn: '2024-01-19' },
        at,
      );
    const delegationId = '0d7c1a52-4f0e-4c55-9a1c-1889c0de0d01';
    await appendAll(store, [
      reminded('2023-12-28T01:00:00.000Z', 'c1'),
      delegation(
        {
          type: 'DelegationGranted',
          data: {
            delegationId,
            from: party('HU-LYSON'),
            to: party('HU-BATO'),
            campaignId: CAMPAIGN,
            acts: ['UNIT_STEPS'],
            fromOn: '2023-12-28',
            untilOn: '2023-12-29',
            basis: null,
            reason: 'Nghỉ ốm',
            isAbsence: true,
          },
        },
        '2023-12-28T02:00:00.000Z',
      ),
      reminded('2023-12-28T03:00:00.000Z', 'c2'),
      campaignEvent(
        'CampaignPaused',
        { pausedAt: '2023-12-28T03:00:00.000Z', reason: 'bão' },
        '2023-12-28T03:00:00.000Z',
      ),
      reminded('2023-12-29T17:00:00.000Z', 'c3'),
    ]);
    await settled();
    const asDeputy = async (accountId: string) => {
      const { items } = await inboxOf(db, { unitId: unitIdOf('HU-BATO'), accountId }, { limit: 100 });
      return items.filter((one) => one.asDeputy).map(({ kind, subject }) => `${kind}: ${subject}`);
    };
    expect(await asDeputy('account-HU-BATO')).toEqual([
      expect.stringMatching(/^CampaignPaused: Thay mặt Huyện ủy HU-LYSON: /),
      expect.stringMatching(/^ReminderSent: Thay mặt Huyện ủy HU-LYSON: Nhắc việc/),
    ]);
    expect(await asDeputy('account-of-a-colleague')).toEqual([]);
    const { items } = await noticeLedger(db, { limit: 100, unitId: unitIdOf('HU-LYSON') });
    expect(
      items
        .filter(({ deputyId }) => deputyId !== null)
        .map(({ kind, channel, deputyId, address }) => [kind, channel, deputyId, address].join(' '))
        .toSorted(),
    ).toEqual([
      'CampaignPaused INBOX account-HU-BATO ',
      'CampaignPaused MAIL account-HU-BATO bato@quangngai.example',
      'ReminderSent INBOX account-HU-BATO ',
      'ReminderSent MAIL account-HU-BATO bato@quangngai.example',
    ]);
  });

  it('are the same after the whole log was handled again', async () => {
    const before = await pool.query('SELECT id, texts, read_at FROM app.notice ORDER BY id');
    const mails = await total('mail_delivery');
    await resetCursor(pool, 'notices', 1, 0);
    // The runner that was fenced tells of it; that is what a reset is for.
    await settled();
    faults.length = 0;
    const after = await pool.query('SELECT id, texts, read_at FROM app.notice ORDER BY id');
    expect(after.rows).toEqual(before.rows);
    expect(await total('mail_delivery')).toBe(mails);
  });

  it('reach 10,000 newly assigned units within seconds', async () => {
    const before = (await total('notice')) ?? 0;
    const units = Array.from({ length: 10_000 }, (_, index) => `XA-${index}`);
    await follower.stop();
    await appendAll(
      store,
      units.map((code) => assigned(code)),
    );
    const started = performance.now();
    follower = startFollower({
      pool,
      store,
      definition: noticesFollower(),
      onError: (error) => faults.push(error),
    });
    await settled();
    const seconds = (performance.now() - started) / 1_000;
    expect(await total('notice')).toBe(before + units.length);
    expect(seconds).toBeLessThan(10);
    await appendAll(store, [
      campaignEvent('CampaignAmended', {
        requirements: [],
        effectiveOn: '2023-12-15',
        basis: { ref: '1900-CV/TU' },
      }),
    ]);
    await settled();
    expect(await kinds('XA-9999')).toEqual(['CampaignAmended', 'UnitAssigned']);
  });

  it('leave as captured mail when no SMTP server is set, once each, with two pumps at work', async () => {
    const mailer = createCapturingMailer({ pool, now: NOW });
    const pumps = [1, 2].map(() =>
      startMailPump({ pool, mailer, now: NOW, onError: (error) => faults.push(error), idleMs: 5 }),
    );
    while ((await outbox(db, { limit: 1, state: 'pending' })).items.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(pumps.map((pump) => pump.stop()));
    const { items } = await outbox(db, { limit: 100 });
    expect(new Set(items.map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(
      new Set(['captured 1']),
    );
    expect(items.every(({ to }) => to === 'bato@quangngai.example')).toBe(true);
    expect(await total('captured_mail')).toBe(items.length);
    const task = items.find(({ subject }) => subject.startsWith('Giao nhiệm vụ'));
    const whole = await wholeMail(db, task?.id ?? '');
    expect(whole).toMatchObject({ ...task, html: expect.stringContaining('<h1') });
    expect(whole.text).toMatch(/Đề nghị đơn vị xác nhận tiếp nhận[^]*---\nAssigned: /);
  });

  it('are no mail where no mail was made of them', async () => {
    await expect(wholeMail(db, randomUUID())).rejects.toMatchObject({ code: 'unknown-notice' });
  });
});
