import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { Cadence } from '@dondoc/domain/escalation/cadence.ts';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import type { Script } from './behaviour.ts';
import type { Beat } from './pulse.ts';
import type { EvidenceShelf } from './year/evidence-shelf.ts';
import type { Replay } from './year/replay.ts';

export type Recorded = RecordedEvent<DomainEvent>;
/** A campaign that goes on through the monitored year. */
export type YearPorts = {
  months: number;
  shelf: EvidenceShelf;
  replay: (events: readonly Recorded[]) => Promise<Replay>;
};

export type SimulationPorts = {
  store: EventStore;
  campaignId: string;
  directiveId: string;
  units: readonly Addressee[];
  seed: number;
  from: Day;
  /** Scripted units live through a campaign that nobody pauses or extends. */
  script?: Script | undefined;
  /** Absent: as by default. */
  cadence?: Cadence | undefined;
  /** Null: it ends with the scores. */
  year: YearPorts | null;
  /** Sets the clock of every event; called before anything happens at that instant. */
  setNow: (at: Instant) => void;
  /** Lets the Temporal server's clock run on by that many milliseconds. */
  skip: (ms: number) => Promise<void>;
  untilQuiet: (now: Instant) => Promise<void>;
  beats: ReadonlyMap<string, Beat>;
  /** History length of each unit's workflow. */
  historyLengths: () => Promise<number[]>;
  verifyLog: () => Promise<boolean>;
  onProgress: (at: Instant) => void;
  /** Events of the longest history of a unit's workflow; not in the report, because a busy machine adds to it. */
  onLongestHistory: (events: number) => void;
};
