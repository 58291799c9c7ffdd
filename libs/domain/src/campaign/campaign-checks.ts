import { faultsOf, type Fault } from '../faults.ts';
import { isBlank, repeated } from '../text.ts';
import type { Requirement } from './campaign.events.ts';

/** A campaign asks for something, and each thing has a number of its own that a unit can answer to. */
export function requirementFaults(requirements: readonly Requirement[]): Fault[] {
  const doubled = new Set(repeated(requirements.map(({ no }) => no)));
  return [
    ...faultsOf([['/requirements', requirements.length > 0, 'must hold at least one requirement']]),
    ...requirements.flatMap(({ no, text }, index) =>
      faultsOf([
        [`/requirements/${index}/no`, !isBlank(no), 'must not be blank'],
        [`/requirements/${index}/no`, !doubled.has(no), `is used twice (${no})`],
        [`/requirements/${index}/text`, !isBlank(text), 'must not be blank'],
      ]),
    ),
  ];
}
