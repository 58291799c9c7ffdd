import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leafHashOf } from './envelope.ts';
import { ConcurrencyError, type AppendRequest, type EventStore, type NewEvent } from './event-store.ts';

export type StoreUnderTest = {
  /** Seals; an empty log; may be shared by all the tests of the suite. */
  store: EventStore;
  shredKey(streamId: string): Promise<void>;
  close(): Promise<void>;
};

const ADMINISTRATOR = { id: 'a1', role: 'ADMINISTRATOR' } as const;
const noted = (text: string): NewEvent => ({ type: 'Noted', data: { text } });

export function request(streamId: string, over: Partial<AppendRequest> = {}): AppendRequest {
  return {
    streamId,
    category: 'test',
    expectedVersion: 0,
    previousHash: '',
    events: [noted('một')],
    commandId: randomUUID(),
    actor: ADMINISTRATOR,
    at: '2026-03-02T01:00:00.000Z',
    correlationId: 'c1',
    ...over,
  };
}

/** Appends one event at the stream's end, again and again until the race is won: what handleCommand does. */
export async function appendAtEnd(store: EventStore, streamId: string, event: NewEvent): Promise<number> {
  for (let lost = 0; ; lost += 1) {
    const { version, headHash } = await store.readStream(streamId, {
      afterVersion: await store.streamVersion(streamId),
    });
    try {
      await store.append(
        request(streamId, { expectedVersion: version, previousHash: headHash, events: [event] }),
      );
      return lost;
    } catch (error) {
      if (!(error instanceof ConcurrencyError)) throw error;
    }
  }
}

/** What every event store promises, whatever it is made of. */
export function eventStoreContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`event store contract: ${name}`, () => {
    let tested: StoreUnderTest;
    let store: EventStore;

    beforeAll(async () => {
      tested = await makeStore();
      store = tested.store;
    });
    afterAll(() => tested.close());

    it('gives back what was appended, with its place in the stream and in the log', async () => {
      const streamId = randomUUID();
      const before = await store.head();
      const appended = await store.append(
        request(streamId, { commandId: 'k1', events: [noted('một'), noted('hai')] }),
      );
      const { version, headHash, events } = await store.readStream(streamId);

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
      expect(await store.readAll({ after: before })).toEqual(events);
      expect(await store.streamVersion(streamId)).toBe(2);
    });

    it('knows an unknown stream as version 0', async () => {
      const streamId = randomUUID();
      expect(await store.readStream(streamId)).toEqual({ streamId, version: 0, headHash: '', events: [] });
      expect(await store.streamVersion(streamId)).toBe(0);
    });

    it('links each event to the one before it and hashes the stored bytes', async () => {
      const streamId = randomUUID();
      await store.append(request(streamId, { events: [noted('a'), noted('b')] }));
      await appendAtEnd(store, streamId, noted('c'));
      const { events } = await store.readStream(streamId);
      const links = events.map((event) => (JSON.parse(event.envelope) as { prev: string }).prev);

      expect(links).toEqual(['', events[0]?.leafHash, events[1]?.leafHash]);
      for (const event of events) expect(leafHashOf(event.envelope)).toBe(event.leafHash);
    });

    it('keeps Vietnamese text byte for byte', async () => {
      const streamId = randomUUID();
      const text = 'Đôn đốc “kiểm điểm, tự phê bình” của Tỉnh ủy\n\u0001 \\ 𠀋'.normalize('NFC');
      await store.append(request(streamId, { events: [noted(text)] }));
      const [event] = (await store.readStream<{ type: 'Noted'; data: { text: string } }>(streamId)).events;

      expect(event?.data.text).toBe(text);
      expect(event?.envelope).toContain(`"data":{"text":${JSON.stringify(text)}}`);
    });

    it('refuses a stale version and says which', async () => {
      const streamId = randomUUID();
      await store.append(request(streamId));
      await expect(store.append(request(streamId))).rejects.toMatchObject({
        name: 'ConcurrencyError',
        streamId,
        expectedVersion: 0,
      });
      expect(await store.streamVersion(streamId)).toBe(1);
    });

    it('refuses a version that the stream has not reached', async () => {
      const early = request(randomUUID(), { expectedVersion: 3, previousHash: 'a'.repeat(64) });
      await expect(store.append(early)).rejects.toBeInstanceOf(ConcurrencyError);
    });

    it('refuses the right version with another hash: the chain would break', async () => {
      const streamId = randomUUID();
      await store.append(request(streamId));
      const forked = request(streamId, { expectedVersion: 1, previousHash: 'a'.repeat(64) });
      await expect(store.append(forked)).rejects.toThrow(/previousHash/);
    });

    it('answers a repeated command with its first result, also after later events', async () => {
      const streamId = randomUUID();
      const call = request(streamId, { events: [noted('một'), noted('hai')] });
      const first = await store.append(call);
      expect(await store.append(call)).toEqual(first);
      await appendAtEnd(store, streamId, noted('ba'));
      expect(await store.append(call)).toEqual(first);
      expect(await store.streamVersion(streamId)).toBe(3);
    });

    it('writes a command once when it arrives twice at the same time', async () => {
      const call = request(randomUUID());
      const [one, two] = await Promise.all([store.append(call), store.append(call)]);
      expect(two).toEqual(one);
      expect(await store.streamVersion(call.streamId)).toBe(1);
    });

    it('rejects only the request that lost, among many', async () => {
      const taken = randomUUID();
      await store.append(request(taken));
      const before = await store.head();
      const streams = [randomUUID(), taken, randomUUID()];
      const [first, lost, last] = await store.appendMany(streams.map((streamId) => request(streamId)));

      expect(first).toMatchObject({ version: 1 });
      expect(lost).toBeInstanceOf(ConcurrencyError);
      expect(last).toMatchObject({ version: 1 });
      expect(await store.head()).toBe(before + 2);
    });

    it('stays dense and in order while 64 callers write to 4 streams', async () => {
      const streams = Array.from({ length: 4 }, () => randomUUID());
      const before = await store.head();
      await Promise.all(
        Array.from({ length: 64 }, async (_, caller) => {
          for (let n = 0; n < 3; n += 1) {
            await appendAtEnd(store, streams[(caller + n) % 4] ?? '', noted(`${caller}/${n}`));
          }
        }),
      );
      const events = await store.readAll({ after: before, limit: 1_000 });

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

    it('reads a stream as of a position, and only what is newer than a version', async () => {
      const streamId = randomUUID();
      await store.append(request(streamId, { events: [noted('1'), noted('2'), noted('3')] }));
      const { events } = await store.readStream(streamId);
      const [first, second, third] = events;

      const past = await store.readStream(streamId, { upTo: second?.position ?? 0 });
      expect(past).toMatchObject({ version: 2, headHash: second?.leafHash, events: [first, second] });
      const newer = await store.readStream(streamId, { afterVersion: 2 });
      expect(newer).toMatchObject({ version: 3, headHash: third?.leafHash, events: [third] });
      const nothing = await store.readStream(streamId, { afterVersion: 3 });
      expect(nothing).toMatchObject({ version: 3, headHash: third?.leafHash, events: [] });
      const pastOnly = await store.readStream(streamId, { afterVersion: 2, upTo: first?.position ?? 0 });
      expect(pastOnly).toMatchObject({ version: 1, headHash: first?.leafHash, events: [] });
    });

    it('finds the last position at an instant', async () => {
      const { position } = await store.append(request(randomUUID()));
      const [event] = await store.readAll({ after: position - 1 });
      const committed = Date.parse(event?.committedAt ?? '');
      const head = await store.head();

      expect(await store.positionAt('2020-01-01T00:00:00.000Z')).toBe(0);
      expect(await store.positionAt(event?.committedAt ?? '')).toBeGreaterThanOrEqual(position);
      expect(await store.positionAt(new Date(committed - 1).toISOString())).toBeLessThan(position);
      expect(await store.positionAt('2099-01-01T07:00:00+07:00')).toBe(head);
    });

    it('pages through the log without gap or overlap', async () => {
      const before = await store.head();
      await store.appendMany(Array.from({ length: 7 }, () => request(randomUUID())));
      const head = await store.head();
      const seen: number[] = [];
      for (let after = before; ; after = seen.at(-1) ?? head) {
        const page = await store.readAll({ after, limit: 3, upTo: head - 1 });
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(3);
        seen.push(...page.map((event) => event.position));
      }
      expect(seen).toEqual(Array.from({ length: 6 }, (_, index) => before + 1 + index));
    });

    it('wakes who waits for an append, who is too late, and who gave up', async () => {
      const head = await store.head();
      const woken = store.waitForAppend(head, 30_000);
      await store.append(request(randomUUID()));
      await woken;
      await store.waitForAppend(head, 30_000);

      const controller = new AbortController();
      const abandoned = store.waitForAppend(await store.head(), 30_000, controller.signal);
      controller.abort();
      await abandoned;
    });

    it('seals free text, opens it for readers, and gives null once the key is destroyed', async () => {
      const streamId = randomUUID();
      const limitations = [{ no: '1', text: 'Chưa quyết liệt', cause: 'Chủ quan' }];
      const data = { campaignId: 'c1', version: 1, answers: [], limitations, timeliness: null };
      await store.append(request(streamId, { events: [{ type: 'SelfReviewSubmitted', data }] }));
      const [event] = (await store.readStream(streamId)).events;
      expect(event?.data).toEqual(data);
      expect(event?.envelope).not.toContain('quyết liệt');
      expect(event?.envelope).toContain('"campaignId":"c1"');

      const key = event?.leafHash;
      await tested.shredKey(streamId);
      const [shredded] = (await store.readStream(streamId)).events;
      expect(shredded?.data).toEqual({ ...data, answers: null, limitations: null });
      expect(shredded?.leafHash).toBe(key);
    });

    it('leaves an absent or null sealed field alone', async () => {
      const streamId = randomUUID();
      const events = [
        { type: 'UnitRegistered', data: { code: 'U1', mail: null } },
        { type: 'UnitProfileCorrected', data: { code: 'U1' } },
      ];
      await store.append(request(streamId, { events }));
      expect((await store.readStream(streamId)).events.map((event) => event.data)).toEqual(
        events.map((e) => e.data),
      );
    });

    it('refuses an event over 65,535 bytes, and nothing else with it', async () => {
      const large = request(randomUUID(), { events: [noted('ă'.repeat(33_000))] });
      await expect(store.append(large)).rejects.toMatchObject({
        name: 'DomainError',
        code: 'event-too-large',
      });
      expect(await store.streamVersion(large.streamId)).toBe(0);
      await store.append(request(large.streamId, { events: [noted('ă'.repeat(32_000))] }));
    });

    it.each([
      ['a fraction', { points: 0.5 }, '/data/points'],
      ['not a number', { list: [1, Number.NaN] }, '/data/list/1'],
      ['half of a surrogate pair', { text: 'x\ud800' }, '/data/text'],
      ['the character U+0000', { text: 'a\0b' }, '/data/text'],
      ['a date object', { on: new Date(0) }, '/data/on'],
    ])('refuses %s and names the place', async (_, data, path) => {
      const call = request(randomUUID(), { events: [{ type: 'Noted', data }] });
      await expect(store.append(call)).rejects.toMatchObject({ code: 'not-canonical', details: { path } });
    });
  });
}
