import { createHash } from 'node:crypto';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import { periodSnapshot } from '@dondoc/domain/assignment/monitoring/period-snapshot.ts';
import { campaignDecider } from '@dondoc/domain/campaign/campaign.decider.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import { findingDecider } from '@dondoc/domain/finding/finding.decider.ts';
import { periodDecider } from '@dondoc/domain/rating/process/period.decider.ts';
import { ratingDecider } from '@dondoc/domain/rating/process/rating.decider.ts';
import { canonicalText, contentHash } from '@dondoc/event-store/envelope.ts';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { allProjections } from '@dondoc/read-models/all-projections.ts';
import { liveGenerations } from '@dondoc/read-models/generations.ts';
import { freshFold, tableStateHash } from '@dondoc/read-models/state-hash.ts';
import type { Pool } from 'pg';
import { ZONE } from '../simulated-campaign.ts';
import { withoutPositions } from '../without-positions.ts';
import { rateAgain } from './rating/rate-again.ts';

type Recorded = RecordedEvent<DomainEvent>;

/** What a second telling of the whole log came to, held against what stands. */
export type Replay = {
  /** Read models whose tables equal a fresh fold of the log, and those that do not. */
  readModels: { same: number; different: readonly string[] };
  /** Frozen periods made again from the events before them: same actions, same hash. */
  frozenPeriods: { same: number; different: number };
  /** Results on record computed again from the log up to where each was cut: same bytes, by their digest. */
  ratings: { same: number; different: number };
  streams: number;
  /** SHA-256 over every campaign, unit, register of findings and rating, folded afresh in the order of their ids. */
  statesSha256: string;
};

/** Folds the whole log afresh. The followers must stand at its head. */
export async function replay(
  { store, pool }: { store: EventStore; pool: Pool },
  events: readonly Recorded[],
): Promise<Replay> {
  const live = await liveGenerations(pool);
  const head = events.at(-1)?.position ?? 0;
  const different: string[] = [];
  for (const projection of allProjections()) {
    const shown = live.find(({ name }) => name === projection.name);
    const fold = freshFold(store, projection);
    await fold.advanceTo(head);
    const stands = shown && (await tableStateHash(pool, projection, shown.generation));
    if (stands !== fold.stateHash()) different.push(projection.name);
  }
  const states = foldStreams(events);
  return {
    readModels: { same: allProjections().length - different.length, different },
    frozenPeriods: states.frozen,
    ratings: await rateAgain(store, events),
    streams: states.folded.size,
    statesSha256: sha256Of(states.folded),
  };
}

const DECIDERS = [campaignDecider, assignmentDecider, findingDecider, periodDecider, ratingDecider] as const;

function foldStreams(events: readonly Recorded[]) {
  const folded = new Map<string, unknown>();
  const frozen = { same: 0, different: 0 };
  for (const event of events) {
    const decider = DECIDERS.find(({ category }) => category === event.category);
    if (decider === undefined) continue;
    const { initialState, evolve } = decider as {
      initialState: unknown;
      evolve: (state: unknown, event: Recorded) => unknown;
    };
    const before = folded.get(event.streamId) ?? initialState;
    if (event.type === 'PeriodFrozen') frozen[isSameAgain(before, event) ? 'same' : 'different'] += 1;
    folded.set(event.streamId, evolve(before, event));
  }
  return { folded, frozen };
}

/** AC-55: how a unit stood at the end of a period follows from the events up to then, on any machine. */
function isSameAgain(before: unknown, { data }: Extract<Recorded, { type: 'PeriodFrozen' }>): boolean {
  const assignment = before as Exclude<typeof assignmentDecider.initialState, { status: 'NONE' }>;
  const { campaignId, unitId, period } = data;
  const checkIn = assignment.monitoring.checkIns.find((one) => one.period === period);
  if (checkIn === undefined) return false;
  const actions = periodSnapshot(assignment, checkIn, ZONE);
  return contentHash({ campaignId, unitId, period, actions }) === data.hash;
}

function sha256Of(folded: ReadonlyMap<string, unknown>): string {
  const hash = createHash('sha256');
  for (const [streamId, state] of [...folded].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // A state opened from JSON and put in order: the positions in it are left out.
    const shown = JSON.parse(JSON.stringify({ state }, withoutPositions)) as object;
    hash.update(`${streamId} ${canonicalText(shown)}\n`);
  }
  return hash.digest('hex');
}
