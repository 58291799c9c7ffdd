import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { appendAtEnd } from './testing/requests.ts';
import { createInMemoryEventStore } from './in-memory-event-store.ts';
import { createLogChecker } from './log-checker.ts';
import type { LogRow } from './verify/row-by-text.ts';

type Head = [streamId: string, version: number, headHash: string];
const STREAMS = 4;
const EVENTS = 24;

describe('createLogChecker', () => {
  let rows: LogRow[];
  let heads: Head[];

  beforeAll(async () => {
    let clock = Date.parse('2026-03-02T01:00:00.000Z');
    const now = () => new Date((clock += 1_000)).toISOString();
    const store = createInMemoryEventStore({ now, sealingKey: randomBytes(32) });
    const streams = Array.from({ length: STREAMS }, () => randomUUID());
    for (let n = 0; n < EVENTS; n += 1) {
      const data = { reasons: [{ item: `${n}`, text: 'Làm rõ trách nhiệm' }], version: n };
      await appendAtEnd(store, streams[(n * n) % STREAMS] ?? '', { type: 'PlanReturned', data });
    }
    rows = (await store.readAll({ after: 0 })).map((event) => [
      event.position,
      event.streamId,
      event.version,
      event.eventId,
      event.type,
      event.committedAt,
      event.envelope,
      event.leafHash,
    ]);
    const ends = new Map(rows.map((row): [string, Head] => [row[1], [row[1], row[2], row[7]]]));
    heads = [...ends.values()];
  });

  function check(log: readonly LogRow[]) {
    const checker = createLogChecker();
    for (const row of log) checker.check(row);
    return checker.finish(heads);
  }

  it('finds nothing in an honest log', () => {
    expect(check(rows)).toMatchObject({ ok: true, events: EVENTS, head: EVENTS, headHash: rows.at(-1)?.[7] });
  });

  it('proves the events alone where no head rows are at hand', () => {
    const checker = createLogChecker();
    for (const row of rows) checker.check(row);
    expect(checker.finish(null)).toEqual(check(rows));
  });

  const anyRow = fc.nat({ max: EVENTS - 1 });

  it('finds any one character changed in any column, and names the event', () => {
    const column = fc.constantFrom(1, 3, 4, 6, 7);
    fc.assert(
      fc.property(
        anyRow,
        column,
        fc.nat(),
        fc.constantFrom('0', 'x', 'ế', ' '),
        (index, at, where, character) => {
          const row = rows[index] as LogRow;
          const text = row[at];
          const place = where % text.length;
          fc.pre(text[place] !== character);
          const changed = [...row] as LogRow;
          changed[at] = text.slice(0, place) + character + text.slice(place + 1);
          const { faults } = check(rows.with(index, changed));
          expect(faults.map((fault) => fault.position)).toContain(row[0]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds any one event removed, by its gap or by its stream', () => {
    fc.assert(
      fc.property(anyRow, (index) => {
        const { ok, faults } = check(rows.toSpliced(index, 1));
        expect(ok).toBe(false);
        if (index < EVENTS - 1)
          expect(faults).toContainEqual({ position: index + 1, fault: `event ${index + 1} is missing` });
      }),
    );
  });

  it('finds any two events that changed places', () => {
    fc.assert(
      fc.property(anyRow, anyRow, (one, two) => {
        fc.pre(one !== two);
        const swapped = [...rows];
        swapped[one] = [one + 1, ...(rows[two] as LogRow).slice(1)] as LogRow;
        swapped[two] = [two + 1, ...(rows[one] as LogRow).slice(1)] as LogRow;
        expect(check(swapped).ok).toBe(false);
      }),
    );
  });
});
