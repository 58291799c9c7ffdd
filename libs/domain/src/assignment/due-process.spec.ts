import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays } from '../calendar/day-arithmetic.ts';
import type { Instant } from '../calendar/day.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { at, DUE, ZONE } from '../campaign/test-campaigns.ts';
import { DomainError } from '../domain-error.ts';
import { fold } from '../decider.ts';
import { NEWEST_POLICY, policyFor } from '../scoring/policies.ts';
import { scoreAssignment } from '../scoring/score-assignment.ts';
import type { ScoredEvent } from '../scoring/scored-event.ts';
import type { AssignmentCommand } from './assignment.commands.ts';
import { assignmentDecider } from './assignment.decider.ts';
import * as unit from './test-assignments.ts';

const context = unit.contextOf();
const STEPS: readonly ((when: Instant) => AssignmentCommand)[] = [
  unit.acknowledge,
  (when) => unit.command('RecordReviewMeeting', { heldOn: dayOf(when, ZONE), summoned: 9, present: 9 }, when),
  unit.submitReview,
  (when) => unit.returnReview(1, when),
  (when) => unit.acceptReview(1, when),
  unit.submitPlan,
  (when) => unit.returnPlan(1, when),
  unit.raise,
  unit.raise,
  unit.remind,
];

/** Every kind of history: an assignment that comes in time or weeks late, then any steps on any mornings. */
const histories = fc.record({
  assignedAfter: fc.integer({ min: 0, max: 45 }),
  steps: fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(...STEPS)), { maxLength: 14 }),
});

type History = { assignedAfter: number; steps: [number, (when: Instant) => AssignmentCommand][] };

/** `early`: as a program from before this rule wrote it, the assignment without its instant and without own deadlines. */
function play({ assignedAfter, steps }: History, early = false): ScoredEvent[] {
  let day = addDays('2026-03-02', assignedAfter);
  const events: ScoredEvent[] = [];
  const give = (command: AssignmentCommand) => {
    try {
      for (const event of assignmentDecider.decide(command, fold(assignmentDecider, events), context)) {
        const position = events.length + 1;
        if (early && event.type === 'UnitAssigned') delete event.data.assignedAt;
        else if (early && event.type === 'UnitDeadlineExtended') continue;
        events.push({ ...event, eventId: `e${position}`, position, at: command.at });
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  };
  give(unit.command('AssignUnit', unit.assigning, at(day)));
  for (const [days, step] of steps) {
    day = addDays(day, days);
    give(step(at(day)));
  }
  return events;
}

const scoreOf = (events: readonly ScoredEvent[]) =>
  scoreAssignment({ events, policy: policyFor(NEWEST_POLICY), ...context, cutPosition: 1_000 });
describe('Due process: whatever happens', () => {
  it('no rung is raised over a deadline the unit was not told of while it could be kept', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const events = play(history);
        for (const [index, event] of events.entries()) {
          if (event.type !== 'EscalationRaised') continue;
          const assigned = events.slice(0, index).find(({ type }) => type === 'UnitAssigned');
          expect(assigned && dayOf(assigned.at, ZONE) <= event.data.dueOn).toBe(true);
          expect(event.at > at(event.data.dueOn, '23:59')).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('rungs of one deadline are climbed in order, each once', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const steps = new Map<string, number[]>();
        for (const event of play(history)) {
          if (event.type !== 'EscalationRaised') continue;
          const key = `${event.data.phase}/${event.data.dueVersion}`;
          steps.set(key, [...(steps.get(key) ?? []), event.data.step]);
        }
        for (const climbed of steps.values()) expect(climbed).toEqual(climbed.map((_, index) => index + 1));
      }),
      { numRuns: 150 },
    );
  });

  it('no point is taken without proof of notice before the deadline, in a new stream as in an early one', () => {
    let taken = 0;
    fc.assert(
      fc.property(histories, fc.boolean(), (history, early) => {
        const events = play(history, early);
        const told = events[0];
        for (const part of scoreOf(events)?.parts ?? []) {
          if (part.points === part.of) continue;
          taken += 1;
          // Late, or never there: against a day that the unit knew of.
          const own = events.filter(
            ({ eventId, type }) => part.evidence.includes(eventId) && type !== 'UnitAssigned',
          );
          const phase = part.code.replace('_ON_TIME', '') as keyof typeof DUE;
          const knew = told !== undefined && dayOf(told.at, ZONE) <= DUE[phase];
          const given = own.some(({ type }) => /Extended|Returned|Accepted/.test(type));
          expect(knew || given).toBe(true);
          expect(part.reason).not.toBe('NOT_TOLD_IN_TIME');
        }
      }),
      { numRuns: 200 },
    );
    expect(taken).toBeGreaterThan(0);
  });

  it('a unit assigned after a deadline had ended gets a deadline of its own, and an early log no deduction', () => {
    const [assigned, acknowledge] = play({ assignedAfter: 10, steps: [] });
    expect(assigned).toMatchObject({ data: { assignedAt: at('2026-03-12') } });
    expect(acknowledge).toMatchObject({
      type: 'UnitDeadlineExtended',
      data: { phase: 'ACKNOWLEDGE', from: { on: '2026-03-06' }, to: { on: '2026-03-17' } },
    });
    const early = play({ assignedAfter: 10, steps: [] }, true);
    expect(scoreOf(early)?.parts[0]).toMatchObject({ of: '0.00', reason: 'NOT_TOLD_IN_TIME' });
  });
});
