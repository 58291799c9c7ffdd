import type { LowerFirst } from '../campaign/cascade.ts';
import { DomainError } from '../domain-error.ts';
import { isFinished, type AssignmentState } from './assignment-state.ts';

/** The units below one unit in its own cascade: the codes of those undecided, and whether that cascade is over. */
export type LowerUnits = { undecided: readonly string[]; isOver: boolean };
export const NO_LOWER_UNITS: LowerUnits = { undecided: [], isOver: true };

/** A unit is decided when its plan is approved, or when nothing is asked of it. */
export const isDecided = (state: AssignmentState): boolean => isFinished(state);

/**
 * the units below are decided before the unit above them. Answers with whom the decision passes over, for the record:
 * the campaign only warns, or the cascade is over and nobody will decide them any more. Throws 'lower-units-undecided'.
 */
export function requireLowerDecided(lower: LowerUnits | null, lowerFirst: LowerFirst): readonly string[] {
  if (lower === null) throw new TypeError('R-22 needs the units below, and they were not loaded.');
  const { undecided, isOver } = lower;
  if (undecided.length === 0 || isOver || lowerFirst === 'WARN') return undecided;
  throw new DomainError(
    'lower-units-undecided',
    `Units below it are undecided: ${undecided.join(', ')}. Their plans are approved first, or they are exempted.`,
    { rule: 'R-22', units: undecided },
  );
}
