import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at, campaignId, deadline, issued, paused, reviewing } from '../campaign/test-campaigns.ts';
import type { CampaignEvent } from '../campaign/campaign.events.ts';
import { DEFAULT_CADENCE } from '../escalation/cadence.ts';
import * as unit from './test-assignments.ts';
import { contextOf, ids, raise, remind } from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const within = (campaign: CampaignEvent[], ...history: AssignmentEvent[]) =>
  specificationFor(assignmentDecider)(contextOf(campaign), ...history);
const steps = (events: AssignmentEvent[]) =>
  events.map((event) =>
    event.type === 'EscalationRaised' ? `${event.data.phase}/${event.data.step}` : event.type,
  );
const monday = at('2026-03-09', '08:00');
const firstUrge: AssignmentEvent = {
  type: 'EscalationRaised',
  data: {
    ...ids,
    phase: 'ACKNOWLEDGE',
    level: 'URGE',
    step: 1,
    to: ['UNIT'],
    dueVersion: 'c1',
    dueOn: '2026-03-06',
  },
};

describe('Raise what is due (R-09)', () => {
  it('urges the unit on the first working morning after the due day, not a minute earlier', () => {
    given(...unit.assigned())
      .when(raise(at('2026-03-09', '07:59')))
      .thenNothingHappens();
    given(...unit.assigned())
      .when(raise(monday))
      .then(firstUrge);
  });

  it('raises a rung once, however often the timer fires (R-11)', () => {
    given(...unit.assigned(), firstUrge)
      .when(raise(at('2026-03-09', '10:00')))
      .thenNothingHappens();
  });

  it('addresses more people at each rung and proposes a check at the last', () => {
    const raised = given(...unit.acknowledged())
      .when(raise(at('2026-06-01')))
      .events();
    expect(
      raised.map(
        (event) => event.type === 'EscalationRaised' && [event.data.level, event.data.step, event.data.to],
      ),
    ).toEqual(DEFAULT_CADENCE.rungs.map(({ level, step, to }) => [level, step, to]));
  });

  it('raises every rung that an outage passed over, in order, phase by phase', () => {
    expect(
      steps(
        given(...unit.assigned(), firstUrge)
          .when(raise(at('2026-03-27', '08:00')))
          .events(),
      ),
    ).toEqual(['ACKNOWLEDGE/2', 'ACKNOWLEDGE/3', 'ACKNOWLEDGE/4', 'REVIEW/1', 'REVIEW/2']);
  });

  it('climbs the ladder anew when the due day has moved', () => {
    const extended: CampaignEvent = {
      type: 'DeadlineExtended',
      data: {
        campaignId,
        phase: 'ACKNOWLEDGE',
        from: deadline('ACKNOWLEDGE'),
        to: deadline('ACKNOWLEDGE', '2026-03-13'),
        reason: 'Bão.',
      },
    };
    const spec = within([...reviewing(), extended], ...unit.assigned(), firstUrge);
    spec.when(raise(at('2026-03-13'))).thenNothingHappens();
    expect(spec.when(raise(at('2026-03-16', '08:00'))).events()).toMatchObject([
      { data: { step: 1, dueVersion: 'c2', dueOn: '2026-03-13' } },
    ]);
  });

  it('climbs the ladder anew after a return', () => {
    const late = unit.after(
      contextOf(),
      unit.assign(),
      unit.acknowledge(),
      unit.meet(),
      unit.raise(at('2026-03-23', '08:00')),
      unit.submitReview(at('2026-03-23')),
      unit.returnReview(1, at('2026-03-24')),
    );
    expect(
      given(...late)
        .when(raise(at('2026-03-30', '08:00')))
        .events(),
    ).toMatchObject([
      { type: 'EscalationRaised', data: { phase: 'REVIEW', step: 1, dueVersion: 'u1', dueOn: '2026-03-27' } },
    ]);
  });

  it('does nothing while the campaign is paused or not open, the authority has the turn, or the unit is finished', () => {
    within([...reviewing(), paused(at('2026-03-09'))], ...unit.assigned())
      .when(raise(monday))
      .thenNothingHappens();
    within(issued(), ...unit.assigned())
      .when(raise(monday))
      .thenNothingHappens();
    for (const events of [
      unit.reviewSubmitted(),
      unit.planSubmitted(),
      unit.planApproved(),
      unit.exempted(),
    ]) {
      given(...events)
        .when(raise(at('2026-06-01')))
        .thenNothingHappens();
    }
  });

  it('falls when what was owed has come: the highest rung that stood is cleared', () => {
    const urged = given(...unit.met())
      .when(raise(at('2026-03-27', '08:00')))
      .events();
    expect(steps(urged)).toEqual(['REVIEW/1', 'REVIEW/2']);
    const [, cleared] = given(...unit.met(), ...urged)
      .when(unit.submitReview(at('2026-03-27')))
      .events();
    expect(cleared).toEqual({
      type: 'EscalationCleared',
      data: { ...ids, phase: 'REVIEW', level: 'URGE', step: 2 },
    });
  });
});

describe('Send the due reminder (R-09, R-10)', () => {
  const sent = (phase: 'ACKNOWLEDGE' | 'REVIEW', offset: number, dueOn: string): AssignmentEvent => ({
    type: 'ReminderSent',
    data: { ...ids, phase, offset, dueVersion: 'c1', dueOn },
  });

  it('reminds on the morning of the working day before the due day', () => {
    given(...unit.assigned())
      .when(remind(at('2026-03-05', '07:59')))
      .thenNothingHappens();
    given(...unit.assigned())
      .when(remind(at('2026-03-05', '08:00')))
      .then(sent('ACKNOWLEDGE', -1, '2026-03-06'));
  });

  it('reminds once for each phase, offset and due-version (R-11)', () => {
    given(...unit.assigned(), sent('ACKNOWLEDGE', -1, '2026-03-06'))
      .when(remind(at('2026-03-05', '08:30')))
      .thenNothingHappens();
  });

  it('reminds again when the due day has moved', () => {
    const moved: CampaignEvent = {
      type: 'DeadlineExtended',
      data: {
        campaignId,
        phase: 'ACKNOWLEDGE',
        from: deadline('ACKNOWLEDGE'),
        to: deadline('ACKNOWLEDGE', '2026-03-13'),
        reason: 'Bão.',
      },
    };
    expect(
      within([...reviewing(), moved], ...unit.assigned(), sent('ACKNOWLEDGE', -1, '2026-03-06'))
        .when(remind(at('2026-03-12', '08:00')))
        .events(),
    ).toMatchObject([{ data: { offset: -1, dueVersion: 'c2', dueOn: '2026-03-13' } }]);
  });

  it('leaves out a reminder whose morning is more than a day past', () => {
    given(...unit.acknowledged())
      .when(remind(at('2026-03-14', '07:59')))
      .then(sent('REVIEW', -5, '2026-03-20'));
    given(...unit.acknowledged())
      .when(remind(at('2026-03-14', '08:00')))
      .thenNothingHappens();
  });

  it('reminds of two phases on one morning, each on record', () => {
    const sameDay: CampaignEvent = {
      type: 'DeadlineExtended',
      data: {
        campaignId,
        phase: 'ACKNOWLEDGE',
        from: deadline('ACKNOWLEDGE'),
        to: deadline('ACKNOWLEDGE', '2026-03-20'),
        reason: 'Bão.',
      },
    };
    const events = within([...reviewing(), sameDay], ...unit.assigned())
      .when(remind(at('2026-03-19', '08:00')))
      .events();
    expect(events).toMatchObject([
      { data: { phase: 'ACKNOWLEDGE', offset: -1 } },
      { data: { phase: 'REVIEW', offset: -1 } },
    ]);
  });

  it('does nothing while the campaign is paused, and when nothing is owed', () => {
    within([...reviewing(), paused(at('2026-03-04'))], ...unit.assigned())
      .when(remind(at('2026-03-05', '08:00')))
      .thenNothingHappens();
    given(...unit.reviewSubmitted())
      .when(remind(at('2026-03-19', '08:00')))
      .thenNothingHappens();
  });
});
