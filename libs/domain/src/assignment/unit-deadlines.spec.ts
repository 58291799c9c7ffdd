import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at, deadline, reviewing } from '../campaign/test-campaigns.ts';
import { DEFAULT_CADENCE } from '../escalation/cadence.ts';
import * as unit from './test-assignments.ts';
import { command, contextOf, ids } from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import type { CommandOf } from './assignment-step.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const basis = { ref: '77/TTr-SNV' };
const extension = { phase: 'REVIEW' as const, to: '2026-03-27', reason: 'Bão số 9.', basis };
const extend = (
  more: Partial<CommandOf<'ExtendUnitDeadline'>['data']> = {},
  when = at('2026-03-20', '23:59:59'),
) => command('ExtendUnitDeadline', { ...extension, ...more }, when);
const extended = (from: string, to: string, days: number, when: string): AssignmentEvent => ({
  type: 'UnitDeadlineExtended',
  data: {
    ...ids,
    phase: 'REVIEW',
    from: from === '2026-03-20' ? deadline('REVIEW') : deadline('REVIEW', from, { basis }),
    to: deadline('REVIEW', to, { basis }),
    days,
    reason: 'Bão số 9.',
    grantedAt: when,
  },
});

describe('Extend a unit’s deadline (R-08)', () => {
  const lastSecond = at('2026-03-20', '23:59:59');

  it('moves the deadline in its last second and counts the days', () => {
    given(...unit.acknowledged())
      .when(extend())
      .then(extended('2026-03-20', '2026-03-27', 7, lastSecond));
  });

  it('extends again from where the first extension ended', () => {
    const history = [...unit.acknowledged(), extended('2026-03-20', '2026-03-27', 7, lastSecond)];
    const when = at('2026-03-27');
    given(...history)
      .when(extend({ to: '2026-03-30' }, when))
      .then(extended('2026-03-27', '2026-03-30', 3, when));
  });

  it('keeps the original day on record: a late submission is measured against both', () => {
    const history = [...unit.met(), extended('2026-03-20', '2026-03-27', 7, lastSecond)];
    const [event] = given(...history)
      .when(unit.submitReview(at('2026-03-26')))
      .events();
    expect(event).toMatchObject({
      data: { timeliness: { isLate: false, originalOn: '2026-03-20', due: { on: '2026-03-27' } } },
    });
  });

  it('refuses a request of the day after (AC-49)', () => {
    given(...unit.acknowledged())
      .when(extend({}, at('2026-03-21', '00:00')))
      .thenRefuses('extension-too-late', { rule: 'R-08', dueOn: '2026-03-20' });
  });

  it('clears the rung that stood when the cadence allows an extension after the due day', () => {
    const context = contextOf(reviewing({ cadence: { ...DEFAULT_CADENCE, extensionGraceDays: 5 } }));
    const history = unit.after(
      context,
      unit.assign(),
      unit.acknowledge(),
      unit.raise(at('2026-03-23', '08:00')),
    );
    const events = specificationFor(assignmentDecider)(context, ...history)
      .when(extend({}, at('2026-03-23')))
      .events();
    expect(events.map(({ type }) => type)).toEqual(['UnitDeadlineExtended', 'EscalationCleared']);
  });

  it('goes forward only, up to the cut-off, with a reason and a basis', () => {
    given(...unit.acknowledged())
      .when(extend({ to: '2026-03-20' }))
      .thenRefuses('extension-not-later');
    given(...unit.acknowledged())
      .when(extend({ to: '2026-02-30' }))
      .thenRefuses('extension-invalid');
    given(...unit.acknowledged())
      .when(extend({ to: '2026-12-15' }))
      .thenRefuses('deadline-after-cut-off');
    given(...unit.acknowledged())
      .when(extend({ reason: ' ' }))
      .thenRefuses('reason-missing');
    given(...unit.acknowledged())
      .when(extend({ basis: { ref: '' } }))
      .thenRefuses('basis-missing');
  });

  it('may come ahead of its phase, and not after it', () => {
    expect(
      given(...unit.assigned())
        .when(extend({ phase: 'PLAN', to: '2026-04-10' }))
        .events(),
    ).toHaveLength(1);
    given(...unit.acknowledged())
      .when(extend({ phase: 'ACKNOWLEDGE', to: '2026-03-12' }, at('2026-03-05')))
      .thenRefuses('phase-not-open', { phase: 'ACKNOWLEDGE', status: 'ACKNOWLEDGED' });
    given(...unit.reviewSubmitted())
      .when(extend())
      .thenRefuses('phase-not-open');
    given(...unit.exempted())
      .when(extend())
      .thenRefuses('phase-not-open');
  });
});
