import { describe, expect, it } from '@jest/globals';
import * as unit from '../assignment/test-assignments.ts';
import type { AssignmentCommand } from '../assignment/assignment.commands.ts';
import { assignmentDecider } from '../assignment/assignment.decider.ts';
import type { Day, Instant } from '../calendar/day.ts';
import { at, BASIS, campaignId, deadline, reviewing } from '../campaign/test-campaigns.ts';
import type { CampaignEvent } from '../campaign/campaign.events.ts';
import { fold } from '../decider.ts';
import { NEWEST_POLICY, policyFor } from './policies.ts';
import { scoreAssignment } from './score-assignment.ts';
import type { ScoredEvent } from './scored-event.ts';

const whole = [
  unit.assign(),
  unit.acknowledge(),
  unit.meet(),
  unit.submitReview(),
  unit.acceptReview(),
  unit.submitPlan(),
  unit.approvePlan(),
];

describe('Score of a unit (R-13)', () => {
  it('gives everything to a unit that was on time, and names the events that made it', () => {
    expect(scored(whole)).toEqual({
      policy: NEWEST_POLICY,
      points: '10.00',
      of: '10.00',
      parts: [
        { code: 'ACKNOWLEDGE_ON_TIME', points: '2.00', of: '2.00', reason: 'ON_TIME', evidence: ['e2'] },
        { code: 'REVIEW_ON_TIME', points: '4.00', of: '4.00', reason: 'ON_TIME', evidence: ['e4'] },
        { code: 'PLAN_ON_TIME', points: '4.00', of: '4.00', reason: 'ON_TIME', evidence: ['e6'] },
      ],
      cutPosition: 1000,
    });
  });

  it.each<[Day, string, string, string]>([
    ['2026-03-06', '23:59:59', '2.00', 'ON_TIME'],
    ['2026-03-07', '00:00', '1.00', 'LATE_WITHIN_LIMIT'],
    ['2026-03-13', '23:59:59', '1.00', 'LATE_WITHIN_LIMIT'],
    ['2026-03-15', '23:59:59', '1.00', 'LATE_WITHIN_LIMIT'],
    ['2026-03-16', '00:00', '0.00', 'LATE_BEYOND_LIMIT'],
  ])('gives an acknowledgement of %s %s, due Friday the 6th, %s', (day, time, points, reason) => {
    const [part] = partsOf([unit.assign(), unit.acknowledge(at(day, time))]);
    expect(part).toMatchObject({ points, reason });
  });

  it('gives nothing for what never came, and names the urging it took', () => {
    const [acknowledged, review] = partsOf([unit.assign(), unit.raise(at('2026-03-13', '08:00'))]);
    expect(acknowledged).toEqual({
      code: 'ACKNOWLEDGE_ON_TIME',
      points: '0.00',
      of: '2.00',
      reason: 'NOT_SUBMITTED',
      evidence: ['e1', 'e2', 'e3'],
    });
    expect(review).toMatchObject({ points: '0.00', of: '4.00', evidence: ['e1'] });
  });

  it('does not let a return wash away a late first submission', () => {
    const late = [
      ...whole.slice(0, 3),
      unit.submitReview(at('2026-03-23')),
      unit.returnReview(1, at('2026-03-24')),
    ];
    const [, review] = partsOf([...late, unit.submitReview(at('2026-03-25'))]);
    expect(review).toMatchObject({
      points: '2.00',
      reason: 'LATE_WITHIN_LIMIT',
      evidence: ['e4', 'e5', 'e6'],
    });
  });

  it('does not let a submission on time excuse a late second one', () => {
    const returned = [...whole.slice(0, 4), unit.returnReview(1, at('2026-03-20'))];
    const [, review] = partsOf([...returned, unit.submitReview(at('2026-05-04'))]);
    expect(review).toMatchObject({ points: '0.00', reason: 'LATE_BEYOND_LIMIT' });
  });

  it('gives nothing for a review that was returned and never came back', () => {
    const [, review] = partsOf([...whole.slice(0, 4), unit.returnReview(1, at('2026-03-20'))]);
    expect(review).toMatchObject({ points: '0.00', of: '4.00', reason: 'RETURNED_NOT_RESUBMITTED' });
  });

  it('measures against the deadline the unit was given, and names the extension', () => {
    const extend = unit.command(
      'ExtendUnitDeadline',
      { phase: 'ACKNOWLEDGE', to: '2026-03-10', reason: 'Bão.', basis: BASIS },
      at('2026-03-05'),
    );
    const [part] = partsOf([unit.assign(), extend, unit.acknowledge(at('2026-03-10'))]);
    expect(part).toMatchObject({ reason: 'ON_TIME', evidence: ['e2', 'e3'] });
  });

  it('leaves out of the total what the authority kept waiting (R-14)', () => {
    const score = scored(whole.slice(0, 4));
    expect(score).toMatchObject({ points: '6.00', of: '6.00' });
    expect(score?.parts[2]).toMatchObject({ points: '0.00', of: '0.00', reason: 'WAITING_FOR_AUTHORITY' });
  });

  it('leaves out of the total what was not due by the cut-off (R-14)', () => {
    const moved: CampaignEvent = {
      type: 'DeadlineExtended',
      data: {
        campaignId,
        phase: 'PLAN',
        from: deadline('PLAN'),
        to: deadline('PLAN', '2026-12-21'),
        reason: 'Bão.',
      },
    };
    const score = scored(whole.slice(0, 5), { campaign: [...reviewing(), moved] });
    expect(score?.parts[2]).toMatchObject({ of: '0.00', reason: 'NOT_DUE_BY_CUT_OFF' });
    expect(score?.of).toBe('6.00');
  });

  it('gives no score to an exempted unit, and none to one without a part', () => {
    expect(scored([unit.assign(), unit.exempt()])).toBeNull();
    expect(scored([])).toBeNull();
  });

  it('lets an exemption decided after the cut-off count, up to the cut position', () => {
    const late = { ...unit.exempt(), at: at('2026-12-20') };
    expect(scored([...whole.slice(0, 2), late])).toBeNull();
    expect(scored([...whole.slice(0, 2), late], { cutPosition: 2 })).not.toBeNull();
  });
});

describe('The cut', () => {
  it('counts what came in the last second of the cut-off day, and nothing after it', () => {
    const [inTime] = partsOf([unit.assign(), unit.acknowledge(at('2026-12-14', '23:59:59'))]);
    expect(inTime).toMatchObject({ reason: 'LATE_BEYOND_LIMIT' });
    const [after] = partsOf([unit.assign(), unit.acknowledge(at('2026-12-15', '00:00'))]);
    expect(after).toMatchObject({ reason: 'NOT_SUBMITTED' });
  });

  it('makes the same bytes from a longer log', () => {
    const events = recorded(whole);
    const cut = (upTo: number) => JSON.stringify(score(events.slice(0, upTo), reviewing(), 4));
    expect(cut(7)).toBe(cut(4));
    expect(cut(4)).not.toBe(JSON.stringify(score(events, reviewing(), 7)));
  });
});

describe('Policies', () => {
  it('are found by code and version, and an unknown one is refused', () => {
    expect(policyFor(NEWEST_POLICY).rules.map(({ full }) => full)).toEqual([200, 400, 400]);
    expect(() => policyFor({ code: 'VN-PROCEDURE', version: 99 })).toThrow(
      expect.objectContaining({ code: 'unknown-policy' }),
    );
  });

  it('say of each rule how binding it is and where it comes from (R-28)', () => {
    for (const { legalStatus, citation } of policyFor(NEWEST_POLICY).rules) {
      expect([legalStatus, citation.length > 20]).toEqual(['PROPOSAL', true]);
    }
  });
});

function partsOf(commands: AssignmentCommand[]) {
  return scored(commands)?.parts ?? [];
}

function scored(commands: AssignmentCommand[], { campaign = reviewing(), cutPosition = 1000 } = {}) {
  return score(recorded(commands, campaign), campaign, cutPosition);
}

function score(events: readonly ScoredEvent[], campaign: CampaignEvent[], cutPosition: number) {
  const { terms, calendar } = unit.contextOf(campaign);
  return scoreAssignment({ events, policy: policyFor(NEWEST_POLICY), calendar, terms, cutPosition });
}

/** The stream after these commands, its events e1, e2, … at positions 1, 2, … */
function recorded(commands: AssignmentCommand[], campaign = reviewing()): ScoredEvent[] {
  const context = unit.contextOf(campaign);
  return commands.reduce<ScoredEvent[]>((events, command) => {
    const decided = assignmentDecider.decide(command, fold(assignmentDecider, events), context);
    return [
      ...events,
      ...decided.map((event, index) => stored(event, command.at, events.length + index + 1)),
    ];
  }, []);
}

function stored(
  event: ReturnType<typeof assignmentDecider.decide>[number],
  when: Instant,
  position: number,
): ScoredEvent {
  return { ...event, eventId: `e${position}`, position, at: when };
}
