import { requireSteward } from '../authority.ts';
import { findingKey, heirOf } from '../unit/open-item.ts';
import type { FindingCommand } from './finding.commands.ts';
import type { FindingEvent } from './finding.events.ts';
import { isOpen, type FindingsState } from './findings-state.ts';

type CommandOf<Type extends FindingCommand['type']> = Extract<FindingCommand, { type: Type }>;

/** what is open goes to the successors; what is closed, and that it was ever found here, stays. */
export function transferFindings(
  { actor, data: { succession, on, basis, ...terms } }: CommandOf<'TransferFindings'>,
  state: FindingsState,
): FindingEvent[] {
  requireSteward(actor);
  return state.filter(isOpen).map(({ unitId, findingId, no }) => {
    const toUnitId = heirOf(findingKey(findingId), terms);
    return { type: 'FindingTransferred', data: { unitId, findingId, no, toUnitId, succession, on, basis } };
  });
}

/** It keeps its id, its day and how far it is; its number is the next of the register it enters. Nothing when it is there. */
export function inheritFinding(
  { actor, data: { unitId, succession, from, finding } }: CommandOf<'InheritFinding'>,
  state: FindingsState,
): FindingEvent[] {
  requireSteward(actor);
  if (state.some(({ findingId }) => findingId === finding.findingId)) return [];
  const { parentId: _parent, parts: _parts, transferredTo: _heir, from: _first, no, ...kept } = finding;
  const next = state.filter(({ parentId }) => parentId === null).length + 1;
  return [
    {
      type: 'FindingInherited',
      data: { ...kept, unitId, no: String(next), from: finding.from ?? { ...from, no }, succession },
    },
  ];
}
