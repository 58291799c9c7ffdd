import { randomBytes, randomUUID } from 'node:crypto';
import { listCursors } from '@dondoc/event-store/cursors.ts';
import { startFollower } from '@dondoc/event-store/follower.ts';
import type { AppendRequest, NewEvent } from '@dondoc/event-store/event-store.ts';
import { openPostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import type { EventPublisher } from '@dondoc/messaging/event-publisher.ts';
import { createKafkaPublisher } from '@dondoc/messaging/kafka-publisher.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { keepKafkaPart } from '@dondoc/worker/kafka/kafka-part.ts';
import { Pool } from 'pg';
import { until } from '../process/until.ts';
import { deduplicated, received } from './consumer.ts';

/** A log of its own, published to a topic of its own. */
export async function openPublishedLog(brokers: string, topic: string) {
  const database = await testDatabase();
  const sealingKey = randomBytes(32);
  const store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey });
  const owner = new Pool({ connectionString: database.ownerUrl });
  owner.on('error', () => undefined);
  const config = { brokers: [brokers], topic, tls: false };
  const troubles: string[] = [];
  const running: { stop(): Promise<void> }[] = [];

  const cursors = async () =>
    (await listCursors(owner)).filter(({ name }) => name.startsWith(`kafka/${topic}/`));

  return {
    store,
    owner,
    database,
    sealingKey,
    config,
    troubles,
    cursors,

    /** A relay as the worker has it, over a publisher of its own. */
    relay(publisher: EventPublisher = createKafkaPublisher(config)) {
      const part = keepKafkaPart({
        topic,
        publisher,
        watchMs: 200,
        onError: (error) => troubles.push(String(error)),
        follow: (definition) =>
          Promise.resolve(
            startFollower({
              connectionString: database.appUrl,
              store,
              definition,
              onError: (error, { kind }) => troubles.push(`${kind}: ${String(error)}`),
            }),
          ),
      });
      running.push(part);
      return part;
    },

    /** Streams of `events` events each; answers their ids. */
    async appendStreams(streams: number, events: number): Promise<string[]> {
      const requests = Array.from({ length: streams }, () => stream(events));
      for (let from = 0; from < streams; from += 40) await store.appendMany(requests.slice(from, from + 40));
      return requests.map(({ streamId }) => streamId);
    },

    /** One stream with one event of `units` addressees, and a small one after it. */
    async appendRoster(units: number): Promise<string> {
      const request = stream(2);
      const roster = Array.from({ length: units }, (_, nth) => ({
        unitId: randomUUID(),
        code: `XA-${nth}`,
        category: 'A',
        peerGroup: 'XA',
      }));
      const expanded = {
        type: 'AddresseesExpanded',
        data: { campaignId: request.correlationId, page: 1, units: roster, basis: { ref: '1889-CV/TU' } },
      };
      const [, after] = request.events;
      await store.append({ ...request, events: [expanded, after as NewEvent] });
      return request.streamId;
    },

    /** Until the newest cursor of the topic stands at the head of the log. */
    async caughtUp(withinMs = 60_000) {
      const head = await store.head();
      const positions = async () => (await cursors()).map(({ position }) => position);
      await until(positions, (found) => found.includes(head), { what: `cursor at ${head}`, withinMs });
    },

    /** What a consumer has of the topic once it left out what it has already. */
    consumed: async () => deduplicated(await received(config)),

    async close() {
      await Promise.all(running.map((part) => part.stop()));
      await store.close();
      await owner.end();
      await database.stop();
    },
  };
}
export type PublishedLog = Awaited<ReturnType<typeof openPublishedLog>>;

const AT = '2026-03-02T01:00:00.000Z';

function stream(count: number): AppendRequest {
  const ids = { campaignId: randomUUID(), unitId: randomUUID() };
  const meeting = (_: unknown, nth: number): NewEvent => ({
    type: 'ReviewMeetingRecorded',
    data: { ...ids, heldOn: '2026-03-02', summoned: nth, present: nth },
  });
  return {
    streamId: randomUUID(),
    category: 'assignment',
    expectedVersion: 0,
    previousHash: '',
    events: Array.from({ length: count }, meeting),
    commandId: randomUUID(),
    actor: { id: 'spec', role: 'SYSTEM' },
    at: AT,
    correlationId: ids.campaignId,
  };
}
