import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { EventStore } from '../event-store.ts';
import { noted, request } from '../testing/requests.ts';

export function readingContract(
  store: () => EventStore,
  shredKey: (streamId: string) => Promise<void>,
): void {
  it('reads a stream as of a position, and only what is newer than a version', async () => {
    const streamId = randomUUID();
    await store().append(request(streamId, { events: [noted('1'), noted('2'), noted('3')] }));
    const { events } = await store().readStream(streamId);
    const [first, second, third] = events;

    const past = await store().readStream(streamId, { upTo: second?.position ?? 0 });
    expect(past).toMatchObject({ version: 2, headHash: second?.leafHash, events: [first, second] });
    const newer = await store().readStream(streamId, { afterVersion: 2 });
    expect(newer).toMatchObject({ version: 3, headHash: third?.leafHash, events: [third] });
    const nothing = await store().readStream(streamId, { afterVersion: 3 });
    expect(nothing).toMatchObject({ version: 3, headHash: third?.leafHash, events: [] });
    const pastOnly = await store().readStream(streamId, { afterVersion: 2, upTo: first?.position ?? 0 });
    expect(pastOnly).toMatchObject({ version: 1, headHash: first?.leafHash, events: [] });
  });

  it('finds the last position at an instant', async () => {
    const { position } = await store().append(request(randomUUID()));
    const [event] = await store().readAll({ after: position - 1 });
    const committed = Date.parse(event?.committedAt ?? '');
    const head = await store().head();

    expect(await store().positionAt('2020-01-01T00:00:00.000Z')).toBe(0);
    expect(await store().positionAt(event?.committedAt ?? '')).toBeGreaterThanOrEqual(position);
    expect(await store().positionAt(new Date(committed - 1).toISOString())).toBeLessThan(position);
    expect(await store().positionAt('2099-01-01T07:00:00+07:00')).toBe(head);
  });

  it('pages through the log without gap or overlap', async () => {
    const before = await store().head();
    await store().appendMany(Array.from({ length: 7 }, () => request(randomUUID())));
    const head = await store().head();
    const seen: number[] = [];
    for (let after = before; ; after = seen.at(-1) ?? head) {
      const page = await store().readAll({ after, limit: 3, upTo: head - 1 });
      if (page.length === 0) break;
      expect(page.length).toBeLessThanOrEqual(3);
      seen.push(...page.map((event) => event.position));
    }
    expect(seen).toEqual(Array.from({ length: 6 }, (_, index) => before + 1 + index));
  });

  it('wakes who waits for an append, who is too late, and who gave up', async () => {
    const head = await store().head();
    const woken = store().waitForAppend(head, 30_000);
    await store().append(request(randomUUID()));
    await woken;
    await store().waitForAppend(head, 30_000);

    const controller = new AbortController();
    const abandoned = store().waitForAppend(await store().head(), 30_000, controller.signal);
    controller.abort();
    await abandoned;
  });

  it('seals free text, opens it for readers, and gives null once the key is destroyed', async () => {
    const streamId = randomUUID();
    const limitations = [{ no: '1', text: 'Chưa quyết liệt', cause: 'Chủ quan' }];
    const data = { campaignId: 'c1', version: 1, answers: [], limitations, timeliness: null };
    await store().append(request(streamId, { events: [{ type: 'SelfReviewSubmitted', data }] }));
    const [event] = (await store().readStream(streamId)).events;
    expect(event?.data).toEqual(data);
    expect(event?.envelope).not.toContain('quyết liệt');
    expect(event?.envelope).toContain('"campaignId":"c1"');

    const key = event?.leafHash;
    await shredKey(streamId);
    const [shredded] = (await store().readStream(streamId)).events;
    expect(shredded?.data).toEqual({ ...data, answers: null, limitations: null });
    expect(shredded?.leafHash).toBe(key);
  });

  it('leaves an absent or null sealed field alone', async () => {
    const streamId = randomUUID();
    const events = [
      { type: 'UnitRegistered', data: { code: 'U1', mail: null } },
      { type: 'UnitProfileCorrected', data: { code: 'U1' } },
    ];
    await store().append(request(streamId, { events }));
    expect((await store().readStream(streamId)).events.map((event) => event.data)).toEqual(
      events.map((e) => e.data),
    );
  });
}
