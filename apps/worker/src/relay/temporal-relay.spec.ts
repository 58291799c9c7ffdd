import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { noTraces } from '@dondoc/telemetry/command-traces.ts';
import type { ProcessPort } from './process-port.ts';
import { createTemporalRelay } from './temporal-relay.ts';

/** Steps of so many units, at positions 2, 3 … */
const returnedReviews = (units: number): RecordedEvent[] =>
  Array.from({ length: units }, (_, index) => ({
    type: 'SelfReviewReturned',
    position: index + 2,
    streamId: `s-${index}`,
    data: { campaignId: 'c1', unitId: `u-${index}` },
  })) as unknown as RecordedEvent[];

describe('The relay', () => {
  it('lets the database hear of it while Temporal takes its time over a page', async () => {
    const heard: string[] = [];
    const wakeUnit: ProcessPort['wakeUnit'] = (_campaign, unitId) => {
      heard.push(unitId);
      return Promise.resolve(true);
    };
    const no = () => Promise.resolve(false);
    const relay = createTemporalRelay({
      namespaceId: 'n1',
      store: createInMemoryEventStore(),
      process: {
        startCampaign: no,
        startUnit: no,
        wakeCampaign: no,
        relaunchCampaign: no,
        wakeUnit,
        startMonitor: no,
        wakeMonitor: no,
        startPetition: no,
        wakePetition: no,
      },
      traces: noTraces,
    });
    let longest = 0;
    let last = 0;
    await relay.handle(returnedReviews(100), {
      query() {
        longest = Math.max(longest, heard.length - last);
        last = heard.length;
        return Promise.resolve([]);
      },
    });
    expect(heard).toHaveLength(100);
    expect(Math.max(longest, heard.length - last)).toBeLessThanOrEqual(16);
  });
});
