import type { ActorRef } from '../actor.ts';
import { requireSteward } from '../authority.ts';
import type { Instant } from '../calendar/day.ts';
import { requireReason } from '../campaign/campaign-step.ts';
import type { Decider } from '../decider.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import type { BulkEvent, BulkFilter, BulkOperation, BulkResult, BulkUnit } from './bulk.events.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };

export type BulkCommand =
  | Command<
      'OrderBulk',
      {
        batchId: string;
        campaignId: string;
        operation: BulkOperation;
        filter: BulkFilter;
        reason: string;
        units: readonly BulkUnit[];
      }
    >
  /** Sent by whoever carries the batch out. */
  | Command<'SettleBulkItems', { results: readonly BulkResult[] }>
  | Command<'RetryBulk', Record<never, never>>;

export type LiveBulk = {
  status: 'ORDERED';
  batchId: string;
  campaignId: string;
  operation: BulkOperation;
  filter: BulkFilter;
  reason: string;
  /** 1, and one more with every retry. */
  attempt: number;
  units: readonly BulkUnit[];
  /** The newest result of each unit, in the order in which they came. */
  results: ReadonlyMap<string, BulkResult>;
};
export type BulkState = { status: 'NONE' } | LiveBulk;

const PAGE = 400;

/** Units whose turn is still to come, in the order of the list. */
export function pendingUnits({ units, results }: LiveBulk): BulkUnit[] {
  return units.filter(({ unitId }) => !results.has(unitId));
}

/** One operation over many units of a campaign: ordered once, with one reason, each item a step of its own (R-05 holds for each). */
export const bulkDecider: Decider<BulkCommand, BulkState, BulkEvent> = {
  category: 'bulk',
  initialState: { status: 'NONE' },
  evolve: evolveBulk,
  decide: (command, state) => {
    switch (command.type) {
      case 'OrderBulk':
        return orderBulk(command, state);
      case 'SettleBulkItems': {
        requireSteward(command.actor);
        const { batchId, attempt } = requireOrdered(state);
        const { results } = command.data;
        return results.length === 0
          ? []
          : [{ type: 'BulkItemsSettled', data: { batchId, attempt, results } }];
      }
      case 'RetryBulk':
        return retryBulk(command, state);
      default:
        return assertNever(command);
    }
  },
};

function orderBulk(
  { actor, data: { units, ...order } }: Extract<BulkCommand, { type: 'OrderBulk' }>,
  state: BulkState,
): BulkEvent[] {
  requireAdministrator(actor);
  if (state.status !== 'NONE') return [];
  requireReason(order.reason);
  if (units.length === 0) {
    throw new DomainError('bulk-empty', 'The filter matches no unit of the campaign.', { path: '/filter' });
  }
  const pages = Array.from({ length: Math.ceil(units.length / PAGE) }, (_, index) =>
    units.slice(index * PAGE, (index + 1) * PAGE),
  );
  return [
    { type: 'BulkOrdered', data: { ...order, total: units.length } },
    ...pages.map((page, index) => ({
      type: 'BulkUnitsListed' as const,
      data: { batchId: order.batchId, page: index + 1, units: page },
    })),
  ];
}

function retryBulk({ actor }: Extract<BulkCommand, { type: 'RetryBulk' }>, state: BulkState): BulkEvent[] {
  requireAdministrator(actor);
  const batch = requireOrdered(state);
  const { batchId, attempt } = batch;
  const waiting = pendingUnits(batch).length;
  if (waiting > 0) {
    throw new DomainError('bulk-running', 'The batch is not through yet. Retry what is refused at its end.', {
      batchId,
      waiting,
    });
  }
  if (![...batch.results.values()].some(({ outcome }) => outcome === 'REFUSED')) return [];
  return [{ type: 'BulkRetried', data: { batchId, attempt: attempt + 1 } }];
}

/** The steps are the administrator's own, so nobody orders them in another's name. */
function requireAdministrator({ role }: ActorRef): void {
  if (role === 'ADMINISTRATOR') return;
  throw new DomainError('forbidden-role', 'Only an administrator may do this.', { rule: 'R-05', role });
}

function requireOrdered(state: BulkState): LiveBulk {
  if (state.status === 'ORDERED') return state;
  throw new DomainError('unknown-batch', 'There is no such batch.');
}

function evolveBulk(state: BulkState, event: BulkEvent): BulkState {
  if (event.type === 'BulkOrdered') {
    const { total: _, ...order } = event.data;
    return { status: 'ORDERED', ...order, attempt: 1, units: [], results: new Map() };
  }
  if (state.status === 'NONE') return state;
  switch (event.type) {
    case 'BulkUnitsListed':
      return { ...state, units: [...state.units, ...event.data.units] };
    case 'BulkItemsSettled': {
      const settled = event.data.results.map((result) => [result.unitId, result] as const);
      return { ...state, results: new Map([...state.results, ...settled]) };
    }
    case 'BulkRetried': {
      const kept = [...state.results].filter(([, { outcome }]) => outcome !== 'REFUSED');
      return { ...state, attempt: event.data.attempt, results: new Map(kept) };
    }
    default:
      return assertNever(event);
  }
}
