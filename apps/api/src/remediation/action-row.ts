import type { ActionRow } from '@dondoc/contracts/remediation.ts';
import type { ListedAction } from '@dondoc/read-models/remediation/remediation.query.ts';

/** What the list shows of an action. */
export const actionRow = (action: ListedAction): ActionRow => ({
  campaignId: action.campaignId,
  unitId: action.unitId,
  code: action.code,
  actionId: action.actionId,
  findingIds: action.findingIds,
  severity: action.severity,
  state: action.state,
  percent: action.percent,
  due: action.due,
  originalDue: action.originalDue,
  extensions: action.extensions,
  extendedDays: action.extendedDays,
  extensionPending: action.extensionPending,
  overdue: action.overdue,
  lamp: action.lamp,
});
