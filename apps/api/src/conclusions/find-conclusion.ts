import { conclusionDecider, type ConclusionState } from '@dondoc/domain/conclusion/conclusion.decider.ts';
import type { ConclusionEvent } from '@dondoc/domain/conclusion/conclusion.events.ts';
import { fold } from '@dondoc/domain/decider.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';

/** The conclusion as its stream says; null: never registered. */
export async function findConclusion(store: EventStore, conclusionId: string): Promise<ConclusionState> {
  const { events } = await store.readStream<ConclusionEvent>(conclusionId);
  return fold(conclusionDecider, events);
}
