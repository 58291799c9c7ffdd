import { context, propagation, ROOT_CONTEXT, trace, type Context, type Link } from '@opentelemetry/api';

/** Anything that can run a query. */
type Queryable = { query(sql: string, values: unknown[]): Promise<{ rows: unknown[] }> };

/**
 * Which trace a command belongs to: a note beside the log, never a fact in it. Asked only for what is traced; a note that
 * cannot be written or read costs a trace, never a command, so neither call throws.
 */
export type CommandTraces = {
  /** Notes the active trace for these commands; the first note of a command stands. */
  note(commandIds: readonly string[]): Promise<void>;
  /** A context to go on in, for each command that has a note. */
  recall(commandIds: readonly string[]): Promise<ReadonlyMap<string, Context>>;
};

/** Nobody traces: nothing is noted, nothing recalled, no query made. */
export const noTraces: CommandTraces = {
  note: () => Promise.resolve(),
  recall: () => Promise.resolve(new Map()),
};

// A note may be lost in a crash, so it need not wait for the disk.
const NOTE = `INSERT INTO app.command_trace (command_id, traceparent)
  SELECT DISTINCT ON (id) id, traceparent
  FROM set_config('synchronous_commit', 'off', true), unnest($1::text[], $2::text[]) AS note(id, traceparent)
  ON CONFLICT (command_id) DO NOTHING`;

/**
 * Notes in app.command_trace, kept for a week. What is noted while one statement is under way goes out with the next, as the appends
 * that wait for it do. `onFault` hears what was not noted or recalled, and why.
 */
export function postgresCommandTraces(db: Queryable, onFault: (error: unknown) => void): CommandTraces {
  let waiting: { commandId: string; traceparent: string }[] = [];
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  async function write(): Promise<void> {
    const notes = waiting;
    waiting = [];
    next = null;
    const values = [notes.map(({ commandId }) => commandId), notes.map(({ traceparent }) => traceparent)];
    await db.query(NOTE, values).catch(onFault);
  }

  return {
    async note(commandIds) {
      const traceparent = traceparentOf(context.active());
      if (traceparent === null) return;
      for (const commandId of commandIds) waiting.push({ commandId, traceparent });
      next ??= last = last.then(write);
      await next;
    },
    async recall(commandIds) {
      try {
        const { rows } = await db.query(
          'SELECT command_id, traceparent FROM app.command_trace WHERE command_id = ANY ($1::text[])',
          [[...new Set(commandIds)]],
        );
        const notes = rows as { command_id: string; traceparent: string }[];
        return new Map(notes.map((row) => [row.command_id, contextOf(row.traceparent)]));
      } catch (error) {
        onFault(error);
        return new Map();
      }
    },
  };
}

/** Old notes go: a trace that is still unfinished after a week is read by nobody. */
export async function forgetOldTraces(db: Queryable): Promise<void> {
  await db.query(`DELETE FROM app.command_trace WHERE noted_at < now() - interval '7 days'`, []);
}

/** W3C Trace Context of the active span, null outside of a trace. */
export function traceparentOf(active: Context): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(active, carrier);
  return carrier.traceparent ?? null;
}

export const contextOf = (traceparent: string): Context => propagation.extract(ROOT_CONTEXT, { traceparent });

/** For work done for several commands at once: their traces are linked, because a span has one parent. */
export const linksTo = (contexts: Iterable<Context>): Link[] =>
  [...contexts].flatMap((each) => {
    const spanContext = trace.getSpanContext(each);
    return spanContext === undefined ? [] : [{ context: spanContext }];
  });
