import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@dondoc/database/data-source.ts';
import { VN_2026_11 } from '@dondoc/domain/calendar/vn-calendar.ts';
import { DEFAULT_CADENCE } from '@dondoc/domain/escalation/cadence.ts';
import { waitForCursor } from '@dondoc/event-store/cursors.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import {
  openPostgresEventStore,
  type PostgresEventStore,
} from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import {
  appendAll,
  assigned,
  CAMPAIGN,
  campaignEvent,
  directiveIssued,
  launched,
  unitEvent,
  unitRegistered,
} from '@dondoc/read-models/test-log.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { noticeLedger, type LedgerState } from '../ledger.query.ts';
import { noticesFollower } from '../notices-follower.ts';
import { notificationEntities } from '../outbox.query.ts';
import type { DeliveryPolicy } from './delivery-policy.ts';
import type { Mail } from './mailer.ts';
import { startMailPump } from './mail-pump.ts';

const UNIT = unitIdOf('HU-BATO');
const policy = {
  quiet: { from: '18:00', to: '08:00', daysOff: true },
  digestAt: '16:30',
  urgentAlways: true,
  calendar: VN_2026_11,
  zone: 'Asia/Ho_Chi_Minh',
};

describe('Mail under a policy', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: PostgresEventStore;
  let pool: Pool;
  let source: DataSource;
  const sent: Mail[] = [];
  const faults: unknown[] = [];

  const mails = (state?: LedgerState) =>
    noticeLedger(source.manager, {
      limit: 100,
      unitId: UNIT,
      channel: 'MAIL',
      ...(state === undefined ? {} : { state }),
    }).then(({ items }) => items);
  /** Lets two pumps work at this instant until `done`. */
  async function pumpAt(
    instant: string,
    done: () => Promise<boolean>,
    by: DeliveryPolicy = policy,
  ): Promise<void> {
    const mailer = {
      send: (mail: Mail) => Promise.resolve(sent.push(mail)).then(() => 'sent' as const),
      close: () => Promise.resolve(),
    };
    const pumps = [1, 2].map(() =>
      startMailPump({
        pool,
        mailer,
        policy: by,
        now: () => instant,
        onError: (error) => faults.push(error),
        idleMs: 5,
      }),
    );
    try {
      while (faults.length === 0 && !(await done())) await delay(10);
    } finally {
      await Promise.all(pumps.map((pump) => pump.stop()));
    }
    expect(faults).toEqual([]);
  }

  beforeAll(async () => {
    database = await testDatabase();
    store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey: randomBytes(32) });
    pool = new Pool({ connectionString: database.appUrl });
    pool.on('error', () => undefined);
    source = await createDataSource({ url: database.appUrl, entities: notificationEntities }).initialize();
    await appendAll(store, [
      directiveIssued,
      unitRegistered('HU-BATO', 'bato@quangngai.example'),
      ...launched('HU-BATO'),
      campaignEvent('CampaignPaused', { pausedAt: '2023-12-10T01:00:00.000Z', reason: 'bão' }),
      unitEvent('HU-BATO', 'EscalationRaised', {
        phase: 'REVIEW',
        level: 'URGE',
        step: 1,
        to: ['UNIT'],
        dueVersion: 'c1',
        dueOn: '2023-12-20',
      }),
    ]);
    await writeNotices();
  });
  async function writeNotices(): Promise<void> {
    const follower = startFollower({
      pool,
      store,
      definition: noticesFollower(),
      onError: (error) => faults.push(error),
    });
    await waitForCursor(pool, 'notices', 1, await store.head(), 20_000);
    await follower.stop();
  }
  afterAll(async () => {
    await source.destroy();
    await pool.end();
    await store.close();
    await database.stop();
  });

  it('waits in the night, except for a rung, and the ledger says why and until when', async () => {
    // Friday 29 December 2023, 20:00; Monday is New Year.
    await pumpAt(
      '2023-12-29T13:00:00.000Z',
      async () => sent.length > 0 && (await mails('deferred')).length === 2,
    );
    expect(sent.map(({ subject }) => subject)).toEqual([expect.stringContaining('Đôn đốc lần 1')]);
    expect(await mails('deferred')).toEqual([
      expect.objectContaining({
        kind: 'CampaignPaused',
        campaignId: CAMPAIGN,
        unitName: 'Huyện ủy HU-BATO',
        address: 'bato@quangngai.example',
        reason: 'DIGEST',
        stateAt: '2024-01-02T09:30:00.000Z',
        attempts: 0,
      }),
      expect.objectContaining({ kind: 'UnitAssigned' }),
    ]);
  });

  it('gathers what waited for one recipient into one mail of the next working afternoon', async () => {
    sent.length = 0;
    await pumpAt('2024-01-02T09:30:00.000Z', async () => (await mails('sent')).length === 3);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.subject).toBe('Đôn Đốc: 2 thông báo');
    expect(sent[0]?.text).toMatch(/^1\. Giao nhiệm vụ[^]*2\. Tạm dừng[^]*---[^]*1\. Assigned/);
    const { rows } = await pool.query(
      `SELECT count(*)::int AS carried FROM app.mail_delivery WHERE carried_by IS NOT NULL`,
    );
    expect(rows).toEqual([{ carried: 1 }]);
    expect(faults).toEqual([]);
  });

  it('stands in the ledger beside the inbox, page by page', async () => {
    const page = await noticeLedger(source.manager, { limit: 4, campaignId: CAMPAIGN });
    const rest = await noticeLedger(source.manager, {
      limit: 4,
      campaignId: CAMPAIGN,
      after: page.next ?? '',
    });
    const all = [...page.items, ...rest.items].map(
      ({ kind, channel, state }) => `${kind} ${channel} ${state}`,
    );
    expect(all.toSorted()).toEqual([
      'CampaignPaused INBOX delivered',
      'CampaignPaused MAIL sent',
      'EscalationRaised INBOX delivered',
      'EscalationRaised MAIL sent',
      'UnitAssigned INBOX delivered',
      'UnitAssigned MAIL sent',
    ]);
  });

  it('keeps the quiet hours and the channels that a campaign chose for itself', async () => {
    const own = '0d7c1a52-4f0e-4c55-9a1c-1889c0de0077';
    const at = '2024-01-02T02:00:00.000Z';
    const due = { phase: 'REVIEW' as const, dueVersion: 'c1', dueOn: '2024-01-03', offset: -1 };
    const [drafted] = launched();
    if (drafted?.event.type !== 'CampaignDrafted') throw new Error('A launch begins with its draft.');
    const quietHours = { from: '12:00', to: '14:00', daysOff: false };
    await appendAll(store, [
      campaignEvent(
        'CampaignDrafted',
        { ...drafted.event.data, campaignId: own, cadence: { ...DEFAULT_CADENCE, quietHours } } as never,
        at,
        own,
      ),
      assigned('HU-BATO', at, own),
      unitEvent('HU-BATO', 'ReminderSent', { ...due, channels: ['INBOX'] }, at, own),
    ]);
    await writeNotices();
    const ofCampaign = async () => {
      const { items } = await noticeLedger(source.manager, { limit: 10, campaignId: own });
      return items.map(({ kind, channel, state, stateAt }) => [
        kind,
        channel,
        state,
        ...(channel === 'MAIL' ? [stateAt] : []),
      ]);
    };
    const night = { ...policy, digestAt: undefined };
    const isMail = async (state: LedgerState) => (await ofCampaign()).some((one) => one[2] === state);
    // Half past twelve on a Tuesday: the installation would write, the campaign does not.
    await pumpAt('2024-01-02T05:30:00.000Z', () => isMail('deferred'), night);
    expect(await ofCampaign()).toEqual([
      ['ReminderSent', 'INBOX', 'delivered'],
      expect.arrayContaining(['UnitAssigned']),
      expect.arrayContaining(['UnitAssigned']),
    ]);
    expect(await ofCampaign()).toContainEqual([
      'UnitAssigned',
      'MAIL',
      'deferred',
      '2024-01-02T07:00:00.000Z',
    ]);
    // Eight in the evening: the installation is quiet, the campaign chose otherwise.
    await pumpAt('2024-01-02T13:00:00.000Z', () => isMail('sent'), night);
  });
});
