import { followerName, followersNow } from '@dondoc/activities/relay-cursor.ts';
import { clockOffset } from '@dondoc/database/clock-check.ts';
import type { FollowerTrouble } from '@dondoc/event-store/follower.ts';
import { countMails } from '@dondoc/notifications/mail-counts.query.ts';
import { overdueUnits } from '@dondoc/read-models/assignments/overdue-units.query.ts';
import type { Metrics } from '@dondoc/telemetry/metrics.ts';
import type { Pool } from 'pg';
import { Counter, Gauge } from 'prom-client';
import type { EntityManager } from 'typeorm';
import type { TemporalSight } from './worker-options.ts';

type Sources = { pool: Pool; db: EntityManager; temporal: () => TemporalSight | null; now: () => string };

/** What the worker measures of the process of campaigns; asked at each scrape, so that it costs nothing in between. */
export function workerMetrics(metrics: Metrics, { pool, db, temporal, now }: Sources) {
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [metrics.registry] });
  const behind = gauge(
    'dondoc_cursor_lag_positions',
    'Events between a follower and the head of the log.',
    'cursor',
  );
  const lag = gauge(
    'dondoc_cursor_lag_seconds',
    'Age of the oldest event a follower has not handled.',
    'cursor',
  );
  const parked = gauge(
    'dondoc_parked_streams',
    'Streams a follower has set aside; a person must look.',
    'cursor',
  );
  const head = gauge('dondoc_log_head_position', 'Position of the newest event of the log.');
  const open = gauge('dondoc_open_workflows', 'Workflows that run in Temporal.', 'type');
  const overdue = gauge(
    'dondoc_overdue_units',
    'Units past the deadline of a phase they still owe.',
    'campaign',
    'phase',
  );
  const mails = gauge('dondoc_mails', 'Mails of notices by what became of them.', 'state');
  const notices = gauge('dondoc_notices', 'Notices written to inboxes so far.');
  const clock = gauge(
    'dondoc_clock_offset_seconds',
    "By how much this worker's clock is ahead of the database's; below zero it is behind, and its timers come late.",
  );
  const faults = new Counter({
    name: 'dondoc_follower_faults_total',
    help: 'Troubles of followers: parked (a stream was set aside), fenced (another runner took over), retried.',
    labelNames: ['cursor', 'kind'],
    registers: [metrics.registry],
  });

  metrics.addSource('log', async () => {
    const lags = await followersNow(pool);
    for (const each of [behind, lag, parked]) each.reset();
    for (const each of lags) {
      const cursor = followerName(each);
      behind.set({ cursor }, each.behind);
      lag.set({ cursor }, each.lagSeconds);
      parked.set({ cursor }, each.parkedStreams);
    }
    head.set(Math.max(0, ...lags.map(({ position, behind: left }) => position + left)));
  });
  metrics.addSource('clock', async () => clock.set((await clockOffset(pool, Date.now)) / 1_000));
  metrics.addSource('notices', async () => {
    const counts = await countMails(pool);
    for (const [state, count] of Object.entries(counts.mails)) mails.set({ state }, count);
    notices.set(counts.notices);
  });
  metrics.addSource('read_models', async () => {
    const rows = await overdueUnits(db, now());
    overdue.reset();
    for (const { campaignId, phase, count } of rows) overdue.set({ campaign: campaignId, phase }, count);
  });
  metrics.addSource('temporal', async () => {
    const counts = (await temporal()?.openWorkflows()) ?? null;
    open.reset();
    if (counts === null) throw new Error('Temporal is away');
    for (const [type, count] of Object.entries(counts)) open.set({ type }, count);
  });
  return {
    trouble: ({ follower, kind }: FollowerTrouble) =>
      faults.inc({ cursor: followerName({ name: follower.replace(/\/\d+$/, '') }), kind }),
  };
}
