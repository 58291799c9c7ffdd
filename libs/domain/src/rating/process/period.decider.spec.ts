import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { CapMember } from '../cap-group.ts';
import { pin } from '../test-ratings.ts';
import { periodDecider, type PeriodCommand } from './period.decider.ts';
import type { PeriodEvent } from './period.events.ts';
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
    for (const own of [cap(), command('MergePeerGroups', merge)])
      given().when(as(own)).thenRefuses('act-not-delegable');
    given(locked)
      .when(as(command('ReopenPeriod', { reason: 'Sai sót' })))
      .thenRefuses('act-not-delegable');
  });
});
