import { fold } from '@dondoc/domain/decider.ts';
import type { FindingCommand } from '@dondoc/domain/finding/finding.commands.ts';
import { findingDecider } from '@dondoc/domain/finding/finding.decider.ts';
import type { FindingEvent } from '@dondoc/domain/finding/finding.events.ts';
import { isOpen, type Finding, type FindingsState } from '@dondoc/domain/finding/findings-state.ts';
import type { EventStore, Position } from '../event-store.ts';
import { independenceOf } from './delegation-context.ts';
import { handleCommand, type CommandResult } from './handle-command.ts';
import { findingsIdOf } from '../stream-ids.ts';

/** The register of findings against one unit, as of now or of a position; empty for a unit without any. */
export async function findingsOf(
  store: EventStore,
  unitId: string,
  upTo?: Position,
): Promise<{ findings: FindingsState; version: number }> {
  const { events, version } = await store.readStream<FindingEvent>(
    findingsIdOf(unitId),
    upTo === undefined ? {} : { upTo },
  );
  return { findings: fold(findingDecider, events), version };
}

/** What the unit still owes an answer, a plan or a result on, in the order of its register; parts instead of what was split. */
export async function openFindingsOf(store: EventStore, unitId: string): Promise<readonly Finding[]> {
  return (await findingsOf(store, unitId)).findings.filter(isOpen);
}

/** A step on the findings against one unit, by whoever takes it. */
export function handleFindingCommand(
  store: EventStore,
  call: { unitId: string; commandId: string; command: FindingCommand; expectedVersion?: number },
): Promise<CommandResult> {
  const { unitId, ...rest } = call;
  return handleCommand(store, findingDecider, {
    ...rest,
    streamId: findingsIdOf(unitId),
    correlationId: unitId,
    context: async () => (await independenceOf(store, call.command))(unitId),
  });
}
