import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Caller } from './request-context.ts';

/** Who did it, as the log names people: by a pseudonymous id. */
export const actorOf = ({ account: { id, role, unitId }, deputy }: Caller): ActorRef => ({
  id: deputy?.account.id ?? id,
  role,
  ...(unitId === null ? {} : { unitId }),
  ...(deputy === undefined ? {} : { onBehalfOf: id, delegationId: deputy.delegationId }),
  ...(deputy === undefined || deputy.account.unitId === null ? {} : { deputyUnitId: deputy.account.unitId }),
});
