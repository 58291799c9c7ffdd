import type { Day } from '../calendar/day.ts';
import type { Basis } from '../deadline/deadline.ts';
import type { Allotment } from './open-item.ts';

export const UNIT_KINDS = [
  'ADVISORY',
  'CAUCUS',
  'DEPARTMENT',
  'SECTOR_AGENCY',
  'MASS_ORG',
  'SERVICE_UNIT',
  'DISTRICT_COMMITTEE',
  'COMMUNE_COMMITTEE',
  'DIRECT_COMMITTEE',
  'OTHER',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const SUCCESSION_KINDS = ['MERGER', 'SPLIT', 'DISSOLUTION'] as const;
export type SuccessionKind = (typeof SUCCESSION_KINDS)[number];
export type UnitRef = { unitId: string; code: string };

export type UnitProfile = {
  code: string;
  name: string;
  kind: UnitKind;
  /** The letter of the directive's addressee list under which the unit falls. */
  addresseeCategory: string;
  peerGroup: string;
  parentCode: string | null;
  /** Where notices go by mail; null: inbox only. */
  mail: string | null;
};

export type UnitEvent =
  | { type: 'UnitRegistered'; data: { unitId: string; validFrom: Day; validTo: Day | null } & UnitProfile }
  | { type: 'UnitProfileCorrected'; data: { unitId: string } & UnitProfile }
  | { type: 'UnitDissolved'; data: { unitId: string; on: Day; basis: Basis } }
  /**
   * `campaigns`: those under way in which the unit takes part. `allocation`: every item open when it was recorded; what
   * came up between goes to the first of `successors`.
   */
  | {
      type: 'UnitSucceeded';
      data: {
        unitId: string;
        kind: SuccessionKind;
        on: Day;
        basis: Basis;
        successors: readonly UnitRef[];
        campaigns: readonly string[];
        allocation: readonly Allotment[];
      };
    };
