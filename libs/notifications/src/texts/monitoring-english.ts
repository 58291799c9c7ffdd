import type { MonitoringTemplates } from '../notice-facts.ts';
import { lines } from './lines.ts';

const IN_SYSTEM = 'The reasons are in the unit’s file in Đôn Đốc.';

/** Of the year in which the plan is carried out. */
export const monitoringEnglish: MonitoringTemplates = {
  PlanApprovalVoided: {
    subject: 'Approval of the plan void: {{unit}}',
    body: '{{unit}} changed its remediation plan for “{{campaign}}”. The approval of version {{version}} no longer stands; version {{amendedTo}} waits to be approved.',
  },
  CheckInOpened: {
    subject: 'Report on the plan for {{period}}, due {{dueOn}}',
    body: 'Please report how the actions of the remediation plan for “{{campaign}}” stand for {{period}}, by {{dueOn}}.',
  },
  CheckInMissed: {
    subject: 'No report on the plan for {{period}}: {{unit}}',
    body: '{{unit}} has not reported on its remediation plan for “{{campaign}}” for {{period}}; the report was due on {{dueOn}}.',
  },
  CheckInSubmitted: {
    subject: '{{unit}} reported on its plan for {{period}}',
    body: '{{unit}} reported on its remediation plan for “{{campaign}}” for {{period}} (version {{version}}), {{#isLate}}late{{/isLate}}{{^isLate}}on time{{/isLate}}.',
  },
  ActionExtensionRequested: {
    subject: '{{unit}} asks for more time for action {{actionId}}',
    body: `{{unit}} asks to extend action {{actionId}} for “{{campaign}}” from {{from}} to {{to}}{{#isRetroactive}}; it asked after the day had passed{{/isRetroactive}}. ${IN_SYSTEM}`,
  },
  ActionExtensionGranted: {
    subject: 'Action {{actionId}} extended to {{to}}',
    body: 'Action {{actionId}} for “{{campaign}}” is extended from {{from}} to {{to}}. Basis: {{basis}}. The first day stays on record.',
  },
  ActionExtensionDenied: {
    subject: 'No more time for action {{actionId}}',
    body: `The extension of action {{actionId}} for “{{campaign}}” was not granted; its day stands. ${IN_SYSTEM}`,
  },
  EffectivenessChecked: {
    subject: 'Effect of action {{actionId}} checked',
    body: 'Action {{actionId}} for “{{campaign}}” was found {{#isEffective}}to have worked: the weakness did not come back{{/isEffective}}{{^isEffective}}not to have worked: the weakness came back{{/isEffective}}.',
  },
  ActionCarriedOver: {
    subject: 'Action {{actionId}} carried over to {{toYear}}',
    body: 'Action {{actionId}} for “{{campaign}}” is not finished and goes on in the plan of {{toYear}}.',
  },
  ActionReminded: {
    subject:
      'Reminder: action {{actionId}}, {{#isPast}}was due{{/isPast}}{{^isPast}}due{{/isPast}} {{dueOn}}',
    body: lines(
      '{{#isPast}}',
      'Action {{actionId}} for “{{campaign}}” was due on {{dueOn}}. Please complete it now.',
      '{{/isPast}}',
      '{{^isPast}}',
      'Please complete and report action {{actionId}} for “{{campaign}}” by {{dueOn}}.',
      '{{/isPast}}',
    ),
  },
  ActionUrged: {
    subject:
      '{{#isMonitor}}Overdue{{/isMonitor}}{{#isUrge}}Urged ({{step}}){{/isUrge}}{{#isCheck}}Check proposed{{/isCheck}}: {{unit}}, action {{actionId}} overdue',
    body: 'Action {{actionId}} of {{unit}} for “{{campaign}}” was due on {{dueOn}} and has not been reported done.',
  },
};
