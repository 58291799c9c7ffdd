import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { leafHashOf } from '../envelope.ts';
import { ConcurrencyError, type EventStore } from '../event-store.ts';
import { ADMINISTRATOR, appendAtEnd, noted, request } from '../testing/requests.ts';

export function appendingContract(store: () => EventStore): void {
  it('gives back what was appended, with its place in the stream and in the log', async () => {
    const streamId = randomUUID();
    const before = await store().head();
    const appended = await store().append(
      request(streamId, { commandId: 'k1', events: [noted('một'), noted('hai')] }),
    );
    const { version, headHash, events } = await store().readStream(streamId);

    expect(appended).toMatchObject({ position: before + 2, version: 2 });
    expect(version).toBe(2);
    expect(headHash).toBe(events[1]?.leafHash);
    expect(events.map((event) => event.eventId)).toEqual(appended.eventIds);
    expect(events[1]).toMatchObject({
      type: 'Noted',
      data: { text: 'hai' },
      position: before + 2,
      streamId,
      category: 'test',
      version: 2,
      at: '2026-03-02T01:00:00.000Z',
      actor: ADMINISTRATOR,
      commandId: 'k1',
      correlationId: 'c1',
    });
    expect(await store().readAll({ after: before })).toEqual(events);
    expect(await store().streamVersion(streamId)).toBe(2);
  });

  it('knows an unknown stream as version 0', async () => {
    const streamId = randomUUID();
    expect(await store().readStream(streamId)).toEqual({ streamId, version: 0, headHash: '', events: [] });
    expect(await store().streamVersion(streamId)).toBe(0);
  });

  it('links each event to the one before it and hashes the stored bytes', async () => {
    const streamId = randomUUID();
    await store().append(request(streamId, { events: [noted('a'), noted('b')] }));
    await appendAtEnd(store(), streamId, noted('c'));
    const { events } = await store().readStream(streamId);
    const links = events.map((event) => (JSON.parse(event.envelope) as { prev: string }).prev);

    expect(links).toEqual(['', events[0]?.leafHash, events[1]?.leafHash]);
    for (const event of events) expect(leafHashOf(event.envelope)).toBe(event.leafHash);
  });

  it('keeps Vietnamese text byte for byte', async () => {
    const streamId = randomUUID();
    const text = 'Đôn đốc “kiểm điểm, tự phê bình” của Tỉnh ủy\n\u0001 \\ 𠀋'.normalize('NFC');
    await store().append(request(streamId, { events: [noted(text)] }));
    const [event] = (await store().readStream<{ type: 'Noted'; data: { text: string } }>(streamId)).events;

    expect(event?.data.text).toBe(text);
    expect(event?.envelope).toContain(`"data":{"text":${JSON.stringify(text)}}`);
  });

  it('refuses a stale version and says which', async () => {
    const streamId = randomUUID();
    await store().append(request(streamId));
    await expect(store().append(request(streamId))).rejects.toMatchObject({
      name: 'ConcurrencyError',
      streamId,
      expectedVersion: 0,
    });
    expect(await store().streamVersion(streamId)).toBe(1);
  });

  it('refuses a version that the stream has not reached', async () => {
    const early = request(randomUUID(), { expectedVersion: 3, previousHash: 'a'.repeat(64) });
    await expect(store().append(early)).rejects.toBeInstanceOf(ConcurrencyError);
  });

  it('refuses the right version with another hash: the chain would break', async () => {
    const streamId = randomUUID();
    await store().append(request(streamId));
    const forked = request(streamId, { expectedVersion: 1, previousHash: 'a'.repeat(64) });
    await expect(store().append(forked)).rejects.toThrow(/previousHash/);
  });

  it('answers a repeated command with its first result, also after later events', async () => {
    const streamId = randomUUID();
    const call = request(streamId, { events: [noted('một'), noted('hai')] });
    const first = await store().append(call);
    expect(await store().append(call)).toEqual(first);
    await appendAtEnd(store(), streamId, noted('ba'));
    expect(await store().append(call)).toEqual(first);
    expect(await store().streamVersion(streamId)).toBe(3);
  });

  it('writes a command once when it arrives twice at the same time', async () => {
    const call = request(randomUUID());
    const [one, two] = await Promise.all([store().append(call), store().append(call)]);
    expect(two).toEqual(one);
    expect(await store().streamVersion(call.streamId)).toBe(1);
  });

  it('rejects only the request that lost, among many', async () => {
    const taken = randomUUID();
    await store().append(request(taken));
    const before = await store().head();
    const streams = [randomUUID(), taken, randomUUID()];
    const [first, lost, last] = await store().appendMany(streams.map((streamId) => request(streamId)));

    expect(first).toMatchObject({ version: 1 });
    expect(lost).toBeInstanceOf(ConcurrencyError);
    expect(last).toMatchObject({ version: 1 });
    expect(await store().head()).toBe(before + 2);
  });

  it('stays dense and in order while 64 callers write to 4 streams', async () => {
    const streams = Array.from({ length: 4 }, () => randomUUID());
    const before = await store().head();
    await Promise.all(
      Array.from({ length: 64 }, async (_, caller) => {
        for (let n = 0; n < 3; n += 1) {
          await appendAtEnd(store(), streams[(caller + n) % 4] ?? '', noted(`${caller}/${n}`));
        }
      }),
    );
    const events = await store().readAll({ after: before, limit: 1_000 });

    expect(events.map((event) => event.position)).toEqual(
      Array.from({ length: 192 }, (_, i) => before + 1 + i),
    );
    expect(new Set(events.map((event) => (event.data as { text: string }).text)).size).toBe(192);
    for (const streamId of streams) {
      const versions = events.filter((event) => event.streamId === streamId).map((event) => event.version);
      expect(versions).toEqual(versions.map((_, index) => index + 1));
    }
    const times = events.map((event) => event.committedAt);
    expect(times.toSorted()).toEqual(times);
  });

  it('refuses an event over 65,535 bytes, and nothing else with it', async () => {
    const large = request(randomUUID(), { events: [noted('ă'.repeat(33_000))] });
    await expect(store().append(large)).rejects.toMatchObject({
      name: 'DomainError',
      code: 'event-too-large',
    });
    expect(await store().streamVersion(large.streamId)).toBe(0);
    await store().append(request(large.streamId, { events: [noted('ă'.repeat(32_000))] }));
  });

  it.each([
    ['a fraction', { points: 0.5 }, '/data/points'],
    ['not a number', { list: [1, Number.NaN] }, '/data/list/1'],
    ['half of a surrogate pair', { text: 'x\ud800' }, '/data/text'],
    ['the character U+0000', { text: 'a\0b' }, '/data/text'],
    ['a date object', { on: new Date(0) }, '/data/on'],
  ])('refuses %s and names the place', async (_, data, path) => {
    const call = request(randomUUID(), { events: [{ type: 'Noted', data }] });
    await expect(store().append(call)).rejects.toMatchObject({ code: 'not-canonical', details: { path } });
  });
}
