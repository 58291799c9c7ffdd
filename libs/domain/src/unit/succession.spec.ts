import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import * as fc from 'fast-check';
import { findingKey, heirOf, stepKey, type Allotment, type OpenItem } from './open-item.ts';
import type { UnitCommand } from './unit.commands.ts';
import { unitDecider } from './unit.decider.ts';
import type { UnitEvent } from './unit.events.ts';

const at = '2026-07-01T02:00:00.000Z';
const basis = { ref: '1677/NQ-UBTVQH15' };
const B = { unitId: 'unit-b', code: 'B' };
const C = { unitId: 'unit-c', code: 'C' };
const item = (key: string): OpenItem => ({ key, kind: 'FINDING', name: key, since: at, dueOn: null });
const OPEN = [item(stepKey('c1')), item(findingKey('f1'))];
const registered: UnitEvent = {
  type: 'UnitRegistered',
  data: {
    unitId: 'unit-a',
    validFrom: '2020-01-01',
    validTo: null,
    code: 'A',
    name: 'Huyện ủy A',
    kind: 'DISTRICT_COMMITTEE',
    addresseeCategory: 'd',
    peerGroup: 'huyen',
    parentCode: null,
    mail: null,
  },
};

type Data = Extract<UnitCommand, { type: 'SucceedUnit' }>['data'];
const merger: Data = {
  unitId: 'unit-a',
  kind: 'MERGER',
  on: '2026-07-01',
  basis,
  successors: [B],
  campaigns: ['c1'],
  allocation: [],
};
const succeed = (more: Partial<Data> = {}): UnitCommand => ({
  type: 'SucceedUnit',
  at,
  actor: { id: 'admin-1', role: 'ADMINISTRATOR' },
  data: { ...merger, ...more },
});
const given = (...more: UnitEvent[]) =>
  specificationFor(unitDecider)({ openItems: OPEN }, registered, ...more);
const all = (toUnitId: string): Allotment[] => OPEN.map(({ key }) => ({ item: key, toUnitId }));

describe('Succeed a unit (R-12)', () => {
  it('gives a single successor everything that is open, item by item on record', () => {
    const data = { ...merger, allocation: all('unit-b') };
    given().when(succeed()).then({ type: 'UnitSucceeded', data });
    given({ type: 'UnitSucceeded', data }).when(succeed()).thenNothingHappens();
  });

  it('names the successors of a unit that was dissolved before, on the day of its end only', () => {
    const dissolved: UnitEvent = {
      type: 'UnitDissolved',
      data: { unitId: 'unit-a', on: '2026-06-30', basis },
    };
    given(dissolved).when(succeed()).thenRefuses('succession-invalid');
    expect(
      given(dissolved)
        .when(succeed({ on: '2026-06-30' }))
        .events(),
    ).toHaveLength(1);
  });

  it.each<[string, Partial<Data>]>([
    ['/on', { on: '2026-07-02' }],
    ['/on', { on: '2019-12-31' }],
    ['/basis/ref', { basis: { ref: ' ' } }],
    ['/successors', { successors: [] }],
    ['/successors', { successors: [B, C] }],
    ['/successors', { kind: 'SPLIT' }],
    ['/successors', { successors: [{ unitId: 'unit-a', code: 'A' }] }],
    ['/successors', { kind: 'SPLIT', successors: [B, B] }],
  ])('refuses terms that are wrong at %s', (path, more) => {
    given()
      .when(succeed(more))
      .thenRefuses('succession-invalid', {
        errors: expect.arrayContaining([expect.objectContaining({ path })]),
      });
  });

  it('refuses to give away what is not open, or to somebody who is no successor', () => {
    const allocation = [
      { item: 'finding/closed', toUnitId: 'unit-b' },
      { item: findingKey('f1'), toUnitId: 'unit-c' },
    ];
    given()
      .when(succeed({ allocation }))
      .thenRefuses('allocation-invalid', {
        errors: [
          expect.objectContaining({ path: '/allocation/0/item' }),
          expect.objectContaining({ path: '/allocation/1/to' }),
        ],
      });
  });

  it('refuses a second succession, and a registration after it', () => {
    const before: UnitEvent = { type: 'UnitSucceeded', data: { ...merger, allocation: all('unit-b') } };
    given(before)
      .when(succeed({ successors: [C] }))
      .thenRefuses('unit-dissolved', { successors: [B] });
    given(before)
      .when({
        type: 'RegisterUnit',
        at,
        actor: { id: 'admin-1', role: 'ADMINISTRATOR' },
        data: registered.data,
      })
      .thenRefuses('unit-dissolved');
  });

  it('of a split that is accepted every item has exactly one heir, and a split that leaves one out is refused', () => {
    const chosen = fc.array(
      fc.record({
        item: fc.constantFrom(...OPEN.map(({ key }) => key)),
        toUnitId: fc.constantFrom('unit-b', 'unit-c'),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(chosen, (allocation) => {
        const run = given().when(succeed({ kind: 'SPLIT', successors: [B, C], allocation })).events;
        const keys = allocation.map((one) => one.item);
        const isWhole = OPEN.every(({ key }) => keys.filter((one) => one === key).length === 1);
        if (!isWhole) return expect(run).toThrow(expect.objectContaining({ code: 'allocation-invalid' }));
        const [event] = run();
        if (event?.type !== 'UnitSucceeded') throw new Error('a whole split is accepted');
        expect(event.data.allocation).toHaveLength(OPEN.length);
        for (const { key } of OPEN) {
          expect(heirOf(key, event.data)).toBe(allocation.find((one) => one.item === key)?.toUnitId);
        }
      }),
    );
  });
});
