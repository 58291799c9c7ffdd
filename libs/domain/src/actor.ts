export type Role = 'ADMINISTRATOR' | 'UNIT' | 'AUDITOR' | 'SYSTEM';

/**
 * Who did it; on every event. `unitId` is the actor's own unit: a unit's account always has one, an administrator may. A deputy acts
 * with role and unit of its principal, `onBehalfOf`, under one delegation; `deputyUnitId` is then the deputy's own unit.
 */
export type ActorRef = {
  id: string;
  role: Role;
  unitId?: string;
  onBehalfOf?: string;
  delegationId?: string;
  deputyUnitId?: string;
};

/** Everybody who stands behind a step: whoever takes it, and whoever it is taken for. */
export const personsOf = ({ id, onBehalfOf }: ActorRef): string[] =>
  onBehalfOf === undefined ? [id] : [id, onBehalfOf];

/** Whether the unit is that of the actor or of the one it is done for. */
export const belongsTo = ({ unitId, deputyUnitId }: ActorRef, unit: string): boolean =>
  unitId === unit || deputyUnitId === unit;
