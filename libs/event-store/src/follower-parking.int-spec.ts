import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { listParked, unpark } from './cursors.ts';
import type { RecordedEvent } from './event-store.ts';
import { PoisonEvent } from './follower.ts';
import { LONG, openRecordedFollowers } from './testing/recorded-followers.ts';
import { appendAtEnd, request } from './testing/requests.ts';

const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1);

describe('a follower that meets a poison event', () => {
  let log: Awaited<ReturnType<typeof openRecordedFollowers>>;

  beforeAll(async () => {
    log = await openRecordedFollowers();
  });
  afterEach(() => log.stopAll());
  afterAll(() => log.close());

  it('parks the stream of a poison event only, and replays it in order when asked', async () => {
    const sick = randomUUID();
    await log.appendSome(3);
    await appendAtEnd(log.store, sick, { type: 'Noted', data: { text: 'fine' } });
    await appendAtEnd(log.store, sick, { type: 'Noted', data: { text: 'poison' } });
    await log.appendSome(3);
    await appendAtEnd(log.store, sick, { type: 'Noted', data: { text: 'after' } });
    let isCured = false;
    const isSick = (event: RecordedEvent) => (event.data as { text: string }).text === 'poison';
    log.follow('doctor', (events) => {
      if (!isCured && events.some(isSick)) return Promise.reject(new PoisonEvent('unknown shape'));
      return Promise.resolve();
    });
    await log.caughtUp('doctor');
    await appendAtEnd(log.store, sick, { type: 'Noted', data: { text: 'later' } });
    await log.caughtUp('doctor');

    const positions = (await log.store.readStream(sick)).events.map((event) => event.position).slice(1);
    const parked = (await listParked(log.owner)).filter((row) => row.name === 'doctor');
    expect(parked.map((row) => [row.streamId, row.position])).toEqual(
      positions.map((position) => [sick, position]),
    );
    expect(parked[0]?.reason).toBe('unknown shape');
    expect(log.troubles.map((trouble) => trouble.kind)).toEqual(['parked']);
    const all = upTo(await log.store.head());
    expect(await log.seenBy('doctor')).toEqual(all.filter((position) => !positions.includes(position)));

    expect(await unpark(log.owner, 'doctor', 1, sick)).toBe(3);
    await parkedAre('doctor', (rows) => rows[0]?.attempts === 2);
    expect(await listParked(log.owner)).toHaveLength(3);

    isCured = true;
    await unpark(log.owner, 'doctor', 1, sick);
    await parkedAre('doctor', (rows) => rows.length === 0);
    await appendAtEnd(log.store, sick, { type: 'Noted', data: { text: 'well again' } });
    await log.caughtUp('doctor');
    expect((await log.seenBy('doctor')).slice(-4)).toEqual([...positions, await log.store.head()]);
  });

  async function parkedAre(name: string, holds: (rows: Awaited<ReturnType<typeof listParked>>) => boolean) {
    const deadline = Date.now() + LONG;
    for (;;) {
      if (holds((await listParked(log.owner)).filter((row) => row.name === name))) return;
      if (Date.now() > deadline) throw new Error('The parked events did not change in time.');
      await log.store.waitForAppend(await log.store.head(), 20);
    }
  }

  it('holds back of a parked stream also what would not concern it, and passes over that when asked to go on', async () => {
    const sick = randomUUID();
    await appendAtEnd(log.store, sick, { type: 'Noted', data: { text: 'poison' } });
    let isCured = false;
    const handled: string[] = [];
    log.follow(
      'picky',
      (events) => {
        if (!isCured && events.some((event) => event.streamId === sick))
          return Promise.reject(new PoisonEvent('sick'));
        handled.push(...events.map(({ type }) => type));
        return Promise.resolve();
      },
      { concerns: ({ type }) => type === 'Noted' },
    );
    await log.caughtUp('picky');
    await appendAtEnd(log.store, sick, { type: 'Ignored', data: {} });
    await log.caughtUp('picky');
    await appendAtEnd(log.store, sick, { type: 'Noted', data: { text: 'later' } });
    await log.caughtUp('picky');
    const { events } = await log.store.readStream(sick);
    const parked = (await listParked(log.owner)).filter((row) => row.name === 'picky');
    expect(parked.map(({ position }) => position)).toEqual(events.map(({ position }) => position));

    isCured = true;
    handled.length = 0;
    expect(await unpark(log.owner, 'picky', 1, sick)).toBe(3);
    await parkedAre('picky', (rows) => rows.length === 0);
    expect(handled).toEqual(['Noted', 'Noted']);
  });

  it('parks the one poison event of a page of which the rest does not concern it', async () => {
    await log.appendSome(4);
    const sick = await log.store.append(request(randomUUID(), { events: [{ type: 'Poison', data: {} }] }));
    await log.appendSome(4);
    log.follow('lonely', () => Promise.reject(new PoisonEvent('sick')), {
      concerns: ({ type }) => type === 'Poison',
    });
    expect(await log.caughtUp('lonely')).toBe(await log.store.head());
    const parked = (await listParked(log.owner)).filter((row) => row.name === 'lonely');
    expect(parked.map(({ position }) => position)).toEqual([sick.position]);
    expect(await log.seenBy('lonely')).toEqual([]);
    expect(log.troubles.map(({ kind }) => kind)).toEqual(['parked']);
  });

  it('takes a refusal of the domain as poison', async () => {
    const { position } = await log.store.append(request(randomUUID()));
    log.follow('refusing', (events) =>
      events.some((event) => event.position === position)
        ? Promise.reject(new DomainError('no', 'The rule says no.'))
        : Promise.resolve(),
    );
    await log.caughtUp('refusing');
    expect(await listParked(log.owner)).toContainEqual(
      expect.objectContaining({ name: 'refusing', position, reason: 'The rule says no.', attempts: 1 }),
    );
  });
});
