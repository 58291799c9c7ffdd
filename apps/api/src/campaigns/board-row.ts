import type { BoardRow } from '@dondoc/contracts/campaigns.ts';
import type { BoardLine } from '@dondoc/read-models/assignments/assignments.query.ts';

/** What the board shows of a line; the score's parts and the unit's own deadlines have their own answers. */
export const boardRow = (line: BoardLine): BoardRow => ({
  assignmentId: line.assignmentId,
  campaignId: line.campaignId,
  unitId: line.unitId,
  code: line.code,
  unitName: line.unitName,
  category: line.category,
  peerGroup: line.peerGroup,
  status: line.status,
  openPhases: line.openPhases,
  nextPhase: line.nextPhase,
  dueOn: line.dueOn,
  overdue: line.overdue,
  lamp: line.lamp,
  acknowledgedAt: line.acknowledgedAt,
  acknowledgedLate: line.acknowledgedLate,
  reviewSubmittedAt: line.reviewSubmittedAt,
  reviewLate: line.reviewLate,
  reviewVersion: line.reviewVersion,
  planSubmittedAt: line.planSubmittedAt,
  planLate: line.planLate,
  planVersion: line.planVersion,
  escalationLevel: line.escalationLevel,
  escalationStep: line.escalationStep,
  remindersSent: line.remindersSent,
  points: line.points,
  version: line.version,
  lastPosition: line.lastPosition,
});
