import { isDay } from '../calendar/day-arithmetic.ts';
import type { Instant } from '../calendar/day.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults, type Fault } from '../faults.ts';
import { REGISTER_ZONE } from '../finding/register-findings.ts';
import { isBlank, repeated } from '../text.ts';
import { heirOf, type OpenItem } from './open-item.ts';
import type { UnitState } from './unit-state.ts';
import type { UnitCommand } from './unit.commands.ts';
import { SUCCESSION_KINDS, type UnitEvent } from './unit.events.ts';

type Succeed = Extract<UnitCommand, { type: 'SucceedUnit' }>['data'];

/**
 * the unit is no more and others take its place. Every open item goes to exactly one of them: a single successor takes
 * all, several are told which is whose. Throws 'succession-invalid' for the terms, 'allocation-invalid' naming each item that
 * nobody or more than one was to take. Nothing when the same was recorded before.
 */
export function succeedUnit(
  data: Succeed,
  at: Instant,
  state: UnitState,
  openItems: readonly OpenItem[],
): UnitEvent[] {
  if (state.status === 'NONE') {
    throw new DomainError('unknown-unit', 'There is no such unit. Register it first.');
  }
  const { kind, on, basis, successors, campaigns } = data;
  const ids = successors.map(({ unitId }) => unitId);
  if (state.successors.length > 0) {
    const known = state.successors.map(({ unitId }) => unitId);
    if (state.validTo === on && known.join() === ids.join()) return [];
    throw new DomainError('unit-dissolved', 'The succession of this unit is on record already.', {
      unitId: state.unitId,
      validTo: state.validTo,
      successors: state.successors,
    });
  }
  const today = dayOf(at, REGISTER_ZONE);
  const dissolvedOn = state.status === 'DISSOLVED' ? state.validTo : null;
  refuseFaults(
    'succession-invalid',
    'R-12',
    faultsOf([
      ['/kind', SUCCESSION_KINDS.includes(kind), `must be one of ${SUCCESSION_KINDS.join(', ')}`],
      ['/on', isDay(on), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/on', on >= state.validFrom, `must not be before the unit began (${state.validFrom})`],
      [
        '/on',
        on <= today,
        `must not be in the future: record it on the day it takes effect (today: ${today})`,
      ],
      [
        '/on',
        dissolvedOn === null || on === dissolvedOn,
        `must be the day it was dissolved (${dissolvedOn ?? ''})`,
      ],
      ['/basis/ref', !isBlank(basis.ref), 'must name the decision'],
      ['/successors', ids.length > 0, 'must name at least one unit'],
      ['/successors', kind !== 'MERGER' || ids.length <= 1, 'must be one unit for a merger'],
      ['/successors', kind !== 'SPLIT' || ids.length > 1, 'must be two units or more for a split'],
      ['/successors', !ids.includes(state.unitId), 'must not be the unit itself'],
      ['/successors', repeated(ids).length === 0, 'must name each unit once'],
    ]),
  );
  requireAllocated(data, openItems);
  const allocation = openItems.map(({ key: item }) => ({ item, toUnitId: heirOf(item, data) }));
  return [
    {
      type: 'UnitSucceeded',
      data: { unitId: state.unitId, kind, on, basis, successors, campaigns, allocation },
    },
  ];
}

function requireAllocated({ successors, allocation }: Succeed, openItems: readonly OpenItem[]): void {
  const named = allocation.map(({ item }) => item);
  const doubled = repeated(named);
  const open = new Set(openItems.map(({ key }) => key));
  const heirs = new Set(successors.map(({ unitId }) => unitId));
  const unallocated = successors.length < 2 ? [] : openItems.filter(({ key }) => !named.includes(key));
  const faults: Fault[] = [
    ...unallocated.map(({ key, name }) => ({
      path: '/allocation',
      message: `must give ${key} (${name}) to one of the successors`,
    })),
    ...doubled.map((key) => ({ path: '/allocation', message: `must give ${key} to one successor only` })),
    ...allocation.flatMap(({ item, toUnitId }, index) =>
      faultsOf([
        [`/allocation/${index}/item`, open.has(item), `must be open with the unit (${item})`],
        [`/allocation/${index}/to`, heirs.has(toUnitId), 'must be one of the successors'],
      ]),
    ),
  ];
  refuseFaults('allocation-invalid', 'R-12', faults, {
    unallocated: unallocated.map(({ key }) => key),
    doubled,
  });
}
