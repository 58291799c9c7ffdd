import type { AssignmentCommand } from '@dondoc/domain/assignment/assignment.commands.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { LiveAssignment } from '@dondoc/domain/assignment/assignment-state.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { handleAssignmentCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { COMMITTEE, INSPECTORATE } from './simulated-campaign.ts';
import type { EvidenceShelf } from './year/evidence-shelf.ts';

/** Something that was tried against a rule, and how the system answered. */
export type Refused = { rule: string; code: string; unitId: string; at: Instant; message: string };

/** Where the simulated people act. `shelf`: where their files go; null: a campaign without a year of monitoring. */
export type Frame = {
  store: EventStore;
  campaignId: string;
  /** The one in force: a swap of working days replaces it, and everybody counts by it from then on. */
  calendar: WorkingCalendar;
  refused: Refused[];
  shelf: EvidenceShelf | null;
};

export type Speaker = 'unit' | 'committee' | 'inspectorate';
export type Said = AssignmentCommand extends infer Command
  ? Command extends AssignmentCommand
    ? Omit<Command, 'at' | 'actor'>
    : never
  : never;

function actorFor(by: Speaker, unitId: string): ActorRef {
  if (by === 'committee') return COMMITTEE;
  if (by === 'inspectorate') return INSPECTORATE;
  return { id: `simulated:${unitId}`, role: 'UNIT', unitId };
}

/** Gives a unit's command as a request of that person would. */
export function sayFor({ store, campaignId, refused }: Frame, unitId: string, at: Instant) {
  async function say(said: Said, by: Speaker = 'unit'): Promise<void> {
    const about = 'actionId' in said.data ? `/${said.data.actionId}` : '';
    await handleAssignmentCommand(store, {
      campaignId,
      unitId,
      commandId: `simulation/${campaignId}/${unitId}/${said.type}${about}/${at}`,
      command: { ...said, at, actor: actorFor(by, unitId) } as AssignmentCommand,
    });
  }
  /** Tries what a rule forbids. That it passes is a fault of the product, and ends the simulation. */
  async function mustFail(rule: string, said: Said, by: Speaker = 'unit'): Promise<void> {
    try {
      await say(said, by);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ rule, code: error.code, unitId, at, message: error.message });
      return;
    }
    throw new Error(`${rule} did not hold: ${said.type} of ${unitId} at ${at} passed.`);
  }
  return { say, mustFail };
}

/** The unit's record as it stands. Throws a fault for a unit that was never assigned. */
export async function assignmentOf({ store, campaignId }: Frame, unitId: string): Promise<LiveAssignment> {
  const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
  const state = fold(assignmentDecider, events);
  if (state.status === 'NONE') throw new Error(`${unitId} takes no part in the simulated campaign.`);
  return state;
}
