import { requireSteward } from '../authority.ts';
import { isDay } from '../calendar/day-arithmetic.ts';
import type { Day } from '../calendar/day.ts';
import type { Decider } from '../decider.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isBlank } from '../text.ts';
import { evolveUnit, profileOf, type UnitState } from './unit-state.ts';
import type { OpenItem } from './open-item.ts';
import { succeedUnit } from './succession.ts';
import type { UnitCommand } from './unit.commands.ts';
import { UNIT_KINDS, type UnitEvent, type UnitProfile } from './unit.events.ts';

type Register = Extract<UnitCommand, { type: 'RegisterUnit' }>['data'];
type Dissolve = Extract<UnitCommand, { type: 'DissolveUnit' }>['data'];

/** What the unit owes in all its campaigns and to its findings; needed to say who takes it over, and by nothing else. */
export type UnitContext = { openItems: readonly OpenItem[] } | undefined;

export const unitDecider: Decider<UnitCommand, UnitState, UnitEvent, UnitContext> = {
  category: 'unit',
  initialState: { status: 'NONE' },
  evolve: evolveUnit,
  decide: (command, state, context) => {
    requireSteward(command.actor);
    switch (command.type) {
      case 'RegisterUnit':
        return register(command.data, state);
      case 'DissolveUnit':
        return dissolve(command.data, state);
      case 'SucceedUnit':
        if (context === undefined) throw new TypeError('A succession needs what is open with the unit.');
        return succeedUnit(command.data, command.at, state, context.openItems);
      default:
        return assertNever(command);
    }
  },
};

function register(data: Register, state: UnitState): UnitEvent[] {
  requireValid(data);
  if (state.status === 'NONE') return [{ type: 'UnitRegistered', data }];
  if (state.status === 'DISSOLVED') throw dissolved(state);
  const profile = profileOf(data);
  if (isSameProfile(profile, state.profile)) return [];
  return [{ type: 'UnitProfileCorrected', data: { unitId: state.unitId, ...profile } }];
}

function dissolve({ on, basis }: Dissolve, state: UnitState): UnitEvent[] {
  if (state.status === 'NONE') {
    throw new DomainError('unknown-unit', 'There is no such unit. Register it first.');
  }
  if (state.status === 'DISSOLVED') {
    if (state.validTo === on) return [];
    throw dissolved(state);
  }
  refuseFaults(
    'unit-invalid',
    'unit-validity',
    faultsOf([
      ['/on', isDay(on), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/on', on >= state.validFrom, `must not be before the unit began (${state.validFrom})`],
      ['/basis/ref', !isBlank(basis.ref), 'must name the decision that dissolves the unit'],
    ]),
  );
  return [{ type: 'UnitDissolved', data: { unitId: state.unitId, on, basis } }];
}

function requireValid({ unitId, validFrom, validTo, ...profile }: Register): void {
  refuseFaults(
    'unit-invalid',
    'unit-profile',
    faultsOf([
      ['/unitId', !isBlank(unitId), 'must not be blank'],
      ['/code', !isBlank(profile.code), 'must not be blank'],
      ['/name', !isBlank(profile.name), 'must not be blank'],
      ['/kind', UNIT_KINDS.includes(profile.kind), `must be one of ${UNIT_KINDS.join(', ')}`],
      ['/addresseeCategory', !isBlank(profile.addresseeCategory), 'must not be blank'],
      ['/peerGroup', !isBlank(profile.peerGroup), 'must not be blank'],
      ['/parentCode', profile.parentCode !== profile.code, 'must not be the unit itself'],
      ['/validFrom', isDay(validFrom), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/validTo', validTo === null || isDay(validTo), 'must be a day of the calendar, YYYY-MM-DD, or null'],
      ['/validTo', validTo === null || validFrom <= validTo, 'must not be before validFrom'],
    ]),
  );
}

function isSameProfile(one: UnitProfile, other: UnitProfile): boolean {
  return JSON.stringify(profileOf(one)) === JSON.stringify(profileOf(other));
}

function dissolved({ unitId, validTo }: { unitId: string; validTo: Day | null }): DomainError {
  return new DomainError('unit-dissolved', 'The unit was dissolved. Its successor is a unit of its own.', {
    unitId,
    validTo,
  });
}
