export type Role = 'ADMINISTRATOR' | 'UNIT' | 'AUDITOR' | 'SYSTEM';

/** Who did it; on every event. `unitId` is the actor's own unit: a unit's account always has one, an administrator may. */
export type ActorRef = { id: string; role: Role; unitId?: string; onBehalfOf?: string };
