import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Caller } from './request-context.ts';

/** Who did it, as the log names people: by a pseudonymous id. */
export const actorOf = ({ account: { id, role, unitId } }: Caller): ActorRef => ({
  id,
  role,
  ...(unitId === null ? {} : { unitId }),
});
