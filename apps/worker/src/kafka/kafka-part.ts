import { setTimeout as delay } from 'node:timers/promises';
import type { EventPublisher, Topic } from '@dondoc/messaging/event-publisher.ts';
import { kafkaCursorName } from '@dondoc/messaging/kafka-cursor.ts';
import { createKafkaRelay } from '@dondoc/messaging/kafka-relay.ts';
import type { Follow } from '../follow.ts';
import { runRelay } from '../relay/run-relay.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Publishes the log for as long as the worker runs. A broker that is away is told to `onError` and asked again; a topic that
 * takes the place of another is published to from the beginning.
 * @param watchMs how often to look whether it is still the same topic; default 5 s
 */
export function keepKafkaPart(options: {
  /** The topic's name. */
  topic: string;
  publisher: EventPublisher;
  follow: Follow;
  onError: (error: unknown) => void;
  watchMs?: number;
}): { stop(): Promise<void> } {
  const { topic: name, publisher, follow, onError, watchMs } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let found: Topic | undefined;

  const start = () =>
    runRelay(
      {
        follow,
        async identity() {
          found = await publisher.topic();
          return kafkaCursorName(name, found);
        },
        relayFor: () => createKafkaRelay({ name, topic: found as Topic, publisher }),
        onError,
      },
      watchMs,
    );
  const untilStarted = async () => {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        return await start();
      } catch (error) {
        onError(error);
        const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
        await delay(pause, undefined, { signal }).catch(() => undefined);
      }
    }
    return undefined;
  };
  const relay = untilStarted();
  return {
    async stop() {
      stopping.abort();
      await (await relay)?.stop();
      await publisher.close();
    },
  };
}
