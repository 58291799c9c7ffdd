import { createCursorGroup } from '@dondoc/event-store/cursor-group.ts';
import { listCursors } from '@dondoc/event-store/cursors.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import { noticesFollower } from '@dondoc/notifications/notices-follower.ts';
import { allProjections } from '@dondoc/read-models/all-projections.ts';
import { webhooksFollower } from '@dondoc/notifications/webhook/webhooks-follower.ts';
import { startProjections } from '@dondoc/read-models/start-projections.ts';
import { noTraces } from '@dondoc/telemetry/command-traces.ts';
import { campaignFollowers } from '@dondoc/worker/campaign-followers.ts';
import { createTemporalRelay } from '@dondoc/worker/relay/temporal-relay.ts';
import type { ProcessPort } from '@dondoc/worker/relay/process-port.ts';
import { Pool } from 'pg';
import { until } from '../integration/process/until.ts';
import { assigned, now, openStore } from './campaigns.ts';
import { countingProxy } from './counting-proxy.ts';
import { median } from './report.ts';

const COMMANDS = 9;
const CONNECTIONS = 30;
const NEVER_MS = 3_600_000;
/** Asked by the clock while somebody waits for an append. */
const BY_THE_CLOCK = 'log-head';
/** Whatever is to be started is there. */
const nothingToDo = new Proxy({} as ProcessPort, { get: () => () => Promise.resolve(true) });

/**
 * Statements that one command (acknowledge) costs after it was answered: all followers of a worker stand at the head of the log, read what it wrote,
 * and move on. What followers ask when nothing comes is left out, and Temporal, which an acknowledgement does not wake, is not there.
 */
export async function statementsAtRest(appUrl: string): Promise<number> {
  const proxy = await countingProxy(appUrl);
  const api = await openStore(appUrl);
  const { units } = await assigned(api, COMMANDS);
  const direct = new Pool({ connectionString: appUrl, max: 2 });
  const store = await openStore(proxy.url);
  const pool = new Pool({ connectionString: proxy.url, max: CONNECTIONS });
  const patient: EventStore = {
    ...store,
    waitForAppend: (position, _, signal) => store.waitForAppend(position, NEVER_MS, signal),
  };
  const faults: unknown[] = [];
  const onError = (error: unknown) => void faults.push(error);
  const ports = { pool, store: patient, group: createCursorGroup(onError), onError };
  const projections = startProjections({ ...ports, pollMs: NEVER_MS });
  const followers = [
    noticesFollower(),
    webhooksFollower(),
    createTemporalRelay({ namespaceId: 'none', store: patient, process: nothingToDo, traces: noTraces }),
    ...campaignFollowers({ store: patient, now }),
  ].map((definition) => startFollower({ ...ports, definition }));
  const atRest = async () => {
    const head = await api.head();
    await until(
      () => listCursors(direct),
      (cursors) =>
        cursors.length === allProjections().length + followers.length &&
        cursors.every(({ position }) => position >= head),
      { what: `cursors at ${head}`, withinMs: 60_000 },
    );
  };
  try {
    const counts: number[] = [];
    for (const unit of units) {
      await atRest();
      proxy.take();
      await unit.acknowledge();
      await atRest();
      const taken = proxy.take();
      counts.push(
        taken.filter(({ prepared }) => prepared !== BY_THE_CLOCK).reduce((sum, { count }) => sum + count, 0),
      );
    }
    if (faults.length > 0) throw new AggregateError(faults, 'A follower met a fault.');
    return median(counts);
  } finally {
    await Promise.all([projections.stop(), ...followers.map((follower) => follower.stop())]);
    await Promise.all([api.close(), store.close(), direct.end(), pool.end()]);
    await proxy.close();
  }
}
