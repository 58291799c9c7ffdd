import { assertNever } from '@dondoc/domain/domain-error.ts';
import type { EscalationLevel } from '@dondoc/domain/escalation/cadence.ts';
import type { MonitoringWords } from '../notice-facts.ts';
import { dayText } from './day-text.ts';

const named = ({ title }: { title: string }) => `“${title}”`;
const IN_SYSTEM = 'The reasons are in the unit’s file in Đôn Đốc.';

/** theo dõi – đôn đốc – kiểm tra, as a heading. */
export function rungName(level: EscalationLevel, step: number): string {
  switch (level) {
    case 'MONITOR':
      return 'Overdue';
    case 'URGE':
      return `Urged (${step})`;
    case 'CHECK':
      return 'Check proposed';
    default:
      return assertNever(level);
  }
}

/** Of the year in which the plan is carried out. */
export const monitoringEnglish: MonitoringWords = {
  PlanApprovalVoided: ({ campaign, unit, version, amendedTo }) => ({
    subject: `Approval of the plan void: ${unit}`,
    body: `${unit} changed its remediation plan for ${named(campaign)}. The approval of version ${version} no longer stands; version ${amendedTo} waits to be approved.`,
  }),
  CheckInOpened: ({ campaign, period, dueOn }) => ({
    subject: `Report on the plan for ${period}, due ${dayText(dueOn)}`,
    body: `Please report how the actions of the remediation plan for ${named(campaign)} stand for ${period}, by ${dayText(dueOn)}.`,
  }),
  CheckInMissed: ({ campaign, unit, period, dueOn }) => ({
    subject: `No report on the plan for ${period}: ${unit}`,
    body: `${unit} has not reported on its remediation plan for ${named(campaign)} for ${period}; the report was due on ${dayText(dueOn)}.`,
  }),
  CheckInSubmitted: ({ campaign, unit, period, version, isLate }) => ({
    subject: `${unit} reported on its plan for ${period}`,
    body: `${unit} reported on its remediation plan for ${named(campaign)} for ${period} (version ${version}), ${isLate ? 'late' : 'on time'}.`,
  }),
  ActionExtensionRequested: ({ campaign, unit, actionId, from, to, isRetroactive }) => ({
    subject: `${unit} asks for more time for action ${actionId}`,
    body: `${unit} asks to extend action ${actionId} for ${named(campaign)} from ${dayText(from)} to ${dayText(to)}${isRetroactive ? '; it asked after the day had passed' : ''}. ${IN_SYSTEM}`,
  }),
  ActionExtensionGranted: ({ campaign, actionId, from, to, basis }) => ({
    subject: `Action ${actionId} extended to ${dayText(to)}`,
    body: `Action ${actionId} for ${named(campaign)} is extended from ${dayText(from)} to ${dayText(to)}. Basis: ${basis}. The first day stays on record.`,
  }),
  ActionExtensionDenied: ({ campaign, actionId }) => ({
    subject: `No more time for action ${actionId}`,
    body: `The extension of action ${actionId} for ${named(campaign)} was not granted; its day stands. ${IN_SYSTEM}`,
  }),
  EffectivenessChecked: ({ campaign, actionId, isEffective }) => ({
    subject: `Effect of action ${actionId} checked`,
    body: `Action ${actionId} for ${named(campaign)} was found ${isEffective ? 'to have worked: the weakness did not come back' : 'not to have worked: the weakness came back'}.`,
  }),
  ActionCarriedOver: ({ campaign, actionId, toYear }) => ({
    subject: `Action ${actionId} carried over to ${toYear}`,
    body: `Action ${actionId} for ${named(campaign)} is not finished and goes on in the plan of ${toYear}.`,
  }),
  ActionReminded: ({ campaign, actionId, dueOn, isPast }) => ({
    subject: `Reminder: action ${actionId}, due ${dayText(dueOn)}`,
    body: isPast
      ? `Action ${actionId} for ${named(campaign)} was due on ${dayText(dueOn)}. Please complete it now.`
      : `Please complete and report action ${actionId} for ${named(campaign)} by ${dayText(dueOn)}.`,
  }),
  ActionUrged: ({ campaign, unit, actionId, level, step, dueOn }) => ({
    subject: `${rungName(level, step)}: ${unit}, action ${actionId} overdue`,
    body: `Action ${actionId} of ${unit} for ${named(campaign)} was due on ${dayText(dueOn)} and has not been reported done.`,
  }),
};
