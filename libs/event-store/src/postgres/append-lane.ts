import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import type { Lane, Outcome } from '../coalescer.ts';
import { LogUnavailableError, type Appended } from '../event-store.ts';
import type { EncodedAppend } from '../recorded-event.ts';
import { hexArray, intArray, textArray, uuidArray } from './binary-array.ts';
import { logTypes, selectRows } from './log-types.ts';

const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 50;

const APPEND = `SELECT base, lost FROM es.append($1::uuid[], $2::text[], $3::int[], $4::int[], $5::bytea[],
  $6::uuid[], $7::text[], $8::text[], $9::bytea[])`;

/** One connection that writes batches, one at a time. It opens again by itself after a loss. */
export type AppendLane = Lane & { connect(): Promise<void>; close(): Promise<void> };

/**
 * `findWritten` looks a request up by its event ids: after a lost connection nobody knows whether the batch was committed,
 * so each of its requests is looked for before it is tried again.
 */
export function createAppendLane(options: {
  connectionString: string;
  findWritten(request: EncodedAppend): Promise<Appended | null>;
  /** `events`: how many this transaction wrote; `position`: of the last. */
  onAppended(position: number, events: number): void;
  onRetry(error: unknown, attempt: number): void;
}): AppendLane {
  let client: Client | null = null;

  async function connected(): Promise<Client> {
    if (client) return client;
    const fresh = new Client({
      connectionString: options.connectionString,
      application_name: 'dondoc append',
      types: logTypes,
      keepAlive: true,
      // A lane that hangs would hold the log's lock and stop every other writer.
      lock_timeout: 2_000,
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 5_000,
    });
    fresh.on('error', () => drop(fresh));
    await fresh.connect();
    // An acknowledged event is on disk, whatever the server's default says.
    await fresh.query(
      `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`,
    );
    client = fresh;
    return fresh;
  }

  function drop(lost: Client): void {
    if (client === lost) client = null;
    void lost.end().catch(() => undefined);
  }

  async function write(batch: readonly EncodedAppend[]): Promise<Outcome[]> {
    const outcomes: (Outcome | undefined)[] = batch.map(() => undefined);
    for (let attempt = 1; ; attempt += 1) {
      const open = [...batch.entries()].filter(([index]) => outcomes[index] === undefined);
      try {
        // The first try cannot have been written by us; callers find older ones by their own reading.
        if (attempt > 1) {
          for (const [index, request] of open)
            outcomes[index] = (await options.findWritten(request)) ?? undefined;
        }
        const missing = open.filter(([index]) => outcomes[index] === undefined);
        const written = missing.length > 0 ? await appendBatch(missing.map(([, request]) => request)) : [];
        for (const [at, [index]] of missing.entries()) outcomes[index] = written[at];
        return outcomes.map((outcome) => outcome ?? new Error('The log gave no answer for a request.'));
      } catch (error) {
        if (!isPassing(error))
          return open.length === 1 ? settle(outcomes, refusedBy(error)) : oneByOne(batch, outcomes);
        if (attempt === ATTEMPTS) return settle(outcomes, new LogUnavailableError({ cause: error }));
        // Whatever state the connection is in: the next try begins with a new one.
        if (client) drop(client);
        options.onRetry(error, attempt);
        await delay(FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  /** The database refused the batch as a whole: only the request at fault shall suffer for it. */
  async function oneByOne(
    batch: readonly EncodedAppend[],
    outcomes: (Outcome | undefined)[],
  ): Promise<Outcome[]> {
    const settled: Outcome[] = [];
    for (const [index, request] of batch.entries()) {
      settled.push(outcomes[index] ?? (await write([request]))[0] ?? new Error('No answer for a request.'));
    }
    return settled;
  }

  async function appendBatch(batch: readonly EncodedAppend[]): Promise<Outcome[]> {
    const lane = await connected();
    const events = batch.flatMap((request) => request.events);
    const [row] = await selectRows<[number, number[] | null]>(lane, 'append', APPEND, [
      uuidArray(batch.map((request) => request.streamId)),
      textArray(batch.map((request) => request.category)),
      intArray(batch.map((request) => request.expectedVersion)),
      intArray(batch.map((request) => request.events.length)),
      hexArray(batch.map((request) => request.previousHash)),
      uuidArray(events.map((event) => event.eventId)),
      textArray(events.map((event) => event.type)),
      textArray(events.map((event) => event.envelope)),
      hexArray(events.map((event) => event.leafHash)),
    ]);
    if (!row) throw new Error('es.append gave no row.');
    const lost = new Set(row[1]);
    let position = row[0];
    const outcomes = batch.map((request, index): Outcome => {
      if (lost.has(index + 1)) return 'lost';
      position += request.events.length;
      return appendedAt(request, position);
    });
    if (position > row[0]) options.onAppended(position, position - row[0]);
    return outcomes;
  }

  return {
    write,
    connect: async () => void (await connected()),
    async close() {
      await client?.end();
      client = null;
    },
  };
}

export const appendedAt = (request: EncodedAppend, position: number): Appended => ({
  position,
  version: request.expectedVersion + request.events.length,
  eventIds: request.events.map((event) => event.eventId),
});

const settle = (outcomes: readonly (Outcome | undefined)[], error: Error): Outcome[] =>
  outcomes.map((outcome) => outcome ?? error);
const refusedBy = (cause: unknown) => new Error('The database refused an append.', { cause });

/** Server stopping, starting or out of reach, disk full, a lock held too long: worth another try. SQLSTATE by class. */
export function isPassing(error: unknown): boolean {
  if (error instanceof TypeError) return false;
  // A connection that breaks says so with an error of the socket, or of the driver.
  if (!(error instanceof DatabaseError)) return true;
  const code = error.code ?? '';
  return /^(08|53|57P|40)/.test(code) || code === '55P03' || code === '57014';
}
