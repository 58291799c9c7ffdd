import type { Cadence } from '../escalation/cadence.ts';
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

/** rungs are climbed in the order of their steps, each later than the one before. */
export function cadenceFaults(cadence: Cadence): Fault[] {
  const { reminderOffsets, rungs, deliverAt, checkIns } = cadence;
  return [
    ...faultsOf([
      ['/cadence/reminderOffsets', reminderOffsets.every(Number.isInteger), 'must be whole working days'],
      ['/cadence/reminderOffsets', new Set(reminderOffsets).size === reminderOffsets.length, 'must differ'],
      ['/cadence/deliverAt', /^([01]\d|2[0-3]):[0-5]\d$/.test(deliverAt), 'must be a time of day, HH:MM'],
      [
        '/cadence/resubmitWorkingDays',
        isCount(cadence.resubmitWorkingDays, 1),
        'must be 1 working day or more',
      ],
      [
        '/cadence/planMinWorkingDays',
        isCount(cadence.planMinWorkingDays, 1),
        'must be 1 working day or more',
      ],
      ['/cadence/extensionGraceDays', isCount(cadence.extensionGraceDays, 0), 'must be 0 days or more'],
      [
        '/cadence/checkIns/dueWorkingDay',
        !checkIns || isCount(checkIns.dueWorkingDay, 1),
        'must be 1 working day or more',
      ],
      [
        '/cadence/checkIns/freezeAfterWorkingDays',
        !checkIns || isCount(checkIns.freezeAfterWorkingDays, 0),
        'must be 0 working days or more',
      ],
    ]),
    ...rungs.flatMap(({ step, afterWorkingDays, to }, index) => {
      const below = rungs[index - 1];
      return faultsOf([
        [
          `/cadence/rungs/${index}/step`,
          isCount(step, (below?.step ?? 0) + 1),
          'must be above the step before',
        ],
        [
          `/cadence/rungs/${index}/afterWorkingDays`,
          isCount(afterWorkingDays, (below?.afterWorkingDays ?? 0) + 1),
          'must be later than the rung before',
        ],
        [`/cadence/rungs/${index}/to`, to.length > 0, 'must name a recipient'],
      ]);
    }),
  ];
}

function isCount(value: number, atLeast: number): boolean {
  return Number.isSafeInteger(value) && value >= atLeast && value <= 1000;
}
