import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { ActorRef } from '../actor.ts';
import { at, BASIS, ZONE } from '../campaign/test-campaigns.ts';
import { fold } from '../decider.ts';
import { delegationDecider } from './delegation.decider.ts';
import type { DelegationEvent, Party } from './delegation.events.ts';
import { requireNeverStoodInFor, requireStandIn, type StandIn } from './stand-in.ts';

const account = (
  accountId: string,
  role: Party['role'] = 'UNIT',
  unitId: string | null = `unit-of-${accountId}`,
): Party => ({
  accountId,
  role,
  unitId: role === 'UNIT' ? unitId : null,
});
const [head, vice, other] = [account('head'), account('vice', 'UNIT', 'unit-of-head'), account('other')];
const [chief, second, auditor] = [
  account('chief', 'ADMINISTRATOR'),
  account('second', 'ADMINISTRATOR'),
  account('auditor', 'AUDITOR'),
];
const actorOf = ({ accountId, role, unitId }: Party): ActorRef => ({
  id: accountId,
  role,
  ...(unitId === null ? {} : { unitId }),
});

type Granted = Extract<DelegationEvent, { type: 'DelegationGranted' }>['data'];
const granted = (more: Partial<Granted> = {}): Granted => ({
  delegationId: 'd1',
  from: head,
  to: vice,
  campaignId: null,
  acts: ['UNIT_STEPS'],
  fromOn: '2026-03-02',
  untilOn: '2026-03-13',
  basis: null,
  reason: 'Đi công tác',
  isAbsence: true,
  ...more,
});
const event = (more: Partial<Granted> = {}): DelegationEvent => ({
  type: 'DelegationGranted',
  data: granted(more),
});
const revoked: DelegationEvent = {
  type: 'DelegationRevoked',
  data: { delegationId: 'd1', reason: 'Về sớm' },
};
const given = (...history: DelegationEvent[]) =>
  specificationFor(delegationDecider)({ zone: ZONE }, ...history);
const grant = (more: Partial<Granted> = {}, actor = actorOf(granted(more).from)) =>
  ({ type: 'GrantDelegation', at: at('2026-03-02'), actor, data: granted(more) }) as const;

describe('Name a deputy', () => {
  it('for oneself needs a reason, and for another an administrator and the decision', () => {
    given().when(grant()).then(event());
    const forHead = { basis: BASIS, isAbsence: false };
    given()
      .when(grant(forHead, actorOf(chief)))
      .then(event(forHead));
    given()
      .when(grant({}, actorOf(chief)))
      .thenRefuses('delegation-invalid');
    given()
      .when(grant(forHead, actorOf(other)))
      .thenRefuses('forbidden-role');
  });

  it.each<[string, Partial<Granted>, string]>([
    ['to oneself', { to: head }, 'delegation-to-self'],
    ['to an auditor', { to: auditor }, 'delegation-conflict'],
    ['of an auditor', { from: auditor, to: vice }, 'delegation-conflict'],
    ['of a unit to who judges units', { to: chief }, 'delegation-conflict'],
  ])('is refused %s', (_, more, code) => {
    given().when(grant(more)).thenRefuses(code);
  });

  it.each<[string, Partial<Granted>]>([
    ['/from', { fromOn: '2026-02-30' }],
    ['/until', { untilOn: 'soon' }],
    ['/until', { fromOn: '2026-03-05', untilOn: '2026-03-04' }],
    ['/until', { fromOn: '2026-02-01', untilOn: '2026-03-01' }],
    ['/until', { untilOn: '2027-03-10' }],
    ['/acts', { acts: [] }],
    ['/acts', { acts: ['UNIT_STEPS', 'UNIT_STEPS'] }],
    ['/acts', { from: chief, to: second }],
    ['/acts', { acts: ['FINDINGS'] }],
    ['/reason', { reason: ' ' }],
  ])('says what is wrong at %s', (path, more) => {
    given()
      .when(grant(more))
      .thenRefuses('delegation-invalid', {
        errors: expect.arrayContaining([expect.objectContaining({ path })]),
      });
  });

  it('makes no chain, in whichever order its links are asked for', () => {
    const next = { delegationId: 'd2', from: vice, to: other };
    given(event()).when(grant(next)).thenRefuses('delegation-chain', { delegationId: 'd1' });
    given(event(next)).when(grant()).thenRefuses('delegation-chain', { delegationId: 'd2' });
    const later = { ...next, fromOn: '2026-03-14', untilOn: '2026-03-20' };
    given(event()).when(grant(later)).then(event(later));
    given(event(), revoked).when(grant(next)).then(event(next));
  });

  it('is nothing that a deputy may do for the principal', () => {
    const asDeputy = { ...actorOf(head), id: 'vice', onBehalfOf: 'head' };
    given(event())
      .when(grant({ delegationId: 'd2', to: other }, asDeputy))
      .thenRefuses('delegation-chain');
  });

  it('lets nobody act for a unit and for those who judge it at once', () => {
    const forChief = { delegationId: 'd2', from: chief, to: other, acts: ['DECISIONS'] as const };
    given(event({ to: other }))
      .when(grant(forChief))
      .thenRefuses('delegation-conflict');
    given(event(forChief))
      .when(grant({ to: other }))
      .thenRefuses('delegation-conflict');
  });
});

describe('Revoke a delegation', () => {
  const revoke = (actor: ActorRef, reason = 'Về sớm') =>
    ({
      type: 'RevokeDelegation',
      at: at('2026-03-04'),
      actor,
      data: { delegationId: 'd1', reason },
    }) as const;

  it.each([head, vice, chief])('is open to the principal, the deputy and an administrator: %j', (party) => {
    given(event())
      .when(revoke(actorOf(party)))
      .then(revoked);
  });

  it('is nothing the second time, and refused to others and without a reason', () => {
    given(event(), revoked)
      .when(revoke(actorOf(head)))
      .thenNothingHappens();
    given(event())
      .when(revoke(actorOf(other)))
      .thenRefuses('unknown-delegation');
    given()
      .when(revoke(actorOf(chief)))
      .thenRefuses('unknown-delegation');
    given(event())
      .when(revoke(actorOf(head), ' '))
      .thenRefuses('delegation-invalid');
  });
});

describe('Stand in for somebody', () => {
  const wish = (more: Partial<StandIn> = {}): StandIn => ({
    deputyId: 'vice',
    principalId: 'head',
    act: 'UNIT_STEPS',
    campaignId: 'c1',
    today: '2026-03-02',
    ...more,
  });
  const under = (history: DelegationEvent[], more: Partial<StandIn> = {}) =>
    requireStandIn(fold(delegationDecider, history), wish(more)).delegationId;

  it('holds from the first to the last day, for what was named and where', () => {
    expect(under([event()])).toBe('d1');
    expect(under([event()], { today: '2026-03-13' })).toBe('d1');
    expect(under([event({ campaignId: 'c1' })])).toBe('d1');
    // To look needs no act, and what is not of one campaign may be looked at.
    expect(under([event({ campaignId: 'c1' })], { act: null, campaignId: null })).toBe('d1');
  });

  it.each<[string, DelegationEvent[], Partial<StandIn>, string]>([
    ['without one', [], {}, 'delegation-missing'],
    ['the other way round', [event()], { deputyId: 'head', principalId: 'vice' }, 'delegation-missing'],
    ['before its first day', [event()], { today: '2026-03-01' }, 'delegation-not-begun'],
    ['after its last day', [event()], { today: '2026-03-14' }, 'delegation-expired'],
    ['once it is revoked', [event(), revoked], {}, 'delegation-revoked'],
    ['in another campaign', [event({ campaignId: 'c2' })], {}, 'delegation-out-of-scope'],
    [
      'in no campaign, with one for a campaign',
      [event({ campaignId: 'c1' })],
      { campaignId: null },
      'delegation-out-of-scope',
    ],
    ['for what was not named', [event()], { act: 'STEERING' }, 'delegation-out-of-scope'],
  ])('is refused %s', (_, history, more, code) => {
    expect(() => under(history, more)).toThrow(expect.objectContaining({ code }));
  });
});

describe('Whoever stood in for a unit (R-05)', () => {
  const judge = (history: DelegationEvent[], more: object = {}) => {
    const wish = { deputyId: 'vice', unitId: 'unit-of-head', today: '2026-12-01', ...more };
    return () => requireNeverStoodInFor(fold(delegationDecider, history), wish);
  };

  it('judges it in nobody’s name, also long after and once it was revoked', () => {
    const code = expect.objectContaining({ code: 'own-record', details: expect.anything() });
    expect(judge([event()])).toThrow(code);
    expect(judge([event(), revoked])).toThrow(code);
  });

  it('may judge others, and is not held by what has not begun nor by an office that is no unit’s', () => {
    expect(judge([event()], { unitId: 'unit-of-other' })).not.toThrow();
    expect(judge([event()], { deputyId: 'other' })).not.toThrow();
    expect(judge([event()], { today: '2026-03-01' })).not.toThrow();
    expect(
      judge([event({ from: chief, to: second, acts: ['RATING'] })], { deputyId: 'second' }),
    ).not.toThrow();
  });
});
