import type { DomainEvent, EventType } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';

type Recorded = RecordedEvent<DomainEvent>;

/** What a lock of the rating period must stop; publishing, petitions and their confirmation change no level and go on. */
const STOPPED: ReadonlySet<EventType> = new Set<EventType>([
  'SelfRatingRecorded',
  'RatingFactsImported',
  'AppraisalRecorded',
  'ProvisionalLevelComputed',
  'RatingApprovalVoided',
  'RatingCapped',
  'RatingDecided',
  'RatingSuperseded',
  'CapComputed',
  'PostsListed',
  'PeerGroupsMerged',
]);

/**
 * R-21, held against the log by code that shares nothing with the rule: what was written into a period after it was frozen, and into the
 * ratings of a campaign while they were locked. `events` in the order of the log.
 */
export function writesUnderLock(events: readonly Recorded[]): Recorded[] {
  const frozen = new Set<string>();
  const locked = new Set<string>();
  return events.filter((event) => {
    const { data, streamId, type } = event;
    if ('period' in data) {
      const key = `${streamId} ${data.period}`;
      if (frozen.has(key)) return true;
      if (type === 'PeriodFrozen') frozen.add(key);
      return false;
    }
    if (!('campaignId' in data) || data.campaignId === null) return false;
    if (type === 'PeriodLocked') locked.add(data.campaignId);
    if (type === 'PeriodReopened') locked.delete(data.campaignId);
    return STOPPED.has(type) && locked.has(data.campaignId);
  });
}
