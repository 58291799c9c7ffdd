import type { ActorRef } from '../actor.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { Basis } from '../deadline/deadline.ts';
import type { Allotment } from './open-item.ts';
import type { SuccessionKind, UnitProfile, UnitRef } from './unit.events.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };

/** RegisterUnit on a known unit corrects its profile when it differs and does nothing when it is the same (re-import). */
export type UnitCommand =
  | Command<'RegisterUnit', { unitId: string; validFrom: Day; validTo: Day | null } & UnitProfile>
  | Command<'DissolveUnit', { unitId: string; on: Day; basis: Basis }>
  /** `campaigns`: those under way in which it takes part, as the caller found them. A single successor needs no allocation. */
  | Command<
      'SucceedUnit',
      {
        unitId: string;
        kind: SuccessionKind;
        on: Day;
        basis: Basis;
        successors: readonly UnitRef[];
        campaigns: readonly string[];
        allocation: readonly Allotment[];
      }
    >;
