import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { BrokenSealError, createSealer, ShreddedKeyError } from './sealing.ts';
import { createSubjectKeys, type SubjectKeyTable } from './subject-keys.ts';

type Rows = Map<string, { wrapped: Buffer | null; kekId: string }>;

function tableOf(rows: Rows, loads: string[][]): SubjectKeyTable {
  return {
    load(ids) {
      loads.push([...ids]);
      return Promise.resolve(new Map([...rows].filter(([id]) => ids.includes(id))));
    },
    create(keys, kekId) {
      for (const { subjectId, wrapped } of keys)
        if (!rows.has(subjectId)) rows.set(subjectId, { wrapped, kekId });
      return Promise.resolve();
    },
  };
}

const returned = (eventId: string, text: string, streamId = 's1') => ({
  type: 'PlanReturned',
  streamId,
  eventId,
  data: { version: 1, reasons: [{ item: '1', text }] },
});

describe('createSealer', () => {
  const kek = randomBytes(32);
  let rows: Rows;
  let loads: string[][];
  const sealer = (key = kek) => createSealer(createSubjectKeys(tableOf(rows, loads), key));

  beforeEach(() => {
    rows = new Map();
    loads = [];
  });

  it('seals only the fields that are declared, and opens them again', async () => {
    const event = returned('e1', 'Bổ sung nguyên nhân');
    const [data] = await sealer().seal([event]);
    expect(JSON.stringify(data)).not.toContain('nguyên nhân');
    expect(data).toMatchObject({ version: 1, reasons: { $enc: { s: 's1', k: 1 } } });
    expect(await sealer().open([{ ...event, data: data as object }])).toEqual([event.data]);
  });

  it('gives each stream one key, made once and asked for once a page', async () => {
    const one = sealer();
    await one.seal([returned('e1', 'a'), returned('e2', 'b'), returned('e3', 'c', 's2')]);
    expect([...rows.keys()]).toEqual(['s1', 's2']);
    loads.length = 0;
    await one.seal([returned('e4', 'd')]);
    expect(loads).toEqual([]);
  });

  it('never shows that two texts are equal', async () => {
    const [a, b] = await sealer().seal([returned('e1', 'như nhau'), returned('e2', 'như nhau')]);
    const commit = (data: object | undefined) =>
      (data as { reasons: { $enc: { c: string } } }).reasons.$enc.c;
    expect(commit(a)).not.toBe(commit(b));
  });

  it('does not open a text that was moved to another event', async () => {
    const [data] = await sealer().seal([returned('e1', 'a')]);
    const moved = { ...returned('e2', ''), data: data as object };
    await expect(sealer().open([moved])).rejects.toBeInstanceOf(BrokenSealError);
  });

  it('does not open a text whose commitment was changed', async () => {
    const event = returned('e1', 'a');
    const [data] = await sealer().seal([event]);
    const { reasons } = data as { reasons: { $enc: object } };
    const forged = { version: 1, reasons: { $enc: { ...reasons.$enc, c: '0'.repeat(64) } } };
    await expect(sealer().open([{ ...event, data: forged }])).rejects.toBeInstanceOf(BrokenSealError);
  });

  it('opens a shredded text as null, and takes no more of that stream', async () => {
    const event = returned('e1', 'a');
    const [data] = await sealer().seal([event]);
    rows.set('s1', { wrapped: null, kekId: 'x' });
    expect(await sealer().open([{ ...event, data: data as object }])).toEqual([
      { version: 1, reasons: null },
    ]);
    await expect(sealer().seal([event])).rejects.toBeInstanceOf(ShreddedKeyError);
  });

  it('says so when the key from outside is another one', async () => {
    const event = returned('e1', 'a');
    const [data] = await sealer().seal([event]);
    await expect(sealer(randomBytes(32)).open([{ ...event, data: data as object }])).rejects.toThrow(
      /DATA_KEY/,
    );
  });

  it('refuses a key from outside of the wrong length', () => {
    expect(() => sealer(randomBytes(31))).toThrow(/31 bytes/);
  });

  it('does not remember a key that was destroyed while it was being loaded', async () => {
    const table = tableOf(rows, loads);
    const writer = createSealer(createSubjectKeys(table, kek));
    const event = returned('e1', 'Chưa rõ');
    const [data = {}] = await writer.seal([event]);
    const [key] = [...rows.values()];
    if (key === undefined) throw new Error('no key was made');
    let keys: ReturnType<typeof createSubjectKeys> | undefined;
    const slow: SubjectKeyTable = {
      ...table,
      async load(ids) {
        const found = await table.load(ids);
        rows.set('s1', { ...key, wrapped: null });
        keys?.forget('s1');
        return found;
      },
    };
    keys = createSubjectKeys(slow, kek);
    const reader = createSealer(keys);
    await reader.open([{ ...event, data }]);
    expect(await reader.open([{ ...event, data }])).toEqual([{ version: 1, reasons: null }]);
  });
});
