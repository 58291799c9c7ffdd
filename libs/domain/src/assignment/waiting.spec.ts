import { describe, expect, it } from '@jest/globals';
import { at } from '../campaign/test-campaigns.ts';
import * as unit from './test-assignments.ts';
import { contextOf } from './test-assignments.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { waitingOf } from './waiting.ts';

/** One event a day from Monday 2 March on. */
const dated = (events: readonly AssignmentEvent[]) =>
  events.map((event, index) => ({ ...event, at: at(`2026-03-${String(index + 2).padStart(2, '0')}`) }));
const waiting = (events: readonly AssignmentEvent[], now = at('2026-04-30')) =>
  waitingOf(dated(events), contextOf(), now);

describe('A unit waits', () => {
  it.each([
    ['assigned', unit.assigned(), 'ACKNOWLEDGEMENT', 'UNIT'],
    ['acknowledged', unit.acknowledged(), 'REVIEW', 'UNIT'],
    ['met, review not sent', unit.met(), 'REVIEW', 'UNIT'],
    ['review sent', unit.reviewSubmitted(), 'REVIEW_JUDGEMENT', 'AUTHORITY'],
    ['review returned', unit.reviewReturned(), 'CORRECTED_REVIEW', 'UNIT'],
    ['review accepted', unit.reviewAccepted(), 'PLAN', 'UNIT'],
    ['plan sent', unit.planSubmitted(), 'PLAN_APPROVAL', 'AUTHORITY'],
    ['plan returned', unit.planReturned(), 'CORRECTED_PLAN', 'UNIT'],
  ])('%s: for one thing, and somebody must act', (_, events, waitsFor, mustAct) => {
    expect(waiting(events)).toEqual([expect.objectContaining({ waitsFor, mustAct, actionId: null })]);
  });

  it('for nothing before it is assigned and after it is exempted', () => {
    expect(waiting([])).toEqual([]);
    expect(waiting(unit.exempted())).toEqual([]);
  });

  it('since the step that gave somebody the turn, not since a step in between', () => {
    const [acknowledged] = waiting(unit.acknowledged());
    const [met] = waiting(unit.met());
    expect(unit.met().length).toBeGreaterThan(unit.acknowledged().length);
    expect(met?.since).toBe(acknowledged?.since);
  });

  it('for each action of an approved plan: for the unit until it reports, then for the authority', () => {
    expect(waiting(unit.planApproved()).map(({ waitsFor, actionId }) => [waitsFor, actionId])).toEqual([
      ['ACTION', 'a1'],
      ['ACTION', 'a2'],
    ]);
    expect(waiting(unit.reported()).map(({ waitsFor, mustAct }) => [waitsFor, mustAct])).toEqual([
      ['VERIFICATION', 'AUTHORITY'],
      ['ACTION', 'UNIT'],
    ]);
    expect(waiting(unit.reported('ACCEPTED')).map(({ actionId }) => actionId)).toEqual(['a2']);
  });
});

describe('How long', () => {
  const [first] = dated(unit.assigned());
  const acknowledgement = (now: string) => waiting(unit.assigned(), now)[0];

  it('counts working days, weekends left out', () => {
    expect(first?.at).toBe(at('2026-03-02'));
    // Monday 2 to Monday 9 March.
    expect(acknowledgement(at('2026-03-09'))?.waitingDays).toBe(5);
  });

  it('is overdue from the day after the last good day on', () => {
    const dueOn = acknowledgement(at('2026-03-02'))?.dueOn ?? '';
    expect(acknowledgement(at(dueOn, '23:59'))?.overdueDays).toBe(0);
    const late = waiting(unit.assigned(), at('2026-03-31'))[0];
    expect(late?.overdueDays).toBeGreaterThan(0);
    expect(late?.overdueDays).toBeLessThan(late?.waitingDays ?? 0);
  });

  it('is no lateness while the authority has the turn', () => {
    expect(waiting(unit.planSubmitted())[0]).toMatchObject({ dueOn: null, overdueDays: 0 });
  });

  it('is not known past the last day a calendar knows, and the unit is told of all the same', () => {
    const context = contextOf();
    const calendar = { ...context.calendar, covers: { from: '2026-01-01', to: '2026-03-20' } };
    const [found] = waitingOf(dated(unit.assigned()), { ...context, calendar }, at('2026-04-30'));
    expect(found).toMatchObject({ waitsFor: 'ACKNOWLEDGEMENT', waitingDays: null, overdueDays: null });
  });
});
