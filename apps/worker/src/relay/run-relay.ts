import type { Follow } from '../follow.ts';
import type { Follower, FollowerDefinition } from '@dondoc/event-store/follower.ts';

/** How often a relay asks whether it still follows for the same one. */
const WATCH_MS = 5_000;

/**
 * Follows the log for the Temporal (or the Kafka topic) that is there. When another one takes its place (its id differs), the
 * relay goes over to that one's cursor, which stands at 0, and so rebuilds it. Resolves when the relay runs for the first time.
 */
export async function runRelay(
  ports: {
    follow: Follow;
    relayFor: (id: string) => FollowerDefinition;
    identity: () => Promise<string>;
    onError: (error: unknown) => void;
  },
  watchMs: number = WATCH_MS,
): Promise<{ stop(): Promise<void> }> {
  let current: { id: string; following: Follower } | undefined;
  let stopped = false;
  let busy: Promise<void> = Promise.resolve();

  const look = async () => {
    const id = await ports.identity();
    if (stopped || id === current?.id) return;
    await current?.following.stop();
    current = { id, following: await ports.follow(ports.relayFor(id)) };
  };
  await look();
  const timer = setInterval(() => {
    busy = busy.then(look).catch(ports.onError);
  }, watchMs);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await busy;
      await current?.following.stop();
    },
  };
}
