import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { CapMember } from '../cap-group.ts';
import { fold } from '../../decider.ts';
import { pin } from '../test-ratings.ts';
import { proposalsOf } from '../validate-policy.ts';
import { periodDecider, type PeriodCommand } from './period.decider.ts';
import type { PeriodEvent } from './period.events.ts';
import type { OpenPeriod } from './period-state.ts';
import { admin, adoptedPolicy, AT } from './test-rating-process.ts';

const opened: PeriodEvent = {
  type: 'RatingPeriodOpened',
  data: {
    campaignId: 'c1',
    year: 2026,
    unitPolicy: pin(adoptedPolicy),
    personPolicy: pin('VN-PERSON-335'),
    lowerFirst: 'BLOCK',
    petitionWorkingDays: 7,
  },
};
const given = (...events: PeriodEvent[]) => specificationFor(periodDecider)(undefined, opened, ...events);
const command = <Type extends PeriodCommand['type']>(
  type: Type,
  data: Extract<PeriodCommand, { type: Type }>['data'],
) => ({ type, at: AT, actor: admin, data }) as PeriodCommand;

/** Eight, all fit for EXCELLENT; the quota is one. */
const members = (...scores: string[]): CapMember[] =>
  scores.map((score, index) => ({
    id: `u${index + 1}`,
    level: 'EXCELLENT',
    score,
    b1: '30.00',
    extensions: 0,
  }));
const eight = members('99', '98', '97', '96', '95', '94', '93', '92');
const cap = (more: object = {}, of = eight) =>
  command('ComputeCap', {
    group: 'XA',
    members: of,
    policy: pin(adoptedPolicy),
    choice: null,
    exceptional: null,
    ...more,
  });
const locked: PeriodEvent = { type: 'PeriodLocked', data: { campaignId: 'c1', reason: 'Chốt' } };

describe('The cap of a peer group on record', () => {
  it('AC-18: selects the best of eight, and the same again is nothing', () => {
    const [event] = given().when(cap()).events();
    expect(event).toMatchObject({
      type: 'CapComputed',
      data: { capVersion: 1, selected: ['u1'], result: { quota: 1 } },
    });
    given(event as PeriodEvent)
      .when(cap())
      .thenNothingHappens();
  });

  it('leaves a tie at the last place to the authority, who says why', () => {
    const tied = members('99', '99', '97', '96', '95', '94', '93', '92');
    given().when(cap({}, tied)).thenRefuses('tie-open', { rule: 'R-18' });
    given()
      .when(cap({ choice: { selected: ['u2'], reason: ' ' } }, tied))
      .thenRefuses('reason-missing');
    expect(
      given()
        .when(cap({ choice: { selected: ['u2'], reason: 'Ít gia hạn hơn' } }, tied))
        .events(),
    ).toMatchObject([{ data: { selected: ['u2'], choice: { reason: 'Ít gia hạn hơn' } } }]);
  });

  it.each([
    ['more than the quota', ['u1', 'u2']],
    ['somebody who is no candidate', ['u9']],
  ])('refuses a choice of %s', (_, selected) => {
    given()
      .when(cap({ choice: { selected, reason: 'x' } }))
      .thenRefuses('selection-invalid', { rule: 'R-18' });
  });

  it('allows the exceptional ratio only with the number of its decision', () => {
    given()
      .when(cap({ exceptional: { ratio: null, decisionNo: ' ' } }))
      .thenRefuses('cap-refused', { refused: 'DECISION_MISSING' });
    expect(
      given()
        .when(cap({ exceptional: { ratio: null, decisionNo: '5-QĐ/TU' } }))
        .events(),
    ).toMatchObject([{ data: { selected: ['u1', 'u2'], exceptional: { decisionNo: '5-QĐ/TU' } } }]);
  });

  it('AC-23: proposes to merge a small group and merges it by decision only', () => {
    const [event] = given()
      .when(cap({}, eight.slice(0, 3)))
      .events();
    expect(event).toMatchObject({ data: { selected: [], result: { quota: 0, warnings: ['SMALL_GROUP'] } } });
    const merge = {
      into: 'XA',
      from: ['PHUONG'],
      decisionNo: '6-QĐ/TU',
      decidedOn: '2026-12-20',
      reason: 'Ít đơn vị',
    };
    given()
      .when(command('MergePeerGroups', { ...merge, decisionNo: '' }))
      .thenRefuses('decision-incomplete');
    expect(given().when(command('MergePeerGroups', merge)).events()).toMatchObject([
      { type: 'PeerGroupsMerged' },
    ]);
  });
});

describe('The lock of the period (R-21)', () => {
  it('holds until it is reopened with a reason', () => {
    given(locked).when(cap()).thenRefuses('period-locked');
    given(locked)
      .when(command('ReopenPeriod', { reason: '' }))
      .thenRefuses('reason-missing');
    expect(
      given(locked)
        .when(command('ReopenPeriod', { reason: 'Đính chính' }))
        .events(),
    ).toMatchObject([{ type: 'PeriodReopened' }]);
  });
});

describe('A deputy of an administrator', () => {
  const deputy = { ...admin, id: 'vice', onBehalfOf: admin.id, delegationId: 'd1' };
  const as = (one: PeriodCommand) => ({ ...one, actor: deputy });

  it('locks a period, and leaves caps, groups and reopening to the authority', () => {
    given()
      .when(as(command('LockPeriod', { reason: 'Chốt' })))
      .then(locked);
    const merge = { into: 'XA', from: ['PHUONG'], decisionNo: '4', decidedOn: '2026-12-01', reason: 'Ít' };
    const adopt = command('AdoptPolicies', { decisionNo: '4', decidedOn: '2026-12-01', adopted: [] });
    for (const own of [cap(), command('MergePeerGroups', merge), adopt])
      given().when(as(own)).thenRefuses('act-not-delegable');
    given(locked)
      .when(as(command('ReopenPeriod', { reason: 'Sai sót' })))
      .thenRefuses('act-not-delegable');
  });
});

describe('The adoption of what a policy only proposes (R-28)', () => {
  const proposed: PeriodEvent = {
    type: 'RatingPeriodOpened',
    data: { ...opened.data, unitPolicy: pin('VN-UNIT-366-335') } as Extract<
      PeriodEvent,
      { type: 'RatingPeriodOpened' }
    >['data'],
  };
  const decision = { decisionNo: '31-QĐ/TU', decidedOn: '2026-12-20' };
  const adopted = [{ code: 'VN-UNIT-366-335', sha256: 'b'.repeat(64) }];
  const adopt = (more: object = {}) => command('AdoptPolicies', { ...decision, adopted, ...more });
  const proposing = (...events: PeriodEvent[]) =>
    specificationFor(periodDecider)(undefined, proposed, ...events);
  const [event] = proposing().when(adopt()).events() as [PeriodEvent];

  it('makes the snapshot the same rules with the adoption in them, under another digest (AC-53)', () => {
    expect(event).toEqual({ type: 'PoliciesAdopted', data: { campaignId: 'c1', ...decision, adopted } });
    const before = fold(periodDecider, [proposed]) as OpenPeriod;
    const after = fold(periodDecider, [proposed, event]) as OpenPeriod;
    expect(proposalsOf(before.unitPolicy.document)).not.toEqual([]);
    expect(proposalsOf(after.unitPolicy.document)).toEqual([]);
    expect(after.unitPolicy).toEqual({
      document: { ...before.unitPolicy.document, adoption: { decisionNo: '31-QĐ/TU', on: '2026-12-20' } },
      sha256: 'b'.repeat(64),
    });
    expect(after.personPolicy).toEqual(before.personPolicy);
  });

  it('rests on a decision with its number and a day that is not to come', () => {
    proposing()
      .when(adopt({ decisionNo: ' ' }))
      .thenRefuses('decision-incomplete', { path: '/decisionNo' });
    for (const decidedOn of ['2026-12-22', '2026-02-30']) {
      proposing().when(adopt({ decidedOn })).thenRefuses('decision-incomplete', { path: '/decidedOn' });
    }
  });

  it('is nothing when it comes again, refused when nothing waits for it, and not possible under the lock', () => {
    proposing(event)
      .when(adopt({ adopted: [] }))
      .thenNothingHappens();
    proposing(event)
      .when(adopt({ adopted: [], decisionNo: '32-QĐ/TU' }))
      .thenRefuses('nothing-to-adopt');
    proposing(locked).when(adopt()).thenRefuses('period-locked');
  });
});
