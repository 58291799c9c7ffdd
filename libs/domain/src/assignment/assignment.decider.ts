import type { Decider } from '../decider.ts';
import { assertNever } from '../domain-error.ts';
import { acknowledgeAmendment } from './amendments.ts';
import { acknowledge, assignUnit } from './assign.ts';
import type { AssignmentCommand, AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { evolveAssignment, type AssignmentState } from './assignment-state.ts';
import { exemptUnit, recordScore } from './closing.ts';
import { raiseDueEscalations, remindNow, sendDueReminder } from './escalations.ts';
import { carryOver, checkEffectiveness } from './monitoring/action-closing.ts';
import { denyExtension, grantExtension, requestExtension } from './monitoring/action-extensions.ts';
import { attachEvidence, withdrawEvidence } from './monitoring/evidence.ts';
import { reportProgress, submitCheckIn } from './monitoring/progress.ts';
import { settleMonitoring } from './monitoring/settle-monitoring.ts';
import { amendPlan, approvePlan, returnPlan, submitPlan } from './plan.ts';
import { recordReviewMeeting } from './review-meeting.ts';
import { inheritItems, transferItems } from './succession.ts';
import { issueSuggestion } from './review-suggestion.ts';
import { withDeputy } from './deputies.ts';
import { acceptReview, returnReview, submitReview } from './review.ts';
import { recomputeDeadlines } from './recompute-deadlines.ts';
import { extendUnitDeadline } from './unit-deadlines.ts';
import { reportActionDone, verifyAction } from './verification.ts';

/** One unit's way through the campaign. Time, the terms and the calendar come in; R-07: overdue is computed, never stored. */
export const assignmentDecider: Decider<
  AssignmentCommand,
  AssignmentState,
  AssignmentEvent,
  AssignmentContext
> = {
  category: 'assignment',
  initialState: { status: 'NONE' },
  evolve: evolveAssignment,
  decide: (command, state, context) => withDeputy(command, state, decideStep(command, state, context)),
};

function decideStep(
  command: AssignmentCommand,
  state: AssignmentState,
  context: AssignmentContext,
): AssignmentEvent[] {
  switch (command.type) {
    case 'AssignUnit':
      return assignUnit(command, state, context);
    case 'Acknowledge':
      return acknowledge(command, state, context);
    case 'AcknowledgeAmendment':
      return acknowledgeAmendment(command, state, context);
    case 'RecordReviewMeeting':
      return recordReviewMeeting(command, state, context);
    case 'IssueSuggestion':
      return issueSuggestion(command, state, context);
    case 'SubmitReview':
      return submitReview(command, state, context);
    case 'ReturnReview':
      return returnReview(command, state, context);
    case 'AcceptReview':
      return acceptReview(command, state, context);
    case 'SubmitPlan':
      return submitPlan(command, state, context);
    case 'ReturnPlan':
      return returnPlan(command, state, context);
    case 'AmendPlan':
      return amendPlan(command, state, context);
    case 'ApprovePlan':
      return approvePlan(command, state, context);
    case 'ReportActionDone':
      return reportActionDone(command, state, context);
    case 'VerifyAction':
      return verifyAction(command, state, context);
    case 'ReportProgress':
      return reportProgress(command, state, context);
    case 'SubmitCheckIn':
      return submitCheckIn(command, state, context);
    case 'AttachEvidence':
      return attachEvidence(command, state, context);
    case 'WithdrawEvidence':
      return withdrawEvidence(command, state, context);
    case 'RequestActionExtension':
      return requestExtension(command, state, context);
    case 'GrantActionExtension':
      return grantExtension(command, state, context);
    case 'DenyActionExtension':
      return denyExtension(command, state, context);
    case 'CheckEffectiveness':
      return checkEffectiveness(command, state, context);
    case 'CarryActionOver':
      return carryOver(command, state, context);
    case 'SettleMonitoring':
      return settleMonitoring(command, state, context);
    case 'ExtendUnitDeadline':
      return extendUnitDeadline(command, state, context);
    case 'RecomputeDeadlines':
      return recomputeDeadlines(command, state, context);
    case 'ExemptUnit':
      return exemptUnit(command, state, context);
    case 'TransferItems':
      return transferItems(command, state, context);
    case 'InheritItems':
      return inheritItems(command, state);
    case 'RaiseDueEscalations':
      return raiseDueEscalations(command, state, context);
    case 'SendDueReminder':
      return sendDueReminder(command, state, context);
    case 'RemindNow':
      return remindNow(command, state, context);
    case 'RecordScore':
      return recordScore(command, state, context);
    default:
      return assertNever(command);
  }
}
