// Brings the checker's parts together: what must hold at any moment, and what must hold once the stack has settled.
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';

import { checkCommands } from './checker/command-checks.ts';
import { groupBy, readEvents } from './checker/envelope-reading.ts';
import { checkDeliveries } from './checker/delivery-checks.ts';
import { checkFollowers } from './checker/follower-checks.ts';
import { checkLog } from './checker/log-checks.ts';
import { checkNudges, checkProcesses } from './checker/process-checks.ts';
import type { Clocks } from './checker/process-checks.ts';
import type { Consumer } from './checker/read-deliveries.ts';
import { readAll, readLog } from './checker/read-snapshot.ts';
import { namespaceId, readWorkflows } from './checker/read-workflows.ts';
import type { Finding, LogSnapshot } from './checker/snapshot.ts';
import type { Load } from './load.ts';
import { SCRIPTED } from './load.ts';

const LOOK_EVERY_MS = 400;
const FOLLOWERS = [
  'assigner',
  'bulk',
  'finding-course',
  'notices',
  'rating-inputs',
  'recounter',
  'succession',
  'webhooks',
  ...[
    'amendments',
    'assignments',
    'campaigns',
    'cascades',
    'conclusions',
    'directives',
    'findings',
    'ratings',
    'remediation',
    'units',
  ].map((name) => `projection:${name}`),
];

type Counts = Readonly<Record<string, number>>;
export type Examined = Readonly<{ findings: readonly Finding[]; eventsByType: Counts }>;

/**
 * The log and the answers alone: must hold whatever else is broken. A database that is still starting again (one dead backend takes
 * all the others with it, the checker's too) is asked again, at most `withinMs`.
 */
export async function examineLog(pool: Pool, load: Load, withinMs: number): Promise<Examined> {
  for (const until = Date.now() + withinMs; ; await pause(LOOK_EVERY_MS)) {
    const read = await readLog(pool).then(
      (log) => ({ log, error: null }),
      (error: unknown) => ({ log: null, error }),
    );
    if (read.log !== null)
      return { findings: findingsInLog(read.log, load), eventsByType: countTypes(read.log) };
    if (Date.now() > until) return unreadable(read.error);
  }
}

function findingsInLog(log: LogSnapshot, { acknowledged, sent }: Load): Finding[] {
  const events = readEvents(log.rows);
  return [...checkLog(log), ...checkCommands(events, acknowledged, sent, SCRIPTED), ...checkNudges(events)];
}

type SettledPorts = Readonly<{
  pool: Pool;
  client: Client;
  /** null: there is no Kafka in this stack */
  consumer: Consumer | null;
  load: Load;
  clocks: () => Clocks;
  /** starts again what ended meanwhile: a broker whose disk was full gives up some time after */
  revive: () => Promise<void>;
}>;

/**
 * Looks until nothing is found, at most `withinMs`: followers and workflows are behind for a moment after a fault. What is
 * found in the log itself is final at once.
 */
export async function examineSettled(ports: SettledPorts, withinMs: number): Promise<Examined> {
  for (const until = Date.now() + withinMs; ; await pause(LOOK_EVERY_MS)) {
    await ports.revive();
    const { findings, eventsByType, isFinal } = await lookOnce(ports).catch(unreadable);
    if (findings.length === 0 || isFinal || Date.now() > until) return { findings, eventsByType };
  }
}

async function lookOnce({ pool, client, consumer, load, clocks }: SettledPorts) {
  const snapshot = await readAll(pool);
  const events = readEvents(snapshot.rows);
  const eventsByType = countTypes(snapshot);
  const inLog = findingsInLog(snapshot, load);
  if (inLog.length > 0) return { findings: inLog, eventsByType, isFinal: true };
  const wanted = [...FOLLOWERS, `temporal:${await namespaceId(client)}`];
  const behind = checkFollowers(events, snapshot.streams, snapshot, wanted);
  // Histories and topics are read only when there is something to compare them with.
  if (behind.length > 0) return { findings: behind, eventsByType, isFinal: false };
  const [workflows, deliveries] = await Promise.all([readWorkflows(client), consumer?.read() ?? null]);
  const findings = [
    ...checkProcesses(events, workflows, clocks()),
    ...(deliveries === null ? [] : checkDeliveries(deliveries, events)),
  ];
  return { findings, eventsByType, isFinal: false };
}

function countTypes({ rows }: LogSnapshot): Counts {
  return Object.fromEntries(
    [...groupBy(rows, ({ type }) => type)].map(([type, { length }]) => [type, length]),
  );
}

const unreadable = (error: unknown) => ({
  findings: [{ code: 'unreadable' as const, detail: `nothing could be read: ${String(error)}` }],
  eventsByType: {},
  isFinal: false,
});
