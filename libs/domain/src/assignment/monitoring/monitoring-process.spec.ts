import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ActorRef } from '../../actor.ts';
import { addDays } from '../../calendar/day-arithmetic.ts';
import { at, BASIS, CLOCK, monitoring } from '../../campaign/test-campaigns.ts';
import { DomainError } from '../../domain-error.ts';
import { actions, AUTHORITY, contextOf, evidence, stateOf, UNIT } from '../test-assignments.ts';
import type { AssignmentCommand } from '../assignment.commands.ts';
import { assignmentDecider } from '../assignment.decider.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import type { AssignmentState } from '../assignment-state.ts';
import { requireAssigned } from '../assignment-step.ts';
import { actionStandings, isSettled } from './action-standing.ts';
import { nextMonitorInstant } from './monitor-clock.ts';
import { actionNoticeKey } from './monitoring-state.ts';
import { approved, settle } from './test-monitoring.ts';

const START = approved();
const context = contextOf(monitoring());
const id = fc.constantFrom('a1', 'a1', 'a1', 'a2', 'a9');
const text = fc.constantFrom('Đã làm.', 'Đã làm.', 'Đã làm.', ' ');
const day = fc.integer({ min: 0, max: 200 }).map((days) => addDays('2026-06-01', days));
const number = fc.integer({ min: 1, max: 3 });
const sha256 = fc.constantFrom('1'.repeat(64), '1'.repeat(64), '2'.repeat(64));
const line = fc.record({ actionId: id, percent: fc.integer({ min: -1, max: 101 }), text });
const newFile = fc.record({
  sha256,
  size: fc.constantFrom(1, 1, 0),
  mediaType: fc.constant('application/pdf'),
  title: text,
  supersedes: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, sha256),
});
const someActions = fc.oneof(
  fc.constant(actions),
  fc.constant(actions.slice(1)),
  day.map((due) => actions.map((action) => ({ ...action, due }))),
);

const of = (type: string, actor: ActorRef, data: fc.Arbitrary<object>) =>
  data.map((given) => ({ type, actor, data: given }));
const command = fc.oneof(
  { weight: 6, arbitrary: of('SettleMonitoring', CLOCK, fc.constant({})) },
  of('AmendPlan', UNIT, fc.record({ actions: someActions, reason: text })),
  of('ApprovePlan', AUTHORITY, fc.record({ version: number })),
  of('ReportProgress', UNIT, line),
  of(
    'SubmitCheckIn',
    UNIT,
    fc.record({
      period: fc.constantFrom('2026-Q2', '2026-Q3', '2026-Q4'),
      summary: text,
      lines: fc.constant(actions.map((action) => ({ actionId: action.id, percent: 50, text: 'Đang làm.' }))),
    }),
  ),
  {
    weight: 3,
    arbitrary: of(
      'AttachEvidence',
      UNIT,
      fc.record({ actionId: id, files: fc.array(newFile, { minLength: 1, maxLength: 2 }) }),
    ),
  },
  { weight: 4, arbitrary: of('WithdrawEvidence', UNIT, fc.record({ actionId: id, sha256, reason: text })) },
  of('ReportActionDone', UNIT, fc.record({ actionId: id, evidence: fc.constant(evidence), note: text })),
  {
    weight: 3,
    arbitrary: of(
      'VerifyAction',
      AUTHORITY,
      fc.record({
        actionId: id,
        version: fc.constantFrom(1, 1, 2),
        verdict: fc.constantFrom('ACCEPTED', 'ACCEPTED', 'PARTIAL', 'REJECTED'),
        note: text,
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: of('RequestActionExtension', UNIT, fc.record({ actionId: id, to: day, reason: text })),
  },
  {
    weight: 2,
    arbitrary: of(
      'GrantActionExtension',
      AUTHORITY,
      fc.record({ actionId: id, request: number, reason: text, basis: fc.constant(BASIS) }),
    ),
  },
  of('DenyActionExtension', AUTHORITY, fc.record({ actionId: id, request: number, reason: text })),
  {
    weight: 3,
    arbitrary: of(
      'CheckEffectiveness',
      AUTHORITY,
      fc.record({ actionId: id, on: fc.constant('2026-03-30'), isEffective: fc.boolean(), note: text }),
    ),
  },
  of('CarryActionOver', AUTHORITY, fc.record({ actionId: id, toYear: fc.constant(2027), reason: text })),
);
const process = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), command), { maxLength: 40, size: 'max' });

type Moment = { now: string; events: readonly AssignmentEvent[]; state: AssignmentState };

/** Every moment of a random year, from the approval on. */
function run(steps: readonly (readonly [hours: number, command: object])[]): Moment[] {
  return steps.reduce<Moment[]>(
    (moments, [hours, given]) => {
      const before = moments.at(-1) as Moment;
      const now = new Date(Date.parse(before.now) + hours * 3_600_000).toISOString();
      const gained = decided({ ...given, at: now } as AssignmentCommand, before.state);
      const state = gained.reduce(assignmentDecider.evolve, before.state);
      return [...moments, { now, state, events: [...before.events, ...gained] }];
    },
    [{ now: at('2026-03-30'), events: START, state: stateOf(START) }],
  );
}

function decided(given: AssignmentCommand, state: AssignmentState): AssignmentEvent[] {
  try {
    return assignmentDecider.decide(given, state, context);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

function eachYear(check: (moments: readonly Moment[]) => void, numRuns = 80): void {
  fc.assert(
    fc.property(process, (steps) => check(run(steps))),
    { seed: 1889, numRuns },
  );
}
const standingsOf = ({ state }: Moment) => actionStandings(requireAssigned(state));

describe('Whatever happens in the year of monitoring', () => {
  it('reaches every event there is, so that the properties below say something', () => {
    const seen = new Set<string>();
    eachYear((moments) => {
      for (const { type } of moments.at(-1)?.events ?? []) seen.add(type);
    }, 300);
    for (const type of [
      'PlanAmended',
      'PlanApprovalVoided',
      'ProgressReported',
      'CheckInOpened',
      'CheckInSubmitted',
      'CheckInMissed',
      'PeriodFrozen',
      'EvidenceAttached',
      'EvidenceWithdrawn',
      'ActionExtensionRequested',
      'ActionExtensionGranted',
      'ActionExtensionDenied',
      'EffectivenessChecked',
      'ActionCarriedOver',
      'ActionReminded',
      'ActionUrged',
    ]) {
      expect([...seen]).toContain(type);
    }
  });

  it('the clock never spins: what was due is done, and the next instant lies ahead', () => {
    eachYear((moments) => {
      const { now, state } = moments.at(-1) as Moment;
      const settled = decided(settle(now), state).reduce(assignmentDecider.evolve, state);
      const next = nextMonitorInstant(settled, context, now);
      expect(next === null || next > now).toBe(true);
      expect(decided(settle(now), settled)).toEqual([]);
    });
  });

  it('no notice is given twice, none about what is settled, and no period is missed unasked', () => {
    eachYear((moments) => {
      const seen = new Set<string>();
      for (const [index, event] of (moments.at(-1)?.events ?? []).entries()) {
        const before = () => requireAssigned(stateOf(moments.at(-1)?.events.slice(0, index) ?? []));
        if (event.type === 'ActionReminded' || event.type === 'ActionUrged') {
          const { actionId, dueOn } = event.data;
          const count = event.type === 'ActionUrged' ? event.data.step : event.data.offset;
          const key = `${event.type} ${actionNoticeKey(actionId, dueOn, count)}`;
          expect(seen.has(key)).toBe(false);
          seen.add(key);
          const standing = actionStandings(before()).find(({ action }) => action.id === actionId);
          expect(standing && !isSettled(standing) && standing.state !== 'REPORTED_DONE').toBe(true);
        }
        if (event.type === 'CheckInMissed') {
          const opened = before().monitoring.checkIns.find(({ period }) => period === event.data.period);
          expect(opened).toMatchObject({ report: null, isMissed: false });
        }
      }
    });
  });

  it('the first approved day never changes, and the day in force moves back only by what was granted', () => {
    eachYear((moments) => {
      const first = new Map<string, string>();
      for (const { action, due, originalDue, granted } of moments.flatMap(standingsOf)) {
        expect(originalDue).toBe(first.get(action.id) ?? originalDue);
        first.set(action.id, originalDue);
        if (granted.count === 0) expect(due <= originalDue).toBe(true);
      }
    });
  });

  it('folds in parts as in one go', () => {
    eachYear((moments) => {
      const { events, state } = moments.at(-1) as Moment;
      const half = Math.floor(events.length / 2);
      const inParts = events.slice(half).reduce(assignmentDecider.evolve, stateOf(events.slice(0, half)));
      expect(inParts).toEqual(state);
    });
  });
});
