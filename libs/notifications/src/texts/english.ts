import type { NoticeTemplates } from '../notice-facts.ts';
import { lines } from './lines.ts';
import { monitoringEnglish } from './monitoring-english.ts';
import { ratingEnglish } from './rating-english.ts';
import { successionEnglish } from './succession-english.ts';

const IN_SYSTEM = 'The reasons are in the unit’s file in Đôn Đốc.';

/** As the product ships them; an administrator may put a text of the office's own in the place of each. */
export const english: NoticeTemplates = {
  ...monitoringEnglish,
  ...ratingEnglish,
  ...successionEnglish,
  UnitAssigned: {
    subject: 'Assigned: {{campaign}}',
    body: lines(
      'The unit has been assigned “{{campaign}}”{{#directive}} under directive {{directive}}{{/directive}}.',
      '{{#lateJoin}}',
      'It joins after the others. Basis: {{lateJoin}}. Where a day has passed, a deadline of its own applies, told separately.',
      '{{/lateJoin}}',
      '{{#deadlines}}',
      '{{deadlines}}',
      '{{/deadlines}}',
      'Please acknowledge and complete each step in Đôn Đốc in time.',
    ),
  },
  UnitExempted: {
    subject: 'Exempted: {{campaign}}',
    body: 'The unit has been exempted from “{{campaign}}”. Basis: {{basis}}.',
  },
  ReviewSuggestionIssued: {
    subject: 'Suggestion {{no}} for the review: {{campaign}}',
    body: lines(
      'Suggestion {{no}} was put to the unit for its review in “{{campaign}}”. Basis: {{basis}}.',
      '{{#answerBy}}',
      'The review report is open again: please answer it and submit the report by {{answerBy}}.',
      '{{/answerBy}}',
      '{{^answerBy}}',
      'Please answer it in the review report.',
      '{{/answerBy}}',
      'Its text is in the unit’s file in Đôn Đốc.',
    ),
  },
  FindingRegistered: {
    subject: 'Finding {{no}} ({{number}})',
    body: lines(
      'Finding {{no}} against the unit is on record: {{number}} of {{signedOn}}, {{issuer}}, item {{item}}.',
      '{{#dueOn}}',
      'To be remedied by {{dueOn}}.',
      '{{/dueOn}}',
      'Please read it in Đôn Đốc and answer it in the review report.',
    ),
  },
  FindingDivided: {
    subject: 'Finding {{no}} is split ({{number}})',
    body: lines(
      'Finding {{no}} against the unit ({{number}} of {{signedOn}}, {{issuer}}) is split into parts that are followed one by one.',
      'Please read each part in Đôn Đốc, and answer and remedy each of them.',
    ),
  },
  FindingClosed: {
    subject: 'Finding {{no}} is closed',
    body: 'Finding {{no}} against the unit {{outcome}}. Basis: {{basis}}.',
  },
  SelfReviewReturned: {
    subject: 'Review report returned: {{campaign}}',
    body: lines(
      `Version {{version}} of the review report was returned for completion. ${IN_SYSTEM}`,
      'Please submit it again by {{resubmitBy}}.',
    ),
  },
  SelfReviewAccepted: {
    subject: 'Review report accepted: {{campaign}}',
    body: lines(
      'Version {{version}} of the review report has been accepted.',
      '{{#planBy}}',
      'Please submit the remediation plan by {{planBy}}.',
      '{{/planBy}}',
    ),
  },
  PlanReturned: {
    subject: 'Remediation plan returned: {{campaign}}',
    body: lines(
      `Version {{version}} of the remediation plan was returned for completion. ${IN_SYSTEM}`,
      'Please submit it again by {{resubmitBy}}.',
    ),
  },
  PlanApproved: {
    subject: 'Remediation plan approved: {{campaign}}',
    body: 'Version {{version}} of the remediation plan has been approved. Please carry it out.',
  },
  VerificationRecorded: {
    subject:
      '{{#isAccepted}}Remediation verified{{/isAccepted}}{{#isPartial}}Remedied in part{{/isPartial}}{{#isRejected}}Report on an action sent back{{/isRejected}}: action {{actionId}}',
    body: lines(
      'Action {{actionId}} of the unit’s remediation plan for “{{campaign}}” {{verdict}}.',
      '{{^isAccepted}}',
      `${IN_SYSTEM} Please continue and report it again with evidence.`,
      '{{/isAccepted}}',
    ),
  },
  ReminderSent: {
    subject: 'Reminder: {{phase}}, {{#isPast}}was due{{/isPast}}{{^isPast}}due{{/isPast}} {{dueOn}}',
    body: lines(
      'The unit’s {{phase}} for “{{campaign}}” {{#isPast}}was due on {{dueOn}}. Please complete it now.{{/isPast}}{{^isPast}}is due on {{dueOn}}.{{/isPast}}',
      '{{#amendments}}',
      'The unit has not acknowledged amendment {{amendments}} yet; please do so in Đôn Đốc.',
      '{{/amendments}}',
    ),
  },
  EscalationRaised: {
    subject:
      '{{#isMonitor}}Overdue{{/isMonitor}}{{#isUrge}}Urged ({{step}}){{/isUrge}}{{#isCheck}}Check proposed{{/isCheck}}: {{phase}} overdue',
    body: lines(
      'The unit’s {{phase}} for “{{campaign}}” was due on {{dueOn}}.',
      '{{#isMonitor}}',
      'The delay is being followed.',
      '{{/isMonitor}}',
      '{{#isUrge}}',
      'Please complete it now and state why it is late.',
      '{{/isUrge}}',
      '{{#isCheck}}',
      'The delay has been reported to the competent authority, which may check the unit.',
      '{{/isCheck}}',
    ),
  },
  DeadlineExtended: {
    subject: 'Deadline extended to {{to}} ({{phase}}): {{campaign}}',
    body: lines(
      'The deadline for the {{phase}} of “{{campaign}}” moves from {{from}} to {{to}}.',
      'Reason: {{reason}}',
      'Basis: {{basis}}',
    ),
  },
  UnitDeadlineExtended: {
    subject: 'The unit’s deadline is extended to {{to}} ({{phase}})',
    body: lines(
      'The unit’s deadline for the {{phase}} of “{{campaign}}” moves from {{from}} to {{to}}.',
      'Basis: {{basis}}',
    ),
  },
  DeadlineRecomputed: {
    subject: 'Deadline counted again: {{to}} ({{phase}}): {{campaign}}',
    body: lines(
      'The working days have changed: the deadline for the {{phase}} of “{{campaign}}” moves from {{from}} to {{to}}.',
      'Calendar: {{basis}}',
    ),
  },
  UnitDeadlineRecomputed: {
    subject: 'The unit’s deadline is counted again: {{to}} ({{phase}})',
    body: 'The working days have changed: the unit’s deadline for the {{phase}} of “{{campaign}}” moves from {{from}} to {{to}}.',
  },
  CampaignPaused: {
    subject: 'Paused: {{campaign}}',
    body: lines(
      '“{{campaign}}” is paused until further notice. Open deadlines will move accordingly.',
      'Reason: {{reason}}',
    ),
  },
  CampaignResumed: {
    subject: 'Resumed: {{campaign}}',
    body: lines('“{{campaign}}” has been resumed.', '{{#deadlines}}', '{{deadlines}}', '{{/deadlines}}'),
  },
  CampaignAmended: {
    subject: 'Requirements amended: {{campaign}}',
    body: lines(
      'The requirements of “{{campaign}}” are amended{{#number}} (amendment {{number}}){{/number}}, with effect from {{effectiveOn}}. Basis: {{basis}}.',
      '{{#changes}}',
      '{{changes}}',
      '{{/changes}}',
      'Please read the new requirements and acknowledge the amendment in Đôn Đốc.',
    ),
  },
  CampaignClosed: {
    subject: 'Closed: {{campaign}}',
    body: lines('“{{campaign}}” has been closed.', 'Reason: {{reason}}'),
  },
  CampaignCancelled: {
    subject: 'Cancelled: {{campaign}}',
    body: lines('“{{campaign}}” has been cancelled; nothing more is to be done.', 'Reason: {{reason}}'),
  },
  SelfReviewSubmitted: {
    subject: '{{unit}} submitted its review report',
    body: '{{unit}} submitted version {{version}} of its review report for “{{campaign}}”, {{#isLate}}late{{/isLate}}{{^isLate}}on time{{/isLate}}.',
  },
  PlanSubmitted: {
    subject: '{{unit}} submitted its remediation plan',
    body: '{{unit}} submitted version {{version}} of its remediation plan for “{{campaign}}”, {{#isLate}}late{{/isLate}}{{^isLate}}on time{{/isLate}}.',
  },
  ActionReportedDone: {
    subject: '{{unit}} reported action {{actionId}} done',
    body: lines(
      '{{unit}} reported action {{actionId}} of its remediation plan for “{{campaign}}” done (report {{version}}).',
      'Please look at the evidence and verify the result in Đôn Đốc.',
    ),
  },
  WebhookDisabled: {
    subject: 'No more webhooks to {{receiver}}',
    body: lines(
      'Notices are no longer delivered to {{receiver}}: it does not take them ({{reason}}).',
      'Please look at the receiver, then resume the webhook in Đôn Đốc. What came meanwhile is in the inbox.',
    ),
  },
  EscalationReported: {
    subject:
      '{{#isMonitor}}Overdue{{/isMonitor}}{{#isUrge}}Urged ({{step}}){{/isUrge}}{{#isCheck}}Check proposed{{/isCheck}}: {{unit}}, {{phase}} overdue',
    body: lines(
      'The {{phase}} of {{unit}} for “{{campaign}}” was due on {{dueOn}}.',
      'To be reported to: {{recipients}}.',
    ),
  },
};
