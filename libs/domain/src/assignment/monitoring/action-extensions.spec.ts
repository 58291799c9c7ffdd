import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at, BASIS, monitoring, reviewing } from '../../campaign/test-campaigns.ts';
import { DEFAULT_CADENCE } from '../../escalation/cadence.ts';
import * as unit from '../test-assignments.ts';
import { action, contextOf, ids, stateOf } from '../test-assignments.ts';
import { assignmentDecider } from '../assignment.decider.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import { requireAssigned } from '../assignment-step.ts';
import { actionStandings, isOverdue } from './action-standing.ts';
import { afterApproval, approved, ask, deny, grant } from './test-monitoring.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const withGrace = (days: number) =>
  contextOf(reviewing({ cadence: { ...DEFAULT_CADENCE, extensionGraceDays: days } }));
const standing = (...history: AssignmentEvent[]) => actionStandings(requireAssigned(stateOf(history)))[0];
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });
const requested = (isRetroactive = false): AssignmentEvent => ({
  type: 'ActionExtensionRequested',
  data: {
    ...ids,
    actionId: 'a1',
    request: 1,
    from: '2026-06-30',
    to: '2026-07-31',
    reason: 'Chờ văn bản cấp trên.',
    isRetroactive,
  },
});

describe('An extension is asked for (R-08)', () => {
  it('up to the last second of the due day', () => {
    given(...approved())
      .when(ask('2026-07-31', at('2026-06-30', '23:59:59')))
      .then(requested());
  });

  it('AC-49: the day after is refused, and the original day stays', () => {
    given(...approved())
      .when(ask('2026-07-31', at('2026-07-01', '00:00')))
      .thenRefuses('extension-too-late', { rule: 'R-08', dueOn: '2026-06-30' });
    expect(standing(...approved())).toMatchObject({ originalDue: '2026-06-30', due: '2026-06-30' });
  });

  it('AC-49: with days of grace the day after is flagged retroactive, the day after them refused', () => {
    const spec = specificationFor(assignmentDecider)(withGrace(2), ...approved());
    spec.when(ask('2026-07-31', at('2026-07-02', '23:59'))).then(requested(true));
    spec.when(ask('2026-07-31', at('2026-07-03', '00:00'))).thenRefuses('extension-too-late');
  });

  it('for a later day, with a reason, one at a time', () => {
    given(...approved())
      .when(ask('2026-06-30'))
      .thenRefuses('extension-invalid', path('/to'));
    given(...approved())
      .when(ask('2026-02-30'))
      .thenRefuses('extension-invalid', path('/to'));
    given(...approved())
      .when(ask('2026-07-31', at('2026-06-15'), { reason: ' ' }))
      .thenRefuses('reason-missing');
    given(...afterApproval(ask()))
      .when(ask('2026-08-31'))
      .thenRefuses('extension-pending');
  });

  it('by the unit itself, of an open action that has a day', () => {
    given(...approved())
      .when({ ...ask(), actor: unit.AUTHORITY })
      .thenRefuses('forbidden-role');
    given(...unit.reported('ACCEPTED'))
      .when(ask())
      .thenRefuses('action-closed');
    const endless = approved().map((event) =>
      event.type === 'PlanSubmitted'
        ? { ...event, data: { ...event.data, actions: [action('1', 'x', { due: 'CONTINUOUS' })] } }
        : event,
    );
    given(...endless)
      .when(ask())
      .thenRefuses('action-continuous');
  });
});

describe('An extension is decided above the unit', () => {
  it('granted: the day moves, the first one stays, days and count add up', () => {
    given(...afterApproval(ask()))
      .when(grant())
      .then({
        type: 'ActionExtensionGranted',
        data: {
          ...ids,
          actionId: 'a1',
          request: 1,
          from: '2026-06-30',
          to: '2026-07-31',
          days: 31,
          reason: 'Khách quan.',
          basis: BASIS,
        },
      });
    const twice = afterApproval(ask(), grant(), ask('2026-08-10', at('2026-07-20')), grant(2));
    expect(standing(...twice)).toMatchObject({
      due: '2026-08-10',
      originalDue: '2026-06-30',
      granted: { count: 2, days: 41 },
    });
  });

  it('granted to another day than was asked for', () => {
    expect(standing(...afterApproval(ask(), grant(1, { to: '2026-07-10' })))).toMatchObject({
      due: '2026-07-10',
      granted: { count: 1, days: 10 },
    });
    given(...afterApproval(ask()))
      .when(grant(1, { to: '2026-06-30' }))
      .thenRefuses('extension-invalid', path('/to'));
  });

  it('denied: everything stays, and the unit may ask again', () => {
    const denied = afterApproval(ask(), deny());
    expect(standing(...denied)).toMatchObject({ due: '2026-06-30', granted: { count: 0, days: 0 } });
    expect(
      given(...denied)
        .when(ask('2026-07-15', at('2026-06-22')))
        .events(),
    ).toMatchObject([{ data: { request: 2, from: '2026-06-30' } }]);
  });

  it('once, by nobody of the unit, and only what was asked', () => {
    given(...afterApproval(ask(), deny()))
      .when(grant())
      .thenRefuses('stale-version');
    given(...approved())
      .when(grant())
      .thenRefuses('no-such-request');
    for (const actor of [unit.UNIT, { ...unit.AUTHORITY, unitId: ids.unitId }]) {
      given(...afterApproval(ask()))
        .when({ ...grant(), actor })
        .thenRefuses('own-record', { rule: 'R-05' });
    }
  });

  it('also after the day has passed, when it was asked for in time', () => {
    const late = { ...grant(), at: at('2026-07-06') };
    expect(
      specificationFor(assignmentDecider)(contextOf(monitoring()), ...afterApproval(ask()))
        .when(late)
        .events(),
    ).toHaveLength(1);
  });

  it('changes what is overdue, and only from the granted day on', () => {
    const zone = 'Asia/Ho_Chi_Minh';
    const before = standing(...approved());
    const extended = standing(...afterApproval(ask(), grant()));
    if (!before || !extended) throw new Error('no action');
    expect(isOverdue(before, at('2026-06-30', '23:59:59'), zone)).toBe(false);
    expect(isOverdue(before, at('2026-07-01', '00:00'), zone)).toBe(true);
    expect(isOverdue(extended, at('2026-07-31', '23:59:59'), zone)).toBe(false);
    expect(isOverdue(extended, at('2026-08-01', '00:00'), zone)).toBe(true);
  });
});
