import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Instant } from '../calendar/day.ts';
import { at, reviewing, WEEKDAYS } from '../campaign/test-campaigns.ts';
import type { CampaignCommand } from '../campaign/campaign.commands.ts';
import { campaignDecider } from '../campaign/campaign.decider.ts';
import { termsOf, type CampaignState } from '../campaign/campaign-state.ts';
import { PHASES } from '../deadline/deadline.ts';
import { fold } from '../decider.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import {
  acceptReview,
  acknowledge,
  answers,
  approvePlan,
  command,
  limitations,
  assign,
  assigned,
  meet,
  raise,
  report,
  returnPlan,
  returnReview,
  stateOf,
  submitPlan,
  testHash,
  verify,
} from './test-assignments.ts';
import { effectiveDeadline, nextInstant } from './assignment-clock.ts';
import type { AssignmentCommand, AssignmentContext } from './assignment.commands.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { isFinished, noticeKey, type AssignmentState, type LiveAssignment } from './assignment-state.ts';
import { actionState } from './remediation.ts';
import { steps, type Step } from './test-processes.ts';
import { NO_LOWER_UNITS } from './lower-units.ts';

/** Where a random process stands after a step, and what the unit's stream gained by it. */
type Moment = {
  now: Instant;
  campaign: CampaignState;
  context: AssignmentContext;
  unit: AssignmentState;
  events: AssignmentEvent[];
  gained: AssignmentEvent[];
};

describe('Whatever happens to a unit', () => {
  it('is decided: by events that fold in parts as in one go, or by a refusal', () => {
    const outcomes = new Set<string>();
    eachProcess(({ events, unit }) => {
      for (const { type } of events) outcomes.add(type);
      const half = Math.floor(events.length / 2);
      const first = stateOf([...assigned(), ...events.slice(0, half)]);
      expect(events.slice(half).reduce(assignmentDecider.evolve, first)).toEqual(unit);
      expect(() => fold(assignmentDecider, events.toReversed())).not.toThrow();
    });
    // The property says little about states it never reaches.
    expect([...outcomes].toSorted()).toEqual(EVERY_TYPE.toSorted());
  });

  it('leaves a finished unit alone, but for its score and the work on its plan', () => {
    eachProcess((_last, moments) =>
      moments.slice(1).forEach(({ gained }, index) => {
        const before = moments[index];
        if (before === undefined || !isFinished(before.unit)) return;
        expect(gained.filter(({ type }) => !AFTER_THE_CYCLE.includes(type))).toEqual([]);
      }),
    );
  });

  it('closes an action once, by an accepted verdict on evidence that was reported (R-06)', () => {
    eachProcess(({ events }) => {
      const reported = new Map<string, readonly string[]>();
      const closed = new Set<string>();
      for (const event of events) {
        if (event.type !== 'ActionReportedDone' && event.type !== 'VerificationRecorded') continue;
        const { actionId } = event.data;
        expect(closed.has(actionId)).toBe(false);
        if (event.type === 'ActionReportedDone') {
          reported.set(
            actionId,
            event.data.evidence.map(({ sha256 }) => sha256),
          );
          continue;
        }
        expect(event.data.evidence).toEqual(reported.get(actionId));
        expect(event.data.evidence.length).toBeGreaterThan(0);
        // One verdict a report.
        reported.delete(actionId);
        if (event.data.verdict === 'ACCEPTED') closed.add(actionId);
      }
    });
  });

  it('raises each rung of a due-version once and in order, and sends each reminder once (R-11)', () => {
    eachProcess(({ events }) => {
      const climbed = new Map<string, number>();
      const reminded = new Set<string>();
      for (const event of events) {
        if (event.type === 'EscalationRaised') {
          const { phase, dueVersion, step } = event.data;
          expect(step).toBeGreaterThan(climbed.get(`${phase}/${dueVersion}`) ?? 0);
          climbed.set(`${phase}/${dueVersion}`, step);
        }
        if (event.type === 'ReminderSent') {
          const key = noticeKey(event.data.phase, event.data.dueVersion, event.data.offset);
          expect(reminded.has(key)).toBe(false);
          reminded.add(key);
        }
      }
    });
  });

  it('takes no time away, and names every other due day by another due-version', () => {
    eachProcess((_last, moments) => {
      for (const phase of PHASES) {
        const seen = new Map<string, string>();
        let latest = '';
        for (const { unit, context } of moments) {
          const due = effectiveDeadline(unit, context.terms, phase, WEEKDAYS);
          if (due === null) continue;
          const { on } = due.deadline;
          expect(on >= latest).toBe(true);
          expect(seen.get(due.dueVersion) ?? on).toBe(on);
          seen.set(due.dueVersion, on);
          latest = on;
        }
      }
    });
  });

  it('leaves nothing due at once after what was due is raised: a timer never spins', () => {
    eachProcess(({ now, unit, context }) => {
      const raised = assignmentDecider.decide(raise(now), unit, context);
      const settled = raised.reduce(assignmentDecider.evolve, unit);
      const next = nextInstant(settled, context, now);
      expect(next === null || next > now).toBe(true);
      expect(assignmentDecider.decide(raise(now), settled, context)).toEqual([]);
    });
  });
});

const AFTER_THE_CYCLE: AssignmentEvent['type'][] = [
  'ScoreComputed',
  'ActionReportedDone',
  'VerificationRecorded',
];
const EVERY_TYPE: AssignmentEvent['type'][] = [
  'AcknowledgementRecorded',
  'ReviewMeetingRecorded',
  'ReviewSuggestionIssued',
  'SelfReviewSubmitted',
  'SelfReviewReturned',
  'SelfReviewAccepted',
  'PlanSubmitted',
  'PlanReturned',
  'PlanApproved',
  'ActionReportedDone',
  'VerificationRecorded',
  'UnitDeadlineExtended',
  'ReminderSent',
  'EscalationRaised',
  'EscalationCleared',
  'UnitExempted',
  'ScoreComputed',
];

function eachProcess(check: (last: Moment, moments: readonly Moment[]) => void): void {
  const property = fc.property(steps, (process) => {
    const moments = run(process);
    check(moments.at(-1) ?? START, moments);
  });
  fc.assert(property, { seed: 1889, numRuns: 200 });
}

const CAMPAIGN = fold(campaignDecider, reviewing({ cutOffOn: '2026-05-29' }));
const START: Moment = {
  now: at('2026-03-02'),
  campaign: CAMPAIGN,
  context: {
    terms: termsOf(CAMPAIGN),
    calendar: WEEKDAYS,
    findings: [],
    hashOf: testHash,
    lower: NO_LOWER_UNITS,
  },
  unit: stateOf(assigned()),
  events: [],
  gained: [],
};

function run(process: Step[]): Moment[] {
  return process.reduce<Moment[]>(
    (moments, step) => [...moments, take(step, moments.at(-1) ?? START)],
    [START],
  );
}

function take(step: Step, moment: Moment): Moment {
  const now = new Date(Date.parse(moment.now) + step.hours * 3_600_000).toISOString();
  try {
    if ('campaign' in step) return changeCampaign({ ...step.campaign, at: now }, { ...moment, now });
    const command = 'unit' in step ? step.unit : onward(moment.unit, step.onward);
    const gained = assignmentDecider.decide({ ...command, at: now }, moment.unit, moment.context);
    const unit = gained.reduce(assignmentDecider.evolve, moment.unit);
    return { ...moment, now, unit, gained, events: [...moment.events, ...gained] };
  } catch (error) {
    if (error instanceof DomainError) return { ...moment, now, gained: [] };
    throw error;
  }
}

function changeCampaign(command: CampaignCommand, moment: Moment): Moment {
  const changes = campaignDecider.decide(command, moment.campaign, { calendar: WEEKDAYS });
  const campaign = changes.reduce(campaignDecider.evolve, moment.campaign);
  return {
    ...moment,
    campaign,
    context: {
      terms: termsOf(campaign),
      calendar: WEEKDAYS,
      findings: [],
      hashOf: testHash,
      lower: NO_LOWER_UNITS,
    },
    gained: [],
  };
}

/** What the state calls for. */
function onward(unit: AssignmentState, isGood: boolean): AssignmentCommand {
  if (unit.status === 'NONE') return assign();
  const review = unit.review?.version ?? 0;
  const plan = unit.plan?.version ?? 0;
  switch (unit.status) {
    case 'ASSIGNED':
      return acknowledge();
    case 'ACKNOWLEDGED':
    case 'REVIEW_RETURNED':
      return unit.meeting === null ? meet('2026-03-02') : submitReviewOf(unit);
    case 'REVIEW_SUBMITTED':
      return isGood ? acceptReview(review) : returnReview(review);
    case 'REVIEW_ACCEPTED':
    case 'PLAN_RETURNED':
      return submitPlan();
    case 'PLAN_SUBMITTED':
      return isGood ? approvePlan(plan) : returnPlan(plan);
    case 'PLAN_APPROVED':
      return carryOut(unit, isGood);
    case 'EXEMPTED':
    case 'TRANSFERRED':
      return acknowledge();
    default:
      return assertNever(unit);
  }
}

/** Every suggestion that was put to the unit is answered. */
function submitReviewOf({ suggestions }: LiveAssignment): AssignmentCommand {
  const suggestionAnswers = suggestions.map(({ no }) => ({
    suggestionNo: no,
    kind: 'ANSWERED' as const,
    text: 'x',
  }));
  return command('SubmitReview', { answers, limitations, suggestionAnswers });
}

/** The first action that is still open is reported, then judged. */
function carryOut({ plan, remediation }: LiveAssignment, isGood: boolean): AssignmentCommand {
  const on = (id: string) => remediation.find(({ actionId }) => actionId === id);
  const open = plan?.actions.find(({ id }) => actionState(on(id)) !== 'VERIFIED');
  if (open === undefined) return acknowledge();
  const actionId = open.id;
  const last = on(actionId);
  if (last === undefined || actionState(last) !== 'REPORTED_DONE') return report({ actionId });
  return verify(isGood ? 'ACCEPTED' : 'PARTIAL', { actionId, version: last.report.version });
}
