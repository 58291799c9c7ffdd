import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { leafHashOf } from '../envelope.ts';
import { createInMemoryEventStore } from '../in-memory-event-store.ts';
import { appendAtEnd } from '../testing/requests.ts';
import { createLogPart, type LogPart } from './log-part.ts';
import { createRowReader } from './row-by-bytes.ts';
import { addRow, type LogRow } from './row-by-text.ts';

const EVENTS = 6;

/** The row as PostgreSQL's binary COPY sends it: each field behind its length. */
function asCopied([position, streamId, version, eventId, type, at, envelope, leafHash]: LogRow): Buffer {
  const big = (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(value);
    return bytes;
  };
  const small = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(value);
    return bytes;
  };
  const id = (text: string) => Buffer.from(text.replaceAll('-', ''), 'hex');
  const since2000 = BigInt(Date.parse(at) - Date.UTC(2000, 0, 1)) * 1_000n;
  return Buffer.concat(
    [
      big(BigInt(position)),
      id(streamId),
      small(version),
      id(eventId),
      Buffer.from(type),
      big(since2000),
      Buffer.from(envelope),
      Buffer.from(leafHash, 'hex'),
    ].flatMap((field) => [small(field.length), field]),
  );
}

function byBytes(row: LogRow): LogPart {
  const part = createLogPart(1);
  createRowReader(part)(asCopied(row), 0);
  return part;
}
function byText(row: LogRow): LogPart {
  const part = createLogPart(1);
  addRow(part, row);
  return part;
}

describe('a row read from its bytes', () => {
  let rows: LogRow[];

  beforeAll(async () => {
    let clock = Date.parse('2026-03-02T01:00:00.000Z');
    const store = createInMemoryEventStore({
      now: () => new Date((clock += 1_000)).toISOString(),
      sealingKey: randomBytes(32),
    });
    const streams = [randomUUID(), randomUUID()];
    for (let n = 0; n < EVENTS; n += 1) {
      const data = { reasons: [{ item: `${n}`, text: 'Làm rõ "trách nhiệm"' }], version: n };
      await appendAtEnd(store, streams[n % 2] ?? '', { type: 'PlanReturned', data });
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
  });

  it('is the row read from its text', () => {
    for (const row of rows) expect(byBytes(row)).toEqual(byText(row));
    expect(rows.flatMap((row) => byBytes(row).faults)).toEqual([]);
  });

  it('has the faults of the row read from its text, whichever character of the stored bytes is changed and hashed anew', () => {
    const pieces = fc.constantFrom('', '0', '9', 'a', 'x', '"', '\\', '{', '}', ',', ':', ' ', 'ế', '"id":"');
    fc.assert(
      fc.property(
        fc.nat(EVENTS - 1),
        fc.nat(2_000),
        fc.nat(3),
        pieces,
        fc.boolean(),
        (index, at, removed, added, isRehashed) => {
          const row = [...(rows[index] as LogRow)] as LogRow;
          const where = at % row[6].length;
          row[6] = row[6].slice(0, where) + added + row[6].slice(where + removed);
          if (isRehashed) row[7] = leafHashOf(row[6]);
          expect(byBytes(row)).toEqual(byText(row));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('has the faults of the row read from its text, whichever column is changed', () => {
    const change = fc.oneof(
      fc.record({ column: fc.constant(1), value: fc.uuid() }),
      fc.record({ column: fc.constant(2), value: fc.constantFrom(1, 2, 3, 10, 2_000_000_000) }),
      fc.record({ column: fc.constant(3), value: fc.uuid() }),
      fc.record({ column: fc.constant(4), value: fc.string({ maxLength: 600 }) }),
      fc.record({ column: fc.constant(7), value: fc.constantFrom('00'.repeat(32), '', 'ab'.repeat(40)) }),
    );
    fc.assert(
      fc.property(fc.nat(EVENTS - 1), change, (index, { column, value }) => {
        const row = [...(rows[index] as LogRow)] as LogRow;
        Object.assign(row, { [column]: value });
        expect(byBytes(row)).toEqual(byText(row));
      }),
      { numRuns: 500 },
    );
  });
});
