import type { Decider } from '../decider.ts';
import { assertNever } from '../domain-error.ts';
import { acknowledge, assignUnit } from './assign.ts';
import type { AssignmentCommand, AssignmentContext } from './assignment.commands.ts';
import type { AssignmentEvent } from './assignment.events.ts';
import { evolveAssignment, type AssignmentState } from './assignment-state.ts';
import { exemptUnit, recordScore } from './closing.ts';
import { raiseDueEscalations, sendDueReminder } from './escalations.ts';
import { approvePlan, returnPlan, submitPlan } from './plan.ts';
import { recordReviewMeeting } from './review-meeting.ts';
import { issueSuggestion } from './review-suggestion.ts';
import { acceptReview, returnReview, submitReview } from './review.ts';
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
  decide: (command, state, context) => {
    switch (command.type) {
      case 'AssignUnit':
        return assignUnit(command, state, context);
      case 'Acknowledge':
        return acknowledge(command, state, context);
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
      case 'ApprovePlan':
        return approvePlan(command, state, context);
      case 'ReportActionDone':
        return reportActionDone(command, state, context);
      case 'VerifyAction':
        return verifyAction(command, state, context);
      case 'ExtendUnitDeadline':
        return extendUnitDeadline(command, state, context);
      case 'ExemptUnit':
        return exemptUnit(command, state, context);
      case 'RaiseDueEscalations':
        return raiseDueEscalations(command, state, context);
      case 'SendDueReminder':
        return sendDueReminder(command, state, context);
      case 'RecordScore':
        return recordScore(command, state, context);
      default:
        return assertNever(command);
    }
  },
};
