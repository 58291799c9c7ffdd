import type { ActorRef } from '../actor.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { Basis } from '../deadline/deadline.ts';
import type { UnitProfile } from './unit.events.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };

/** RegisterUnit on a known unit corrects its profile when it differs and does nothing when it is the same (re-import). */
export type UnitCommand =
  | Command<'RegisterUnit', { unitId: string; validFrom: Day; validTo: Day | null } & UnitProfile>
  | Command<'DissolveUnit', { unitId: string; on: Day; basis: Basis }>;
