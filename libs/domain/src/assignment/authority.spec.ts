import { describe, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { ActorRef } from '../actor.ts';
import { at, BASIS, cancelled, closed, issued, paused, reviewing } from '../campaign/test-campaigns.ts';
import type { AssignmentCommand } from './assignment.commands.ts';
import * as unit from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';

type Step = [name: AssignmentCommand['type'], history: AssignmentEvent[], command: AssignmentCommand];
const extend = unit.command('ExtendUnitDeadline', {
  phase: 'PLAN',
  to: '2026-04-10',
  reason: 'Bão.',
  basis: BASIS,
});
const score = {
  policy: { code: 'VN-PROCEDURE', version: 1 },
  points: '0.00',
  of: '0.00',
  parts: [],
  cutPosition: 1,
};

const stepsOfUnit: Step[] = [
  ['Acknowledge', unit.assigned(), unit.acknowledge()],
  ['RecordReviewMeeting', unit.acknowledged(), unit.meet()],
  ['SubmitReview', unit.met(), unit.submitReview()],
  ['SubmitPlan', unit.reviewAccepted(), unit.submitPlan()],
  ['ReportActionDone', unit.planApproved(), unit.report()],
];
const stepsOfAuthority: Step[] = [
  ['ReturnReview', unit.reviewSubmitted(), unit.returnReview()],
  ['AcceptReview', unit.reviewSubmitted(), unit.acceptReview()],
  ['ReturnPlan', unit.planSubmitted(), unit.returnPlan()],
  ['ApprovePlan', unit.planSubmitted(), unit.approvePlan()],
  ['VerifyAction', unit.reported(), unit.verify('ACCEPTED')],
  ['ExtendUnitDeadline', unit.assigned(), extend],
  ['ExemptUnit', unit.assigned(), unit.exempt()],
];
const stepsOfClock: Step[] = [
  ['AssignUnit', [], unit.assign()],
  ['RaiseDueEscalations', unit.assigned(), unit.raise(at('2026-03-09', '08:00'))],
  ['SendDueReminder', unit.assigned(), unit.remind(at('2026-03-05', '08:00'))],
  ['RecordScore', unit.assigned(), unit.command('RecordScore', { score })],
];
const AUDITOR: ActorRef = { id: 'auditor-1', role: 'AUDITOR' };

const given = (campaign = reviewing(), ...history: AssignmentEvent[]) =>
  specificationFor(assignmentDecider)(unit.contextOf(campaign), ...history);

describe('Who may do what (R-05)', () => {
  it.each(stepsOfUnit)('%s is for the unit itself', (_name, history, command) => {
    const by = (actor: ActorRef) => given(reviewing(), ...history).when({ ...command, actor });
    by({ ...unit.UNIT, unitId: 'unit-A02' }).thenRefuses('not-your-unit', { rule: 'R-05' });
    by(unit.AUTHORITY).thenRefuses('forbidden-role');
    by({ ...unit.AUTHORITY, unitId: 'unit-A01' }).thenRefuses('forbidden-role');
    by(AUDITOR).thenRefuses('forbidden-role');
  });

  it.each(stepsOfAuthority)('%s is for an administrator of another unit', (_name, history, command) => {
    const by = (actor: ActorRef) => given(reviewing(), ...history).when({ ...command, actor });
    by({ ...unit.AUTHORITY, unitId: 'unit-A01' }).thenRefuses('own-record', { rule: 'R-05' });
    by(unit.UNIT).thenRefuses('own-record');
    by({ ...unit.UNIT, unitId: 'unit-A02' }).thenRefuses('forbidden-role');
    by({ id: 'clock', role: 'SYSTEM' }).thenRefuses('forbidden-role');
    by(AUDITOR).thenRefuses('forbidden-role');
  });

  it.each(stepsOfClock)('%s is not for a unit or an auditor', (_name, history, command) => {
    const by = (actor: ActorRef) => given(reviewing(), ...history).when({ ...command, actor });
    by(unit.UNIT).thenRefuses('forbidden-role');
    by(AUDITOR).thenRefuses('forbidden-role');
  });

  it.each([...stepsOfUnit, ...stepsOfAuthority, ...stepsOfClock.slice(1)])(
    '%s needs an assigned unit',
    (_name, _history, command) => {
      given().when(command).thenRefuses('unit-not-assigned');
    },
  );
});

describe('When a unit may work', () => {
  const working = [...stepsOfUnit, ...stepsOfAuthority.slice(0, 6)];

  it.each(working)('%s waits for the end of a pause', (_name, history, command) => {
    given([...reviewing(), paused(at('2026-03-02'))], ...history)
      .when(command)
      .thenRefuses('campaign-paused');
  });

  it.each(working)('%s waits for the opening, and ends with the campaign', (_name, history, command) => {
    given(issued(), ...history)
      .when(command)
      .thenRefuses('reviewing-not-open');
    given([...reviewing(), closed()], ...history)
      .when(command)
      .thenRefuses('campaign-closed');
    given([...issued(), cancelled()], ...history)
      .when(command)
      .thenRefuses('campaign-cancelled');
  });
});
