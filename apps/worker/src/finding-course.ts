import { FINDINGS_ACTOR, type Clock } from '@dondoc/activities/clock.ts';
import { advanceFindingCommandId } from '@dondoc/activities/command-ids.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import type { CourseStatus } from '@dondoc/domain/finding/finding.events.ts';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { handleFindingCommand } from '@dondoc/event-store/finding-context.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';

type Logged = RecordedEvent & DomainEvent;
/** What one event of a unit's cycle makes of findings against it. */
type Move = { campaignId: string; unitId: string; findingIds: readonly string[]; to: CourseStatus };

/**
 * Leads each finding along as the unit's cycle does: answered in a review, it is responded to. Both are streams of their own,
 * so this follows the log; a redo sends the same command ids and changes nothing.
 */
export function createFindingCourse({ store, now }: { store: EventStore; now: Clock }): FollowerDefinition {
  return {
    name: 'finding-course',
    version: 1,
    async handle(events) {
      for (const event of events as readonly Logged[]) {
        const move = moveOf(event);
        if (move !== null) await advance(store, move, { eventId: event.eventId, at: await now() });
      }
    },
  };
}

function moveOf(event: Logged): Move | null {
  if (event.type !== 'SelfReviewSubmitted') return null;
  const { campaignId, unitId, answeredFindings = [] } = event.data;
  return { campaignId, unitId, findingIds: answeredFindings, to: 'RESPONDED' };
}

async function advance(
  store: EventStore,
  { campaignId, unitId, findingIds, to }: Move,
  { eventId, at }: { eventId: string; at: string },
): Promise<void> {
  for (const findingId of findingIds) {
    const data = { findingId, to, because: { campaignId, eventId } };
    try {
      await handleFindingCommand(store, {
        unitId,
        commandId: advanceFindingCommandId(findingId, eventId),
        command: { type: 'AdvanceFinding', at, actor: FINDINGS_ACTOR, data },
      });
    } catch (error) {
      // Final, and no reason to stop the log: it is not in this unit's register (any more).
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
