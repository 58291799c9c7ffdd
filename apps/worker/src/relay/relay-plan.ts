import type { Position, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import type { DomainEvent, EventType } from '@dondoc/domain/events.ts';

/** `commandId`: whose doing it is, for tracing; of the event at `position`, the newest. */
export type RelayAction = { campaignId: string; position: Position; commandId: string } & (
  | { kind: 'START_CAMPAIGN' | 'WAKE_CAMPAIGN' }
  | { kind: 'WAKE_UNIT' | 'WAKE_MONITOR'; unitId: string }
  | { kind: 'WAKE_PETITION'; subjectId: string }
);

/** What the campaign's workflow waits for. Its own reminders and scores are not among it: it wrote them. */
const WAKES_CAMPAIGN: ReadonlySet<EventType> = new Set<EventType>([
  'ReviewingOpened',
  'CampaignPaused',
  'CampaignResumed',
  'CalendarVersionAdopted',
  'MonitoringOpened',
  'CampaignClosed',
  'CampaignCancelled',
]);

/**
 * What can bring a unit's next instant forward, set up a ladder anew, or end its cycle. A step that only removes a deadline
 * (acknowledging, submitting) is not here: the armed timer then fires once for nothing and finds the next one. A cycle with
 * one escalation costs 32 history events that way (40 when every judgement takes longer than a rung), and 43 with a signal
 * for each step.
 */
const WAKES_UNIT: ReadonlySet<EventType> = new Set<EventType>([
  'ReviewSuggestionIssued',
  'SelfReviewReturned',
  'SelfReviewAccepted',
  'PlanReturned',
  'PlanApproved',
  'UnitDeadlineExtended',
  'UnitDeadlineRecomputed',
  'UnitExempted',
  'ItemsTransferred',
]);

/**
 * What starts a plan's monitor, or can bring its next instant forward. A granted day sets up a new ladder where the old one
 * may be climbed; all else only takes something away, and the armed timer finds it gone.
 */
const WAKES_MONITOR: ReadonlySet<EventType> = new Set<EventType>([
  'PlanApproved',
  'ActionExtensionGranted',
  'ItemsTransferred',
  'ItemsInherited',
]);

/** One action a workflow, in the order of first mention, with the newest position: five events of a unit are one signal. */
export function relayPlan(events: readonly RecordedEvent[]): RelayAction[] {
  const actions = new Map<string, RelayAction>();
  for (const event of events as readonly (RecordedEvent & DomainEvent)[]) {
    for (const action of [actionFor(event), monitorActionFor(event), petitionActionFor(event)]) {
      if (action === null) continue;
      const key =
        'unitId' in action || 'subjectId' in action ? `${action.kind} ${event.streamId}` : action.campaignId;
      const earlier = actions.get(key);
      // A start in the same batch sees everything that follows it.
      actions.set(
        key,
        earlier?.kind === 'START_CAMPAIGN' ? { ...earlier, position: action.position } : action,
      );
    }
  }
  return [...actions.values()];
}

function monitorActionFor(event: RecordedEvent & DomainEvent): RelayAction | null {
  if (!WAKES_MONITOR.has(event.type)) return null;
  const { campaignId, unitId } = event.data as { campaignId: string; unitId: string };
  return { kind: 'WAKE_MONITOR', campaignId, unitId, position: event.position, commandId: event.commandId };
}

function petitionActionFor(event: RecordedEvent & DomainEvent): RelayAction | null {
  if (event.type !== 'PetitionReceived' && event.type !== 'PetitionAnswered') return null;
  const { campaignId, subjectId } = event.data;
  const { position, commandId } = event;
  return { kind: 'WAKE_PETITION', campaignId, subjectId, position, commandId };
}

function actionFor(event: RecordedEvent & DomainEvent): RelayAction | null {
  const { position, commandId } = event;
  if (event.type === 'CampaignIssued') {
    return { kind: 'START_CAMPAIGN', campaignId: event.data.campaignId, position, commandId };
  }
  if (event.type === 'UnitAssigned' && event.data.lateJoin === null) return null;
  // Answered with the review that is owed anyway: no instant moves.
  if (event.type === 'ReviewSuggestionIssued' && event.data.reopens === null) return null;
  if (event.type === 'UnitAssigned' || WAKES_UNIT.has(event.type)) {
    const { campaignId, unitId } = event.data as { campaignId: string; unitId: string };
    return { kind: 'WAKE_UNIT', campaignId, unitId, position, commandId };
  }
  if (!WAKES_CAMPAIGN.has(event.type)) return null;
  const { campaignId } = event.data as { campaignId: string };
  return { kind: 'WAKE_CAMPAIGN', campaignId, position, commandId };
}
