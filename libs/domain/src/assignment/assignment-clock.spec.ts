import { describe, expect, it } from '@jest/globals';
import {
  at,
  BASIS,
  campaignId,
  closed,
  deadline,
  drafted,
  issued,
  paused,
  prepared,
  rating,
  reviewing,
  WEEKDAYS,
} from '../campaign/test-campaigns.ts';
import type { CampaignEvent } from '../campaign/campaign.events.ts';
import type { Phase } from '../deadline/deadline.ts';
import * as unit from './test-assignments.ts';
import { contextOf, ids, stateOf } from './test-assignments.ts';
import { effectiveDeadline, nextInstant, openPhases } from './assignment-clock.ts';
import type { AssignmentEvent } from './assignment.events.ts';

const extendedTo = (on: string, grantedAt = at('2026-03-05')): AssignmentEvent => ({
  type: 'UnitDeadlineExtended',
  data: {
    ...ids,
    phase: 'REVIEW',
    from: deadline('REVIEW'),
    to: deadline('REVIEW', on),
    days: 7,
    reason: 'Bão.',
    grantedAt,
  },
});
const campaignExtendedTo = (on: string): CampaignEvent => ({
  type: 'DeadlineExtended',
  data: { campaignId, phase: 'REVIEW', from: deadline('REVIEW'), to: deadline('REVIEW', on), reason: 'Bão.' },
});
/** Two calendar days, from Tuesday 10 to Wednesday 11 March. */
const pause: CampaignEvent[] = [
  paused(at('2026-03-10')),
  {
    type: 'CampaignResumed',
    data: {
      campaignId,
      pausedAt: at('2026-03-10'),
      resumedAt: at('2026-03-11'),
      pausedDays: 2,
      deadlines: [deadline('REVIEW', '2026-03-23'), deadline('PLAN', '2026-04-06')],
    },
  },
];

describe('The phases a unit owes', () => {
  it.each<[string, AssignmentEvent[], Phase[]]>([
    ['nobody assigned', [], []],
    ['assigned', unit.assigned(), ['ACKNOWLEDGE', 'REVIEW']],
    ['acknowledged', unit.acknowledged(), ['REVIEW']],
    ['review submitted: the authority has the turn', unit.reviewSubmitted(), []],
    ['review returned', unit.reviewReturned(), ['REVIEW']],
    ['review accepted', unit.reviewAccepted(), ['PLAN']],
    ['plan submitted', unit.planSubmitted(), []],
    ['plan returned', unit.planReturned(), ['PLAN']],
    ['plan approved', unit.planApproved(), []],
    ['exempted', unit.exempted(), []],
  ])('%s', (_name, events, phases) => {
    expect(openPhases(stateOf(events))).toEqual(phases);
  });
});

describe('The deadline that binds a unit', () => {
  const due = (events: AssignmentEvent[], campaign = reviewing()) => {
    const found = effectiveDeadline(stateOf(events), contextOf(campaign).terms, 'REVIEW', WEEKDAYS);
    return found && [found.deadline.on, found.originalOn, found.dueVersion];
  };

  it('is the campaign’s', () => {
    expect(due(unit.assigned())).toEqual(['2026-03-20', '2026-03-20', 'c1']);
    expect(due(unit.assigned(), [...reviewing(), campaignExtendedTo('2026-03-25')])).toEqual([
      '2026-03-25',
      '2026-03-20',
      'c2',
    ]);
  });

  it('is the unit’s own when that is later, and the newest of its own', () => {
    expect(due([...unit.assigned(), extendedTo('2026-03-27')])).toEqual(['2026-03-27', '2026-03-20', 'u1']);
    expect(due([...unit.assigned(), extendedTo('2026-03-27'), extendedTo('2026-03-30')])).toEqual([
      '2026-03-30',
      '2026-03-20',
      'u2',
    ]);
  });

  it('is never earlier for an extension of the campaign', () => {
    const campaign = [...reviewing(), campaignExtendedTo('2026-03-25')];
    expect(due([...unit.assigned(), extendedTo('2026-03-27')], campaign)).toEqual([
      '2026-03-27',
      '2026-03-20',
      'u1',
    ]);
    expect(due([...unit.assigned(), extendedTo('2026-03-24')], campaign)).toEqual([
      '2026-03-25',
      '2026-03-20',
      'c2',
    ]);
  });

  it('moves with a pause that came after it was set, to a working day', () => {
    // 27 March and two days is a Sunday.
    expect(due([...unit.assigned(), extendedTo('2026-03-27')], [...reviewing(), ...pause])).toEqual([
      '2026-03-30',
      '2026-03-20',
      'u1/p1',
    ]);
    expect(due(unit.assigned(), [...reviewing(), ...pause])).toEqual(['2026-03-23', '2026-03-20', 'c2']);
  });

  it('does not move with a pause that came before it was set, or after it had passed', () => {
    const campaign = [...reviewing(), ...pause];
    expect(due([...unit.assigned(), extendedTo('2026-03-27', at('2026-03-12'))], campaign)).toEqual([
      '2026-03-27',
      '2026-03-20',
      'u1',
    ]);
    const overBefore = stateOf([...unit.assigned(), extendedTo('2026-03-09')]);
    expect(effectiveDeadline(overBefore, contextOf(campaign).terms, 'REVIEW', WEEKDAYS)?.dueVersion).toBe(
      'c2',
    );
  });

  it('is not there without an assignment or a stated deadline', () => {
    expect(due([])).toBeNull();
    expect(due(unit.assigned(), drafted())).toBeNull();
  });
});

describe('The next instant of a unit', () => {
  const next = (events: AssignmentEvent[], now: string, campaign = reviewing()) =>
    nextInstant(stateOf(events), contextOf(campaign), now);
  const monday = at('2026-03-09', '08:00');

  it('is the first rung of the first phase it owes', () => {
    expect(next(unit.assigned(), at('2026-03-02'))).toBe(monday);
    expect(next(unit.acknowledged(), at('2026-03-03'))).toBe(at('2026-03-23', '08:00'));
    expect(next(unit.reviewAccepted(), at('2026-03-16'))).toBe(at('2026-04-06', '08:00'));
  });

  it('is now when a rung is due', () => {
    expect(next(unit.assigned(), monday)).toBe(monday);
    expect(next(unit.assigned(), at('2026-03-10'))).toBe(at('2026-03-10'));
  });

  it('is the rung after it once it is raised', () => {
    const raised = unit.after(contextOf(), unit.assign(), unit.raise(monday));
    expect(next(raised, monday)).toBe(at('2026-03-13', '08:00'));
  });

  it('is none while the authority has the turn, and when the unit is finished', () => {
    for (const events of [
      unit.reviewSubmitted(),
      unit.planSubmitted(),
      unit.planApproved(),
      unit.exempted(),
      [],
    ]) {
      expect(next(events, at('2026-03-10'))).toBeNull();
    }
  });

  it('is none while the clock stands and when the campaign is over', () => {
    expect(next(unit.assigned(), monday, [...reviewing(), paused(at('2026-03-05'))])).toBeNull();
    expect(next(unit.assigned(), monday, [...reviewing(), closed()])).toBeNull();
    expect(next(unit.assigned(), monday, prepared())).toBeNull();
  });

  it('waits in an issued campaign for a rung to come, and calls for none that is past', () => {
    expect(next(unit.assigned(), at('2026-03-02'), issued())).toBe(monday);
    expect(next(unit.assigned(), monday, issued())).toBe(at('2026-03-13', '08:00'));
  });

  it('goes on while the campaign is rated', () => {
    expect(next(unit.acknowledged(), at('2026-03-03'), rating())).toBe(at('2026-03-23', '08:00'));
  });

  it('is none when the whole ladder is climbed', () => {
    const climbed = unit.after(contextOf(), unit.assign(), unit.acknowledge(), unit.raise(at('2026-06-01')));
    expect(next(climbed, at('2026-06-01'))).toBeNull();
  });
});

it('names the basis of every deadline it gives', () => {
  expect(
    effectiveDeadline(stateOf(unit.assigned()), contextOf().terms, 'PLAN', WEEKDAYS)?.deadline.basis,
  ).toEqual(BASIS);
});
