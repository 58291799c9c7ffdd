import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { UnitProfile } from '@dondoc/domain/unit/unit.events.ts';
import type { LoggedEvent, Projection } from '../projection.ts';

/** The directory of units. `mail` is sealed in the log and plain here: only the unit itself and administrators may be shown it. */
export type UnitRow = UnitProfile & {
  unitId: string;
  validFrom: Day;
  validTo: Day | null;
  version: number;
  lastPosition: number;
};

export const unitsProjection: Projection<UnitRow> = {
  name: 'units',
  version: 1,
  key: 'unitId',
  columns: {
    unitId: { kind: 'id' },
    code: { kind: 'text' },
    name: { kind: 'text' },
    kind: { kind: 'text' },
    addresseeCategory: { kind: 'text' },
    peerGroup: { kind: 'text' },
    parentCode: { kind: 'text', nullable: true },
    mail: { kind: 'text', nullable: true },
    validFrom: { kind: 'day' },
    validTo: { kind: 'day', nullable: true },
    version: { kind: 'count' },
    lastPosition: { kind: 'position' },
  },
  indexes: [['code'], ['addresseeCategory']],

  keyOf(event) {
    switch (event.type) {
      case 'UnitRegistered':
      case 'UnitProfileCorrected':
      case 'UnitDissolved':
        return event.data.unitId;
      default:
        return null;
    }
  },

  evolve(row, event) {
    const seen = { version: event.version, lastPosition: event.position };
    switch (event.type) {
      case 'UnitRegistered':
        return {
          ...profileOf(event.data),
          unitId: event.data.unitId,
          validFrom: event.data.validFrom,
          validTo: event.data.validTo,
          ...seen,
        };
      case 'UnitProfileCorrected':
        return row && { ...row, ...profileOf(event.data), ...seen };
      case 'UnitDissolved':
        return row && { ...row, validTo: event.data.on, ...seen };
      default:
        return row;
    }
  },
};

function profileOf(
  data: (LoggedEvent & { type: 'UnitRegistered' | 'UnitProfileCorrected' })['data'],
): UnitProfile {
  const { code, name, kind, addresseeCategory, peerGroup, parentCode, mail } = data;
  return { code, name, kind, addresseeCategory, peerGroup, parentCode, mail };
}
