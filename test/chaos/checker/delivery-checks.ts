// A consumer that keeps the newest version of each stream sees every event once and in order; it may see one again.
import type { ReadEvent } from './envelope-reading.ts';
import type { Delivery, Finding } from './snapshot.ts';

/** @param deliveries of each partition in its order; a stream is in one partition */
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
    if (seen !== version)
      findings.push({
        code: 'delivery-gap',
        detail: `${streamId} ends at ${version}, was delivered to ${seen}`,
      });
  }
  return findings;
}
