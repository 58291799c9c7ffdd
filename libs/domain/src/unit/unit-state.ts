import type { Day } from '../calendar/day.ts';
import { assertNever } from '../domain-error.ts';
import type { UnitEvent, UnitProfile, UnitRef } from './unit.events.ts';

export type UnitState =
  | { status: 'NONE' }
  | {
      status: 'REGISTERED' | 'DISSOLVED';
      unitId: string;
      validFrom: Day;
      validTo: Day | null;
      profile: UnitProfile;
      /** Who took its place, the one that takes what nobody was told first. */
      successors: readonly UnitRef[];
    };

export function evolveUnit(state: UnitState, event: UnitEvent): UnitState {
  switch (event.type) {
    case 'UnitRegistered': {
      const { unitId, validFrom, validTo } = event.data;
      return {
        status: 'REGISTERED',
        unitId,
        validFrom,
        validTo,
        profile: profileOf(event.data),
        successors: [],
      };
    }
    case 'UnitProfileCorrected':
      return state.status === 'NONE' ? state : { ...state, profile: profileOf(event.data) };
    case 'UnitDissolved':
      return state.status === 'NONE' ? state : { ...state, status: 'DISSOLVED', validTo: event.data.on };
    case 'UnitSucceeded': {
      const { on, successors } = event.data;
      return state.status === 'NONE' ? state : { ...state, status: 'DISSOLVED', validTo: on, successors };
    }
    default:
      return assertNever(event);
  }
}

/** The part of a unit that an import may correct, without the fields around it. */
export function profileOf(source: UnitProfile): UnitProfile {
  const { code, name, kind, addresseeCategory, peerGroup, parentCode, mail } = source;
  return { code, name, kind, addresseeCategory, peerGroup, parentCode, mail };
}
