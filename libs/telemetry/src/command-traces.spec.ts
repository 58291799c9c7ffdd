import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { context, propagation } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { contextOf, postgresCommandTraces } from './command-traces.ts';

const trace = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;

/** A database that answers when it is told to. */
function slowDatabase() {
  const asked: unknown[][] = [];
  const answers: { resolve(): void; reject(error: Error): void }[] = [];
  const query = (_: string, values: unknown[]) => {
    asked.push(values);
    return new Promise<{ rows: unknown[] }>((resolve, reject) =>
      answers.push({ resolve: () => resolve({ rows: [] }), reject }),
    );
  };
  return { asked, answers, query };
}

describe('notes of traces', () => {
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  });
  afterAll(() => {
    context.disable();
    propagation.disable();
  });

  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('go out together while one statement is under way, each with its own trace', async () => {
    const db = slowDatabase();
    const traces = postgresCommandTraces(db, () => undefined);
    const note = (id: string, digit: string) =>
      context.with(contextOf(trace(digit)), () => traces.note([id]));
    const first = note('a', '1');
    await settled();
    const others = [note('b', '2'), note('c', '3')];
    await settled();
    expect(db.asked).toEqual([[['a'], [trace('1')]]]);
    db.answers[0]?.resolve();
    await first;
    await settled();
    expect(db.asked[1]).toEqual([
      ['b', 'c'],
      [trace('2'), trace('3')],
    ]);
    db.answers[1]?.resolve();
    await Promise.all(others);
  });

  it('that cannot be written keep nobody, and the next are written', async () => {
    const db = slowDatabase();
    const faults: unknown[] = [];
    const traces = postgresCommandTraces(db, (error) => faults.push(error));
    const note = (id: string) => context.with(contextOf(trace('1')), () => traces.note([id]));
    const lost = note('a');
    await settled();
    db.answers[0]?.reject(new Error('gone'));
    await lost;
    expect(faults).toEqual([new Error('gone')]);
    const written = note('b');
    await settled();
    db.answers[1]?.resolve();
    await written;
    expect(db.asked).toHaveLength(2);
  });

  it('are made of nothing that is not traced', async () => {
    const db = slowDatabase();
    await postgresCommandTraces(db, () => undefined).note(['a']);
    expect(db.asked).toEqual([]);
  });
});
