import type { AssignmentCommand, AssignmentContext } from '@dondoc/domain/assignment/assignment.commands.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { AssignmentState } from '@dondoc/domain/assignment/assignment-state.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { handleAssignmentCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import { ConcurrencyError, type AppendRequest, type EventStore } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';

type Step = { commandId: string; command: AssignmentCommand };

/**
 * The write path of handleCommand for many units of one campaign: load, fold, decide, and append all at once. `stepOf` sees
 * the unit's state and names its step; null: nothing to do. A refused unit is left alone; a lost race is run again singly.
 * Answers how many units were written.
 */
export async function decideInBulk(
  store: EventStore,
  {
    campaignId,
    unitIds,
    context,
    stepOf,
  }: {
    campaignId: string;
    unitIds: readonly string[];
    context: AssignmentContext;
    stepOf: (unitId: string, state: AssignmentState) => Step | null | Promise<Step | null>;
  },
): Promise<number> {
  const prepare = async (unitId: string) => {
    const streamId = assignmentIdOf(campaignId, unitId);
    const stream = await store.readStream<AssignmentEvent>(streamId);
    const state = fold(assignmentDecider, stream.events);
    const step = await stepOf(unitId, state);
    const events = step === null ? [] : decideOrNothing(step.command, state, context);
    if (step === null || events.length === 0) return null;
    const request: AppendRequest = {
      streamId,
      category: assignmentDecider.category,
      expectedVersion: stream.version,
      previousHash: stream.headHash,
      events,
      commandId: step.commandId,
      actor: step.command.actor,
      at: step.command.at,
      correlationId: campaignId,
    };
    return { unitId, step, request };
  };
  const prepared = (await Promise.all(unitIds.map(prepare))).filter((one) => one !== null);
  const results = await store.appendMany(prepared.map(({ request }) => request));

  let written = 0;
  for (const [index, { unitId, step }] of prepared.entries()) {
    if (!(results[index] instanceof ConcurrencyError)) written += 1;
    else if (await runSingly(store, { campaignId, unitId, ...step })) written += 1;
  }
  return written;
}

function decideOrNothing(command: AssignmentCommand, state: AssignmentState, context: AssignmentContext) {
  try {
    return assignmentDecider.decide(command, state, context);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

async function runSingly(
  store: EventStore,
  call: { campaignId: string; unitId: string } & Step,
): Promise<boolean> {
  try {
    return (await handleAssignmentCommand(store, call)).position !== null;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
