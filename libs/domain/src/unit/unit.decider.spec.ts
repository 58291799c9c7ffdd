import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { ActorRef } from '../actor.ts';
import type { UnitCommand } from './unit.commands.ts';
import { unitDecider } from './unit.decider.ts';
import type { UnitEvent, UnitProfile } from './unit.events.ts';

const given = (...history: UnitEvent[]) => specificationFor(unitDecider)(undefined, ...history);
type RegisterMore = Partial<UnitProfile & { unitId: string; validFrom: string; validTo: string | null }>;
const ADMIN: ActorRef = { id: 'admin-1', role: 'ADMINISTRATOR' };
const profile: UnitProfile = {
  code: 'SO-NV',
  name: 'Sở Nội vụ',
  kind: 'DEPARTMENT',
  addresseeCategory: 'c',
  peerGroup: 'so-nganh',
  parentCode: null,
  mail: null,
};
const life = { unitId: 'unit-1', validFrom: '2020-01-01', validTo: null };

describe('Register a unit', () => {
  it('registers a new unit', () => {
    given()
      .when(register())
      .then({ type: 'UnitRegistered', data: { ...life, ...profile } });
  });

  it('does nothing when the same unit is imported again', () => {
    given(registered()).when(register()).thenNothingHappens();
  });

  it('corrects a profile that differs', () => {
    given(registered())
      .when(register({ name: 'Sở Nội vụ tỉnh' }))
      .then({ type: 'UnitProfileCorrected', data: { unitId: 'unit-1', ...profile, name: 'Sở Nội vụ tỉnh' } });
  });

  it('holds an import against the corrected profile, not the first', () => {
    const corrected: UnitEvent = {
      type: 'UnitProfileCorrected',
      data: { unitId: 'unit-1', ...profile, peerGroup: 'g2' },
    };
    given(registered(), corrected)
      .when(register({ peerGroup: 'g2' }))
      .thenNothingHappens();
  });

  it.each<[string, RegisterMore]>([
    ['/unitId', { unitId: ' ' }],
    ['/code', { code: '' }],
    ['/name', { name: ' ' }],
    ['/addresseeCategory', { addresseeCategory: '' }],
    ['/peerGroup', { peerGroup: '' }],
    ['/parentCode', { parentCode: 'SO-NV' }],
    ['/validFrom', { validFrom: '2020-13-01' }],
    ['/validTo', { validTo: '2019-12-31' }],
  ])('refuses a profile that is wrong at %s', (path, more) => {
    given()
      .when(register(more))
      .thenRefuses('unit-invalid', { errors: [expect.objectContaining({ path })] });
  });

  it('accepts a unit that exists for one day', () => {
    const oneDay = { ...life, ...profile, validTo: '2020-01-01' };
    given()
      .when(register({ validTo: '2020-01-01' }))
      .then({ type: 'UnitRegistered', data: oneDay });
  });

  it('refuses a unit account and an auditor', () => {
    for (const role of ['UNIT', 'AUDITOR'] as const) {
      given()
        .when(register({}, { id: 'someone', role }))
        .thenRefuses('forbidden-role');
    }
  });
});

describe('Dissolve a unit', () => {
  it('ends the unit on the stated day', () => {
    given(registered()).when(dissolve()).then(dissolved());
  });

  it('does nothing when it is dissolved on that day already', () => {
    given(registered(), dissolved()).when(dissolve()).thenNothingHappens();
  });

  it('refuses another day, and a registration after it', () => {
    given(registered(), dissolved())
      .when(dissolve('2025-08-01'))
      .thenRefuses('unit-dissolved', { validTo: '2025-07-01' });
    given(registered(), dissolved()).when(register()).thenRefuses('unit-dissolved');
  });

  it('refuses a unit that is not there', () => {
    given().when(dissolve()).thenRefuses('unknown-unit');
  });

  it('refuses a day before the unit began, a day that does not exist and a missing basis', () => {
    const at = (path: string) => ({ errors: [expect.objectContaining({ path })] });
    given(registered()).when(dissolve('2019-12-31')).thenRefuses('unit-invalid', at('/on'));
    given(registered()).when(dissolve('2025-02-30')).thenRefuses('unit-invalid', at('/on'));
    given(registered()).when(dissolve('2025-07-01', ' ')).thenRefuses('unit-invalid', at('/basis/ref'));
  });
});

function registered(): UnitEvent {
  return { type: 'UnitRegistered', data: { ...life, ...profile } };
}

function dissolved(): UnitEvent {
  return {
    type: 'UnitDissolved',
    data: { unitId: 'unit-1', on: '2025-07-01', basis: { ref: '1668/NQ-UBTVQH15' } },
  };
}

function register(more: RegisterMore = {}, actor = ADMIN): UnitCommand {
  return {
    type: 'RegisterUnit',
    at: '2026-03-02T02:00:00.000Z',
    actor,
    data: { ...life, ...profile, ...more },
  };
}

function dissolve(on = '2025-07-01', ref = '1668/NQ-UBTVQH15'): UnitCommand {
  return {
    type: 'DissolveUnit',
    at: '2026-03-02T02:00:00.000Z',
    actor: ADMIN,
    data: { unitId: 'unit-1', on, basis: { ref } },
  };
}
