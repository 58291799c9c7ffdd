import { beforeAll, describe, expect, it } from '@jest/globals';

import { checkCommands } from './command-checks.ts';
import { checkDeliveries } from './delivery-checks.ts';
import { leafHash, readEvents } from './envelope-reading.ts';
import { checkFollowers } from './follower-checks.ts';
import { healthyRun, SCRIPTED, WANTED } from './healthy-run.ts';
import type { HealthyRun } from './healthy-run.ts';
import { checkLog } from './log-checks.ts';
import { checkNudges, checkProcesses } from './process-checks.ts';
import type { Jump } from './process-checks.ts';
import type { FindingCode, LogRow } from './snapshot.ts';

let healthy: HealthyRun;
beforeAll(async () => {
  healthy = await healthyRun();
}, 30_000);

/** What the checker finds, each code once. */
function found(run: HealthyRun, jumps: readonly Jump[] = []): FindingCode[] {
  const { log, acknowledged, sent, followers, workflows, deliveries, now } = run;
  const events = readEvents(log.rows);
  const clocks = { offset: 0, now, jumps };
  const findings = [
    ...checkLog(log),
    ...checkCommands(events, acknowledged, sent, SCRIPTED),
    ...checkNudges(events),
    ...checkFollowers(events, log.streams, followers, WANTED),
    ...checkProcesses(events, workflows, clocks),
    ...checkDeliveries(deliveries, events),
  ];
  return [...new Set(findings.map(({ code }) => code))];
}

/** The run with its log replaced, and everything that follows the log following it: only what is wrong in the log is wrong. */
function withRows(run: HealthyRun, rows: readonly LogRow[]): HealthyRun {
  const last = new Map(rows.map((row) => [row.streamId, row]));
  const streams = run.log.streams.map((stream) => {
    const { version = 0, leafHash: headHash = '' } = last.get(stream.streamId) ?? {};
    return { ...stream, version, headHash };
  });
  return { ...run, log: { rows, streams } };
}

/** The log with one event more, chained well; by default the last one again, as if its command had been applied twice. */
function withOneMore(
  rows: readonly LogRow[],
  more: Readonly<{ streamId?: string; type?: string; at?: string; data?: object }> = {},
): LogRow[] {
  const last = rows.findLast(({ streamId }) => streamId === (more.streamId ?? rows.at(-1)?.streamId));
  if (last === undefined) throw new Error('there is no such stream');
  const eventId = `00000000-0000-5000-8000-${String(rows.length).padStart(12, '0')}`;
  const version = last.version + 1;
  const before = JSON.parse(last.envelope) as object;
  const envelope = JSON.stringify({ ...before, ...more, id: eventId, prev: last.leafHash, sv: version });
  const { type = last.type } = more;
  const position = rows.length + 1;
  return [...rows, { ...last, position, version, eventId, type, envelope, leafHash: leafHash(envelope) }];
}

describe('The independent checker', () => {
  it('finds nothing in a run of the product', () => {
    expect(healthy.log.rows.length).toBeGreaterThan(20);
    expect(healthy.workflows).toHaveLength(8);
    expect(found(healthy)).toEqual([]);
  });

  it('catches a lost acknowledgement, although the log without it is whole', () => {
    const run = withRows(healthy, healthy.log.rows.slice(0, -1));
    expect(checkLog(run.log)).toEqual([]);
    expect(found(run)).toContain('ack-lost');
  });

  it('catches a command applied twice, although each application is chained well', () => {
    const run = withRows(healthy, withOneMore(healthy.log.rows));
    expect(checkLog(run.log)).toEqual([]);
    expect(found(run)).toContain('applied-twice');
  });

  it('catches a gap in the positions', () => {
    const { rows } = healthy.log;
    const run = { ...healthy, log: { ...healthy.log, rows: rows.filter((_, index) => index !== 5) } };
    expect(checkLog(run.log).map(({ code }) => code)).toContain('position-gap');
  });

  it('catches a relay that delivers the events of a stream in another order, and lets repeats pass', () => {
    const deliveries = [...healthy.deliveries, ...healthy.deliveries.slice(-4)];
    expect(found({ ...healthy, deliveries })).toEqual([]);
    expect(found({ ...healthy, deliveries: healthy.deliveries.toReversed() })).toEqual([
      'delivery-reordered',
    ]);
    expect(found({ ...healthy, deliveries: healthy.deliveries.slice(0, -1) })).toEqual(['delivery-gap']);
  });

  it('catches a stream that is in two partitions, and a delivery that nothing recorded stands behind', () => {
    const { deliveries } = healthy;
    const split = deliveries.map((one, index) => ({ ...one, partition: index % 2 }));
    expect(found({ ...healthy, deliveries: split })).toEqual(['delivery-reordered']);
    const invented = deliveries.map((one, index) => (index === 3 ? { ...one, eventId: 'another' } : one));
    expect(found({ ...healthy, deliveries: invented })).toEqual(['delivery-foreign']);
  });

  it('catches a cursor that is stuck', () => {
    const cursors = healthy.followers.cursors.map((cursor) => ({ ...cursor, position: cursor.position - 1 }));
    expect(found({ ...healthy, followers: { ...healthy.followers, cursors } })).toEqual(['cursor-behind']);
    expect(found({ ...healthy, followers: { ...healthy.followers, cursors: [] } })).toEqual([
      'cursor-behind',
    ]);
  });

  it('catches an orphan workflow, a unit or a plan without one, and one that has two', () => {
    const { workflows } = healthy;
    const [, monitor, first, second] = workflows;
    const without = (missing: unknown) =>
      found({ ...healthy, workflows: workflows.filter((one) => one !== missing) });
    const unit = { workflowId: `${first?.workflowId}0`, timer: null };
    const plan = { workflowId: `${first?.workflowId.replace('unit', 'monitor')}` };
    for (const orphan of [unit, plan])
      expect(found({ ...healthy, workflows: [...workflows, orphan] })).toEqual(['workflow-orphan']);
    for (const missing of [monitor, second]) expect(without(missing)).toEqual(['workflow-missing']);
    expect(found({ ...healthy, workflows: [...workflows, ...workflows] })).toEqual(['workflow-twice']);
  });

  const withTimers = (late: number | null): HealthyRun => ({
    ...healthy,
    workflows: healthy.workflows.map((workflow) => {
      if (!workflow.timer) return workflow;
      const { armedAt, firesAt } = workflow.timer;
      return { ...workflow, timer: late === null ? null : { armedAt, firesAt: firesAt + late } };
    }),
  });

  it('catches a timer after the next rung, one at no rung, and none', () => {
    for (const late of [60_000, -60_000, null]) expect(found(withTimers(late))).toEqual(['timer-wrong']);
  });

  it('excuses a timer by what the clock was off when it was armed, and no other', () => {
    const { now } = healthy;
    const behind = { from: now - 1_000, to: now + 1_000, by: -60_000 };
    expect(found(withTimers(60_000), [behind])).toEqual([]);
    expect(found(withTimers(120_000), [behind])).toEqual(['timer-wrong']);
    expect(found(withTimers(60_000), [{ ...behind, from: now + 1 }])).toEqual(['timer-wrong']);
  });

  // Its two pauses moved the day for the acknowledgement from the 3rd to Monday the 8th; the rung is due the next morning.
  const RUNG_AT = '2027-03-09T01:00:00.000Z';

  it('catches a rung that was passed over, not before its hour', () => {
    const at = (now: string): FindingCode[] => found({ ...healthy, now: Date.parse(now) });
    expect(at('2027-03-09T00:59:59Z')).toEqual([]);
    expect(at('2027-03-09T01:00:01Z')).toEqual(['rung-missed']);
  });

  it('lets a rung wait for the next morning when the clock stood at its hour, and no longer', () => {
    const streamId = healthy.log.rows.find(({ type }) => type === 'CampaignIssued')?.streamId ?? '';
    const campaignId = streamId;
    const pausedAt = '2027-03-09T00:50:00.000Z';
    const resumedAt = '2027-03-09T01:30:00.000Z';
    const pause = { streamId, type: 'CampaignPaused', at: pausedAt, data: { campaignId, pausedAt } };
    const paused = withOneMore(healthy.log.rows, pause);
    const end = { campaignId, pausedAt, resumedAt, pausedDays: 1, deadlines: [] };
    const resumed = withOneMore(paused, { streamId, type: 'CampaignResumed', at: resumedAt, data: end });
    const missed = (rows: readonly LogRow[], now: string) =>
      checkProcesses(readEvents(rows), healthy.workflows, { offset: 0, now: Date.parse(now), jumps: [] })
        .map(({ code }) => code)
        .filter((code) => code === 'rung-missed');
    expect(missed(paused, '2027-03-09T01:20:00Z')).toEqual([]);
    expect(missed(resumed, '2027-03-10T00:59:59Z')).toEqual([]);
    expect(missed(resumed, '2027-03-10T01:00:01Z')).toContain('rung-missed');

    const silent = healthy.log.rows.find(({ type }) => type === 'UnitAssigned');
    const data = { campaignId, phase: 'ACKNOWLEDGE', dueVersion: 'c3', dueOn: '2027-03-08', step: 1 };
    const raised = { streamId: silent?.streamId ?? '', type: 'EscalationRaised', at: RUNG_AT, data };
    const nudged = (rows: readonly LogRow[]) => checkNudges(readEvents(withOneMore(rows, raised)));
    expect(nudged(healthy.log.rows)).toEqual([]);
    expect(nudged(paused).map(({ code }) => code)).toEqual(['rung-early']);

    // Decided before the pause by a worker whose clock is ahead: what comes after it in the log was written at the pause.
    const ahead = withOneMore(paused, raised);
    const witness = { streamId: raised.streamId, type: 'AcknowledgementRecorded', at: pausedAt, data };
    expect(checkNudges(readEvents(withOneMore(ahead, witness)))).toEqual([]);
  });

  it('gives no verdict on acts that it has no rules for', () => {
    const streamId = healthy.log.rows.find(({ type }) => type === 'CampaignIssued')?.streamId ?? '';
    const rows = withOneMore(healthy.log.rows, { streamId, type: 'AddresseeAdded' });
    expect(() => found(withRows(healthy, rows))).toThrow(/do not foresee a AddresseeAdded/);
  });

  it('catches one changed character, and a leaf hashed anew without the chain behind it', () => {
    const changed = (hashedAnew: boolean) =>
      healthy.log.rows.map((row, index) => {
        const envelope = index === 0 ? row.envelope.replace('2027', '2028') : row.envelope;
        return { ...row, envelope, leafHash: hashedAnew ? leafHash(envelope) : row.leafHash };
      });
    expect(found({ ...healthy, log: { ...healthy.log, rows: changed(false) } })).toEqual(['chain-broken']);
    expect(found({ ...healthy, log: { ...healthy.log, rows: changed(true) } })).toEqual(['chain-broken']);
  });

  it('catches a table that is not the fold of the log, a notice twice and a notice missing', () => {
    const { assignments, notices } = healthy.followers;
    const withFollowers = (changed: Partial<HealthyRun['followers']>) =>
      found({ ...healthy, followers: { ...healthy.followers, ...changed } });
    const stale = assignments.map((row, index) => (index === 0 ? { ...row, status: 'EXEMPTED' } : row));
    expect(withFollowers({ assignments: stale })).toEqual(['read-model-differs']);
    expect(withFollowers({ assignments: assignments.slice(1) })).toEqual(['read-model-differs']);
    expect(withFollowers({ notices: [...notices, ...notices.slice(0, 1)] })).toEqual(['notice-twice']);
    expect(withFollowers({ notices: notices.slice(1) })).toEqual(['notice-missing']);
  });

  it('catches a command that nobody sent', () => {
    expect(found({ ...healthy, sent: healthy.sent.slice(1) })).toEqual(['unsent-command']);
  });
});
