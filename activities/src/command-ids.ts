import { assertNever } from '@dondoc/domain/domain-error.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { MonitorStep } from '@dondoc/domain/assignment/monitoring/monitor-clock.ts';
import type { CalendarRef } from '@dondoc/domain/campaign/campaign.events.ts';
import type { DueReminder, DueRung } from '@dondoc/domain/assignment/assignment-clock.ts';

// What the clock does is named by what it is about, never by a Temporal run or activity: a retry, a reset or a rebuilt
// Temporal sends the same id, and the log answers with what it already holds.
export const assignCommandId = (campaignId: string, unitId: string) =>
  `campaign/${campaignId}/assign/${unitId}`;
export const openReviewingCommandId = (campaignId: string) => `campaign/${campaignId}/open-reviewing`;
export const openRatingCommandId = (campaignId: string) => `campaign/${campaignId}/open-rating`;
export const completeScoringCommandId = (campaignId: string, cutPosition: number) =>
  `campaign/${campaignId}/complete-scoring/${cutPosition}`;

export const advanceFindingCommandId = (findingId: string, eventId: string) =>
  `finding/${findingId}/advance/${eventId}`;

/** One succession gives to one unit, from one stream, once; `because` is the event that asked for it. */
export const successionCommandId = (because: string, what: string) => `succession/${because}/${what}`;

/** The batch an event belongs to stands in its command id. */
export const bulkItemCommandId = (batchId: string, unitId: string, attempt: number) =>
  `bulk/${batchId}/${unitId}/${attempt}`;
export const settleBulkCommandId = (batchId: string, attempt: number, firstUnitId: string) =>
  `bulk/${batchId}/settle/${attempt}/${firstUnitId}`;

type Ids = { campaignId: string; unitId: string };

export const escalateCommandId = ({ campaignId, unitId }: Ids, { phase, rung, due }: DueRung) =>
  `${assignmentIdOf(campaignId, unitId)}/escalate/${phase}/${rung.step}/${due.dueVersion}`;

export const remindCommandId = ({ campaignId, unitId }: Ids, { phase, offset, due }: DueReminder) =>
  `${assignmentIdOf(campaignId, unitId)}/remind/${phase}/${offset}/${due.dueVersion}`;

/** Named by the last step that is due: whatever else was due with it came before it. */
export const monitorCommandId = ({ campaignId, unitId }: Ids, step: MonitorStep) =>
  `${assignmentIdOf(campaignId, unitId)}/monitor/${stepKey(step)}`;

function stepKey(step: MonitorStep): string {
  switch (step.kind) {
    case 'OPEN_CHECK_IN':
      return `open/${step.period.period}`;
    case 'MISS_CHECK_IN':
      return `miss/${step.checkIn.period}`;
    case 'FREEZE_PERIOD':
      return `freeze/${step.checkIn.period}`;
    case 'REMIND_ACTION':
      return `remind/${step.actionId}/${step.dueOn}/${step.offset}`;
    case 'URGE_ACTION':
      return `urge/${step.actionId}/${step.dueOn}/${step.rung.step}`;
    default:
      return assertNever(step);
  }
}

export const overduePetitionCommandId = (campaignId: string, subjectId: string, no: number) =>
  `rating/${campaignId}/${subjectId}/petition-overdue/${no}`;

export const recomputeCommandId = ({ campaignId, unitId }: Ids, { code, version }: CalendarRef) =>
  `${assignmentIdOf(campaignId, unitId)}/recompute/${code}/${version}`;

export const scoreCommandId = ({ campaignId, unitId }: Ids, cutPosition: number) =>
  `${assignmentIdOf(campaignId, unitId)}/score/${cutPosition}`;
