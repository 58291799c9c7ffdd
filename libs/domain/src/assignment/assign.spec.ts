import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import {
  at,
  BASIS,
  cancelled,
  closed,
  deadline,
  issued,
  paused,
  prepared,
  rating,
  reviewing,
} from '../campaign/test-campaigns.ts';
import type { CampaignEvent } from '../campaign/campaign.events.ts';
import {
  acknowledge,
  acknowledged,
  assign,
  assigned,
  assigning,
  command,
  contextOf,
  exempted,
  ids,
  onTime,
  raise,
  stateOf,
} from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const within =
  (campaign: CampaignEvent[]) =>
  (...history: AssignmentEvent[]) =>
    specificationFor(assignmentDecider)(contextOf(campaign), ...history);

describe('Assign a unit', () => {
  it('gives the unit its part while the campaign is being sent out, paused or not', () => {
    for (const campaign of [issued(), reviewing(), [...issued(), paused(at('2026-03-02'))]]) {
      const data = { ...assigning, assignedAt: at('2026-03-02') };
      within(campaign)().when(assign()).then({ type: 'UnitAssigned', data });
    }
  });

  it('does nothing when the launch is repeated', () => {
    given(...assigned())
      .when(assign())
      .thenNothingHappens();
  });

  it('refuses a campaign that is not issued, in rating, closed or cancelled', () => {
    within(prepared())().when(assign()).thenRefuses('reviewing-not-open');
    within(rating())().when(assign()).thenRefuses('wrong-step');
    within([...reviewing(), closed()])()
      .when(assign())
      .thenRefuses('campaign-closed');
    within([...issued(), cancelled()])()
      .when(assign())
      .thenRefuses('campaign-cancelled');
  });

  it('refuses an assignment of another campaign and a late joining without its basis', () => {
    given()
      .when(command('AssignUnit', { ...assigning, campaignId: 'campaign-2' }))
      .thenRefuses('assignment-invalid');
    given()
      .when(command('AssignUnit', { ...assigning, lateJoin: { ref: ' ' } }))
      .thenRefuses('assignment-invalid', { rule: 'R-01' });
  });

  it('gives a late joiner own deadlines where the campaign leaves too few days', () => {
    // Thursday 19 March: the acknowledgement is over, the review is due tomorrow, the plan leaves 11 of 13 working days.
    const lateJoin = { ref: '1910-CV/TU' };
    const events = given()
      .when(command('AssignUnit', { ...assigning, lateJoin }, at('2026-03-19')))
      .events();
    expect(events.map((event) => event.type)).toEqual([
      'UnitAssigned',
      'UnitDeadlineExtended',
      'UnitDeadlineExtended',
      'UnitDeadlineExtended',
    ]);
    const { own } = { own: {}, ...stateOf(events) };
    expect(own).toMatchObject({
      ACKNOWLEDGE: { deadline: { on: '2026-03-24', basis: lateJoin } },
      REVIEW: { deadline: { on: '2026-03-31' } },
      PLAN: { deadline: { on: '2026-04-07' } },
    });
  });

  it('leaves the deadlines of a late joiner who has the days, and waits for the end of a pause', () => {
    const early = command('AssignUnit', { ...assigning, lateJoin: BASIS }, at('2026-03-03'));
    expect(given().when(early).events()).toHaveLength(1);
    within([...reviewing(), paused(at('2026-03-02'))])()
      .when(early)
      .thenRefuses('campaign-paused');
  });
});

describe('Acknowledge', () => {
  it('records that the unit has the directive, on time in the last second', () => {
    given(...assigned())
      .when(acknowledge(at('2026-03-06', '23:59:59')))
      .then({ type: 'AcknowledgementRecorded', data: { ...ids, timeliness: onTime('ACKNOWLEDGE') } });
  });

  it('takes a late one and marks it late to the second', () => {
    given(...assigned())
      .when(acknowledge(at('2026-03-07', '00:00:01')))
      .then({
        type: 'AcknowledgementRecorded',
        data: {
          ...ids,
          timeliness: {
            due: deadline('ACKNOWLEDGE'),
            originalOn: '2026-03-06',
            isLate: true,
            lateSeconds: 1,
          },
        },
      });
  });

  it('clears the rung that stood', () => {
    const urged = given(...assigned())
      .when(raise(at('2026-03-09', '08:00')))
      .events();
    const [, cleared] = given(...assigned(), ...urged)
      .when(acknowledge(at('2026-03-09')))
      .events();
    expect(cleared).toEqual({
      type: 'EscalationCleared',
      data: { ...ids, phase: 'ACKNOWLEDGE', level: 'URGE', step: 1 },
    });
  });

  it('does nothing when the unit said so before', () => {
    given(...acknowledged())
      .when(acknowledge(at('2026-03-20')))
      .thenNothingHappens();
  });

  it('refuses an exempted unit', () => {
    given(...exempted())
      .when(acknowledge())
      .thenRefuses('unit-exempted');
  });
});
