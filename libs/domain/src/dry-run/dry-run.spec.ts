import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { dueReminders, nextInstant } from '../assignment/assignment-clock.ts';
import type { AssignmentContext } from '../assignment/assignment.commands.ts';
import { assignmentDecider } from '../assignment/assignment.decider.ts';
import type { AssignmentEvent } from '../assignment/assignment.events.ts';
import { addDays } from '../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../calendar/day.ts';
import { VN_2026_11 as vn } from '../calendar/vn-calendar.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import { dayOf, instantAt, localText } from '../calendar/zoned-time.ts';
import type { CampaignEvent } from '../campaign/campaign.events.ts';
import { campaignDecider } from '../campaign/campaign.decider.ts';
import { termsOf } from '../campaign/campaign-state.ts';
import {
  at,
  campaignId,
  CLOCK,
  deadlineSet,
  drafted,
  issued,
  prepared,
  ZONE,
} from '../campaign/test-campaigns.ts';
import { DEFAULT_CADENCE, type Cadence } from '../escalation/cadence.ts';
import { dryRun } from './dry-run.ts';
import type { OtherCampaign } from './launch-checks.ts';

type Setting = { hasMail?: (unitId: string) => boolean; others?: OtherCampaign[]; minGroupSize?: number };
const stateOf = (events: readonly CampaignEvent[]) =>
  events.reduce(campaignDecider.evolve, campaignDecider.initialState);
const run = (events: readonly CampaignEvent[], launchAt: Instant, setting: Setting = {}) =>
  dryRun(stateOf(events), {
    calendar: vn,
    launchAt,
    hasMail: () => true,
    others: [],
    minGroupSize: 1,
    ...setting,
  });
const shown = (events: readonly CampaignEvent[], launchAt: Instant) =>
  run(events, launchAt).steps.map((step) =>
    [
      localText(step.at, ZONE).slice(0, 16),
      step.kind,
      ...('phase' in step ? [step.phase] : []),
      ...(step.kind === 'REMINDER' ? [step.offset] : []),
      ...(step.kind === 'ESCALATION' ? [step.level, step.step, step.to.join('+')] : []),
    ].join(' '),
  );

describe('The dry run of a launch', () => {
  it('puts every deadline, reminder and rung on the calendar', () => {
    expect(shown(prepared({ cutOffOn: '2026-04-10' }), at('2026-03-02'))).toEqual([
      '2026-03-02T09:00 LAUNCH',
      '2026-03-05T08:00 REMINDER ACKNOWLEDGE -1',
      '2026-03-07T00:00 DEADLINE ACKNOWLEDGE',
      '2026-03-09T08:00 ESCALATION ACKNOWLEDGE URGE 1 UNIT',
      '2026-03-13T08:00 REMINDER REVIEW -5',
      '2026-03-13T08:00 ESCALATION ACKNOWLEDGE URGE 2 UNIT+HEAD+RESPONSIBLE_MEMBER',
      '2026-03-19T08:00 REMINDER REVIEW -1',
      '2026-03-20T08:00 ESCALATION ACKNOWLEDGE URGE 3 UNIT+HEAD+STANDING_COMMITTEE',
      '2026-03-21T00:00 DEADLINE REVIEW',
      '2026-03-23T08:00 ESCALATION ACKNOWLEDGE CHECK 4 STANDING_COMMITTEE',
      '2026-03-23T08:00 ESCALATION REVIEW URGE 1 UNIT',
      '2026-03-27T08:00 REMINDER PLAN -5',
      '2026-03-27T08:00 ESCALATION REVIEW URGE 2 UNIT+HEAD+RESPONSIBLE_MEMBER',
      '2026-04-02T08:00 REMINDER PLAN -1',
      '2026-04-03T08:00 ESCALATION REVIEW URGE 3 UNIT+HEAD+STANDING_COMMITTEE',
      '2026-04-04T00:00 DEADLINE PLAN',
      '2026-04-06T08:00 ESCALATION REVIEW CHECK 4 STANDING_COMMITTEE',
      '2026-04-06T08:00 ESCALATION PLAN URGE 1 UNIT',
      '2026-04-10T08:00 ESCALATION PLAN URGE 2 UNIT+HEAD+RESPONSIBLE_MEMBER',
      '2026-04-11T00:00 CUT_OFF',
      '2026-04-17T08:00 ESCALATION PLAN URGE 3 UNIT+HEAD+STANDING_COMMITTEE',
      '2026-04-20T08:00 ESCALATION PLAN CHECK 4 STANDING_COMMITTEE',
    ]);
  });

  it('sends no reminder whose morning had come before the launch, and says so', () => {
    // A Saturday at dawn: the reminder of Friday's morning is less than a day old, and would still be silly.
    const saturday = run(prepared(), at('2026-03-14', '06:00'));
    expect(saturday.steps.filter(({ kind }) => kind === 'REMINDER')[0]).toMatchObject({
      phase: 'REVIEW',
      offset: -1,
      at: at('2026-03-19', '08:00'),
    });
    expect(saturday.checks).toContainEqual(
      expect.objectContaining({
        code: 'REMINDER_PASSED',
        about: expect.arrayContaining(['REVIEW -5 (2026-03-13)']),
      }),
    );
    const late = run(prepared(), at('2026-03-06', '10:00'));
    expect(late.steps.filter((step) => 'phase' in step && step.phase === 'ACKNOWLEDGE')[0]?.kind).toBe(
      'DEADLINE',
    );
    expect(late.checks).toContainEqual(
      expect.objectContaining({
        code: 'REMINDER_PASSED',
        about: ['ACKNOWLEDGE -5 (2026-02-27)', 'ACKNOWLEDGE -1 (2026-03-05)'],
      }),
    );
  });

  it('refuses a campaign that was launched', () => {
    expect(() => run(issued(), at('2026-03-02'))).toThrow(
      expect.objectContaining({ code: 'already-issued' }),
    );
  });
});

describe('The checks before a launch', () => {
  const checksOf = (events: readonly CampaignEvent[], setting?: Setting, launchAt = at('2026-03-02')) =>
    run(events, launchAt, setting).checks.map(({ code, weight, about }) => [weight, code, ...about]);

  it('say nothing of a launch that has nothing to it but its first reminder', () => {
    expect(checksOf(prepared({ cutOffOn: '2026-04-21' }), {}, at('2026-02-26'))).toEqual([]);
  });

  it('name what would refuse the launch', () => {
    expect(checksOf([...drafted(), deadlineSet('REVIEW')])[0]).toEqual([
      'STOPS',
      'LAUNCH_REFUSED',
      'no-addressees',
    ]);
    expect(checksOf(prepared(), {}, at('2026-03-07'))[0]).toEqual([
      'STOPS',
      'LAUNCH_REFUSED',
      'deadline-in-the-past',
    ]);
  });

  it('name deadlines on days off, and the holidays on the way', () => {
    const checks = checksOf([...prepared({ cutOffOn: '2026-05-29' }), deadlineSet('PLAN', '2026-04-26')]);
    expect(checks).toContainEqual([
      'WARNS',
      'DEADLINE_ON_DAY_OFF',
      expect.stringMatching(/^PLAN 2026-04-26 \(.*Hùng/),
    ]);
    const holidays = checks.find(([, code]) => code === 'HOLIDAYS_ON_THE_WAY') ?? [];
    expect(holidays.join(' ')).toMatch(/2026-04-30 .*2026-05-01/);
  });

  it('name a plan deadline too near to the review', () => {
    expect(checksOf([...prepared(), deadlineSet('PLAN', '2026-03-24')])).toContainEqual([
      'WARNS',
      'PLAN_TIME_SHORT',
      'REVIEW 2026-03-20',
      'PLAN 2026-03-24',
    ]);
  });

  it('name units without mail, peer groups too small, and units that another campaign holds', () => {
    const other = {
      title: 'Kiểm điểm quý',
      from: '2026-01-05',
      to: '2026-03-31',
      unitIds: new Set(['unit-A02']),
    };
    const checks = checksOf(prepared(), {
      hasMail: (unitId) => unitId !== 'unit-A01',
      minGroupSize: 5,
      others: [other, { ...other, to: '2026-03-01' }, { ...other, unitIds: new Set(['unit-B']) }],
    });
    expect(checks).toContainEqual(['WARNS', 'UNITS_WITHOUT_MAIL', 'A01']);
    expect(checks).toContainEqual(['WARNS', 'PEER_GROUP_SMALL', 'g1 (2)']);
    expect(checks.filter(([, code]) => code === 'UNITS_IN_OTHER_CAMPAIGN')).toEqual([
      ['WARNS', 'UNITS_IN_OTHER_CAMPAIGN', 'A02'],
    ]);
  });
});

describe('A silent unit', () => {
  const drawn = fc.record({
    launch: fc.nat(200),
    time: fc.constantFrom('06:30', '08:00', '09:00', '17:30'),
    gaps: fc.tuple(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 30 }),
    ),
    cutOff: fc.integer({ min: 0, max: 30 }),
    reminderOffsets: fc.uniqueArray(fc.integer({ min: -6, max: 4 }), { maxLength: 4 }),
    rungDays: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
  });

  it('is reminded and urged at exactly the instants of the dry run, by the rules that run the campaign', () => {
    fc.assert(
      fc.property(drawn, ({ launch, time, gaps, cutOff, reminderOffsets, rungDays }) => {
        const launchedOn = addDays('2026-01-02', launch);
        const launchAt = instantAt(launchedOn, time, ZONE);
        const acknowledge = addDays(launchedOn, gaps[0]);
        const review = addDays(acknowledge, gaps[1]);
        const plan = addDays(review, gaps[2]);
        const cutOffOn = addDays(plan, cutOff);
        const cadence: Cadence = {
          ...DEFAULT_CADENCE,
          reminderOffsets,
          rungs: rungDays
            .toSorted((a, b) => a - b)
            .map((afterWorkingDays, index) => ({
              step: index + 1,
              level: 'URGE',
              afterWorkingDays,
              to: ['UNIT'],
            })),
        };
        const events = [
          ...prepared({ cadence, cutOffOn }),
          deadlineSet('ACKNOWLEDGE', acknowledge),
          deadlineSet('REVIEW', review),
          deadlineSet('PLAN', plan),
        ];
        const planned = run(events, launchAt).steps.flatMap((step) =>
          (step.kind === 'REMINDER' || step.kind === 'ESCALATION') && step.phase !== 'PLAN'
            ? [keyOf(step.at, step.kind, step.phase, step.kind === 'REMINDER' ? step.offset : step.step)]
            : [],
        );
        expect(planned.toSorted()).toEqual(played(events, launchAt, cutOffOn).toSorted());
      }),
      { numRuns: 60 },
    );
  });
});

const keyOf = (instant: Instant, kind: string, phase: string, step: number) =>
  `${instant} ${kind} ${phase} ${step}`;

/** What the deciders do about a unit that never answers: swept each working morning, urged whenever its clock says so. */
function played(events: readonly CampaignEvent[], launchAt: Instant, cutOffOn: Day): string[] {
  const reviewing: CampaignEvent[] = [
    ...events,
    { type: 'CampaignIssued', data: { campaignId, unitCount: 2 } },
    { type: 'ReviewingOpened', data: { campaignId, assigned: 2 } },
  ];
  const context: AssignmentContext = {
    terms: termsOf(stateOf(reviewing)),
    calendar: vn,
    findings: null,
    hashOf: () => '',
    lower: null,
  };
  const ids = { campaignId, unitId: 'unit-A01' };
  const assigned: AssignmentEvent = {
    type: 'UnitAssigned',
    data: {
      ...ids,
      directiveId: 'directive-1',
      code: 'A01',
      category: 'a',
      peerGroup: 'g1',
      lateJoin: null,
      assignedAt: launchAt,
    },
  };
  let state = assignmentDecider.evolve(assignmentDecider.initialState, assigned);
  const heard: string[] = [];
  const decide = (type: 'SendDueReminder' | 'RaiseDueEscalations', now: Instant) => {
    for (const event of assignmentDecider.decide({ type, at: now, actor: CLOCK, data: {} }, state, context)) {
      state = assignmentDecider.evolve(state, event);
      if (event.type === 'ReminderSent')
        heard.push(keyOf(now, 'REMINDER', event.data.phase, event.data.offset));
      if (event.type === 'EscalationRaised')
        heard.push(keyOf(now, 'ESCALATION', event.data.phase, event.data.step));
    }
  };
  const mornings = Array.from({ length: 120 }, (_, days) => addDays(dayOf(launchAt, ZONE), days))
    .filter((day) => day <= cutOffOn && isWorkingDay(vn, day))
    .map((day) => at(day, '08:00'));
  for (const now of [launchAt, ...mornings.filter((morning) => morning > launchAt)]) {
    if (dueReminders(state, context, now).length > 0) decide('SendDueReminder', now);
  }
  for (let now = launchAt; ;) {
    decide('RaiseDueEscalations', now);
    const next = nextInstant(state, context, now);
    if (next === null) return heard;
    now = next;
  }
}
