import { describe, expect, it } from '@jest/globals';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { PUBLIC_TYPES } from '@dondoc/messaging/public-types.ts';
import { noTraces } from '@dondoc/telemetry/command-traces.ts';
import { campaignFollowers } from './campaign-followers.ts';
import type { ProcessPort } from './relay/process-port.ts';
import { createTemporalRelay } from './relay/temporal-relay.ts';

const TYPES = Object.keys(PUBLIC_TYPES);
const CATEGORIES = [
  'assignment',
  'campaign',
  'finding',
  'rating',
  'rating-period',
  'unit',
  'bulk',
  'delegation',
  'webhook',
];

const event = (type: string, category: string, position = 2): RecordedEvent =>
  ({
    type,
    category,
    position,
    streamId: 's1',
    eventId: 'e1',
    data: { campaignId: 'c1', unitId: 'u1', subjectId: 'u1', batchId: 'b1', lateJoin: null, reopens: null },
  }) as unknown as RecordedEvent;
const opened = event('RatingPeriodOpened', 'rating-period');

/** Everything a follower could touch, and the names of what it did. */
function touchable() {
  const touched: string[] = [];
  const watch = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (_, name) => () => {
        touched.push(String(name));
        return Promise.resolve([]);
      },
    });
  return {
    touched,
    tx: watch({ query: () => Promise.resolve([]) }),
    store: watch<EventStore>(createInMemoryEventStore()),
    process: watch({} as ProcessPort),
  };
}

const now = () => '2027-03-01T02:00:00.000Z';
const relayOf = (ports: ReturnType<typeof touchable>) =>
  createTemporalRelay({ namespaceId: 'n1', traces: noTraces, ...ports });
const followersOf = (ports: ReturnType<typeof touchable>) => [
  relayOf(ports),
  ...campaignFollowers({ store: ports.store, now }),
];

describe.each(followersOf(touchable()).map(({ name }, index) => [name, index] as const))(
  'What concerns %s',
  (_, index) => {
    it('is all that it does anything with, of all events there are', async () => {
      const ports = touchable();
      const follower = followersOf(ports)[index] as FollowerDefinition;
      // Some events concern ratings only where there are any.
      await follower.handle([opened], ports.tx);
      ports.touched.length = 0;
      const unconcerned = TYPES.flatMap((type) => CATEGORIES.map((category) => event(type, category))).filter(
        (one) => follower.concerns?.(one) === false,
      );
      expect(unconcerned.length).toBeGreaterThan(TYPES.length);
      for (const one of unconcerned) {
        await follower.handle([one], ports.tx);
        expect([one.type, one.category, ports.touched]).toEqual([one.type, one.category, []]);
      }
    });

    it('is something, and not the step that is taken most', () => {
      const follower = followersOf(touchable())[index] as FollowerDefinition;
      expect(follower.concerns?.(event('AcknowledgementRecorded', 'assignment'))).toBe(false);
      const some = TYPES.filter((type) =>
        CATEGORIES.some((category) => follower.concerns?.(event(type, category))),
      );
      expect(some.length).toBeGreaterThan(0);
    });
  },
);

describe('The relay', () => {
  it('is concerned with the first event of all, which begins a rebuild, whatever it is', () => {
    const relay = relayOf(touchable());
    expect(relay.concerns?.(event('DirectiveIssued', 'directive', 1))).toBe(true);
    expect(relay.concerns?.(event('DirectiveIssued', 'directive', 2))).toBe(false);
  });
});
