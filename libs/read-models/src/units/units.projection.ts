import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { UnitEvent, UnitProfile } from '@dondoc/domain/unit/unit.events.ts';
import { unknownEvent, type LoggedEvent, type LoggedOf, type Projection } from '../projection.ts';

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

  keysOf: (event) => (isUnitEvent(event) ? [event.data.unitId] : []),

  evolve(row, event) {
    if (!isUnitEvent(event)) return row;
    const seen = { version: event.version, lastPosition: event.position };
    switch (event.type) {
      case 'UnitRegistered': {
        const { unitId, validFrom, validTo } = event.data;
        return { ...profileOf(event.data), unitId, validFrom, validTo, ...seen };
      }
      case 'UnitProfileCorrected':
        return row && { ...row, ...profileOf(event.data), ...seen };
      case 'UnitDissolved':
      case 'UnitSucceeded':
        return row && { ...row, validTo: event.data.on, ...seen };
      default:
        throw unknownEvent(event);
    }
  },
};

const isUnitEvent = (event: LoggedEvent): event is LoggedOf<UnitEvent> => event.category === 'unit';

function profileOf({
  code,
  name,
  kind,
  addresseeCategory,
  peerGroup,
  parentCode,
  mail,
}: UnitProfile): UnitProfile {
  return { code, name, kind, addresseeCategory, peerGroup, parentCode, mail };
}
