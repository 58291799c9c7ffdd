import { FINDINGS_ACTOR, type Clock } from '@dondoc/activities/clock.ts';
import { advanceFindingCommandId } from '@dondoc/activities/command-ids.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { actionStandings } from '@dondoc/domain/assignment/monitoring/action-standing.ts';
import type { ProgressLine } from '@dondoc/domain/assignment/monitoring/monitoring.events.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import { courseOfActions } from '@dondoc/domain/finding/course-of-actions.ts';
import type { CourseStatus } from '@dondoc/domain/finding/finding.events.ts';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { handleFindingCommand } from '@dondoc/event-store/write-path/finding-context.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';

type Logged = RecordedEvent & DomainEvent;
/** What one event of a unit's cycle makes of findings against it. */
type Move = {
  campaignId: string;
  unitId: string;
  findings: readonly { findingId: string; to: CourseStatus }[];
};

/**
 * Leads each finding along as the unit's cycle does: answered in a review, planned for, worked on, reported done, judged. Both are streams
 * of their own, so this follows the log; a redo sends the same command ids and changes nothing.
 */
export function createFindingCourse({ store, now }: { store: EventStore; now: Clock }): FollowerDefinition {
  return {
    name: 'finding-course',
    version: 1,
    concerns: (event) => isReview(event as Logged) || touchedBy(event as Logged) !== null,
    async handle(events) {
      for (const event of events as readonly Logged[]) {
        const move = await moveOf(store, event);
        if (move !== null) await advance(store, move, { eventId: event.eventId, at: await now() });
      }
    },
  };
}

async function moveOf(store: EventStore, event: Logged): Promise<Move | null> {
  if (isReview(event)) {
    const { campaignId, unitId, answeredFindings = [] } = event.data;
    const findings = answeredFindings.map((findingId) => ({ findingId, to: 'RESPONDED' as const }));
    return { campaignId, unitId, findings };
  }
  const touches = touchedBy(event);
  if (touches === null) return null;
  const { campaignId, unitId } = event.data as { campaignId: string; unitId: string };
  // As of the event and not of now: told again, it says the same.
  const { events } = await store.readStream<AssignmentEvent>(event.streamId, { upTo: event.position });
  const assignment = fold(assignmentDecider, events);
  if (assignment.status === 'NONE') return null;
  const standings = actionStandings(assignment);
  const named = standings
    .filter(({ action }) => touches(action.id))
    .flatMap(({ action }) => action.findingIds ?? []);
  const findings = [...new Set(named)].flatMap((findingId) => {
    const to = courseOfActions(
      standings.filter(({ action }) => action.findingIds?.includes(findingId) === true),
    );
    return to === null ? [] : [{ findingId, to }];
  });
  return { campaignId, unitId, findings };
}

const isReview = (event: Logged): event is Logged & { type: 'SelfReviewSubmitted' } =>
  event.type === 'SelfReviewSubmitted';

/** Which actions of a plan the event moves; null: none. */
function touchedBy(event: Logged): ((actionId: string) => boolean) | null {
  const { type, data } = event;
  if (type === 'PlanApproved') return () => true;
  if (type === 'CheckInSubmitted') {
    // A line whose key is gone opens as null, whatever its type says.
    const lines = (data.lines as readonly ProgressLine[] | null) ?? [];
    const reported = new Set(lines.map(({ actionId }) => actionId));
    return (actionId) => reported.has(actionId);
  }
  const isOfAction =
    type === 'ProgressReported' || type === 'ActionReportedDone' || type === 'VerificationRecorded';
  return isOfAction ? (actionId) => actionId === data.actionId : null;
}

async function advance(
  store: EventStore,
  { campaignId, unitId, findings }: Move,
  { eventId, at }: { eventId: string; at: string },
): Promise<void> {
  for (const { findingId, to } of findings) {
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
