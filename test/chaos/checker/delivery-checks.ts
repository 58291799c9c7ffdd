// A consumer that keeps the newest version of each stream sees every event once and in order; it may see one again.
import { groupBy } from './envelope-reading.ts';
import type { ReadEvent } from './envelope-reading.ts';
import type { Delivery, Finding } from './snapshot.ts';

/** @param deliveries of each partition in its order */
export function checkDeliveries(deliveries: readonly Delivery[], events: readonly ReadEvent[]): Finding[] {
  const newest = new Map<string, number>();
  const findings: Finding[] = [];
  for (const { streamId, version } of deliveries) {
    const before = newest.get(streamId) ?? 0;
    if (version > before + 1) {
      const detail = `version ${version} of ${streamId} came after ${before}`;
      findings.push({ code: 'delivery-reordered', detail });
    }
    newest.set(streamId, Math.max(before, version));
  }
  const wanted = new Map(events.map(({ streamId, version }) => [streamId, version]));
  for (const [streamId, version] of wanted) {
    const seen = newest.get(streamId) ?? 0;
    if (seen < version)
      findings.push({
        code: 'delivery-gap',
        detail: `${streamId} ends at ${version}, was delivered to ${seen}`,
      });
  }
  return [...findings, ...checkPartitions(deliveries), ...checkForeign(deliveries, events)];
}

/** Order is kept within a partition only: a stream that is in two has none. */
function checkPartitions(deliveries: readonly Delivery[]): Finding[] {
  return [...groupBy(deliveries, ({ streamId }) => streamId)].flatMap(([streamId, own]): Finding[] => {
    const partitions = new Set(own.map(({ partition }) => partition));
    if (partitions.size === 1) return [];
    return [{ code: 'delivery-reordered', detail: `${streamId} is in ${partitions.size} partitions` }];
  });
}

/** What is delivered is in the log, at that version: nobody hears of what was not recorded. */
function checkForeign(deliveries: readonly Delivery[], events: readonly ReadEvent[]): Finding[] {
  const key = (streamId: string, version: number): string => `version ${version} of ${streamId}`;
  const recorded = new Map(events.map((event) => [key(event.streamId, event.version), event.eventId]));
  return deliveries
    .filter(({ streamId, version, eventId }) => recorded.get(key(streamId, version)) !== eventId)
    .map(({ streamId, version, eventId }) => ({
      code: 'delivery-foreign',
      detail: `${key(streamId, version)} was delivered as ${eventId}, which is not in the log`,
    }));
}
