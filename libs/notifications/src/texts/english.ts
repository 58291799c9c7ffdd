import type { Verdict } from '@dondoc/domain/assignment/assignment.events.ts';
import { PHASES, type Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { EscalationLevel, Recipient } from '@dondoc/domain/escalation/cadence.ts';
import type { ClosedStatus } from '@dondoc/domain/finding/finding.events.ts';
import type { CampaignFacts, NoticeWords } from '../notice-facts.ts';
import { dayText } from './day-text.ts';
import { monitoringEnglish, rungName } from './monitoring-english.ts';

const STEP: Record<Phase, string> = {
  ACKNOWLEDGE: 'acknowledgement',
  REVIEW: 'review report',
  PLAN: 'remediation plan',
};
const RECIPIENT: Record<Recipient, string> = {
  UNIT: 'the unit',
  HEAD: 'the head of the unit',
  SUPERIOR: 'the unit above',
  RESPONSIBLE_MEMBER: 'the responsible member of the Standing Board',
  STANDING_COMMITTEE: 'the Permanent Committee',
};

const ASKED: Record<EscalationLevel, string> = {
  MONITOR: 'The delay is being followed.',
  URGE: 'Please complete it now and state why it is late.',
  CHECK: 'The delay has been reported to the competent authority, which may check the unit.',
};

const VERDICT: Record<Verdict, { subject: string; body: string }> = {
  ACCEPTED: { subject: 'Remediation verified', body: 'has been verified and closed.' },
  PARTIAL: { subject: 'Remedied in part', body: 'was found to be done in part.' },
  REJECTED: { subject: 'Report on an action sent back', body: 'was found not to be done yet.' },
};

const CLOSED: Record<ClosedStatus, string> = {
  VERIFIED_CLOSED: 'has been verified as remedied.',
  ACCEPTED_NOT_REMEDIABLE: 'is accepted by the competent authority as not remediable.',
  NO_LONGER_APPLICABLE: 'no longer applies.',
};

const named = ({ title }: CampaignFacts) => `“${title}”`;
const lines = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join('\n');
const deadlines = (campaign: CampaignFacts) =>
  PHASES.flatMap((phase) => {
    const on = campaign.deadlines[phase];
    return on === undefined ? [] : [`Deadline for the ${STEP[phase]}: ${dayText(on)}.`];
  });
const under = ({ directive }: CampaignFacts) =>
  directive === null ? '' : ` under directive ${directive.number}`;
const IN_SYSTEM = 'The reasons are in the unit’s file in Đôn Đốc.';
const timeliness = (isLate: boolean) => (isLate ? 'late' : 'on time');

export const english: NoticeWords = {
  ...monitoringEnglish,
  UnitAssigned: ({ campaign }) => ({
    subject: `Assigned: ${campaign.title}`,
    body: lines(
      `The unit has been assigned ${named(campaign)}${under(campaign)}.`,
      ...deadlines(campaign),
      'Please acknowledge and complete each step in Đôn Đốc in time.',
    ),
  }),
  UnitExempted: ({ campaign, basis }) => ({
    subject: `Exempted: ${campaign.title}`,
    body: `The unit has been exempted from ${named(campaign)}. Basis: ${basis}.`,
  }),
  ReviewSuggestionIssued: ({ campaign, no, basis, answerBy }) => ({
    subject: `Suggestion ${no} for the review: ${campaign.title}`,
    body: lines(
      `Suggestion ${no} was put to the unit for its review in ${named(campaign)}. Basis: ${basis}.`,
      answerBy === null
        ? 'Please answer it in the review report.'
        : `The review report is open again: please answer it and submit the report by ${dayText(answerBy)}.`,
      'Its text is in the unit’s file in Đôn Đốc.',
    ),
  }),
  FindingRegistered: ({ no, number, issuer, signedOn, item, dueOn }) => ({
    subject: `Finding ${no} (${number})`,
    body: lines(
      `Finding ${no} against the unit is on record: ${number} of ${dayText(signedOn)}, ${issuer}, item ${item}.`,
      dueOn === null ? null : `To be remedied by ${dayText(dueOn)}.`,
      'Please read it in Đôn Đốc and answer it in the review report.',
    ),
  }),
  FindingClosed: ({ no, as, basis }) => ({
    subject: `Finding ${no} is closed`,
    body: `Finding ${no} against the unit ${CLOSED[as]} Basis: ${basis}.`,
  }),
  SelfReviewReturned: ({ campaign, version, resubmitBy }) => ({
    subject: `Review report returned: ${campaign.title}`,
    body: lines(
      `Version ${version} of the review report was returned for completion. ${IN_SYSTEM}`,
      `Please submit it again by ${dayText(resubmitBy)}.`,
    ),
  }),
  SelfReviewAccepted: ({ campaign, version, planBy }) => ({
    subject: `Review report accepted: ${campaign.title}`,
    body: lines(
      `Version ${version} of the review report has been accepted.`,
      planBy === null ? null : `Please submit the remediation plan by ${dayText(planBy)}.`,
    ),
  }),
  PlanReturned: ({ campaign, version, resubmitBy }) => ({
    subject: `Remediation plan returned: ${campaign.title}`,
    body: lines(
      `Version ${version} of the remediation plan was returned for completion. ${IN_SYSTEM}`,
      `Please submit it again by ${dayText(resubmitBy)}.`,
    ),
  }),
  PlanApproved: ({ campaign, version }) => ({
    subject: `Remediation plan approved: ${campaign.title}`,
    body: `Version ${version} of the remediation plan has been approved. Please carry it out.`,
  }),
  VerificationRecorded: ({ campaign, actionId, verdict }) => ({
    subject: `${VERDICT[verdict].subject}: action ${actionId}`,
    body: lines(
      `Action ${actionId} of the unit’s remediation plan for ${named(campaign)} ${VERDICT[verdict].body}`,
      verdict === 'ACCEPTED' ? null : `${IN_SYSTEM} Please continue and report it again with evidence.`,
    ),
  }),
  ReminderSent: ({ campaign, phase, dueOn, isPast }) => ({
    subject: `Reminder: ${STEP[phase]}, due ${dayText(dueOn)}`,
    body: isPast
      ? `The unit’s ${STEP[phase]} for ${named(campaign)} was due on ${dayText(dueOn)}. Please complete it now.`
      : `The unit’s ${STEP[phase]} for ${named(campaign)} is due on ${dayText(dueOn)}.`,
  }),
  EscalationRaised: ({ campaign, phase, level, step, dueOn }) => ({
    subject: `${rungName(level, step)}: ${STEP[phase]} overdue`,
    body: lines(
      `The unit’s ${STEP[phase]} for ${named(campaign)} was due on ${dayText(dueOn)}.`,
      ASKED[level],
    ),
  }),
  DeadlineExtended: ({ campaign, phase, from, to, basis, reason }) => ({
    subject: `Deadline extended to ${dayText(to)} (${STEP[phase]}): ${campaign.title}`,
    body: lines(
      `The deadline for the ${STEP[phase]} of ${named(campaign)} moves from ${dayText(from)} to ${dayText(to)}.`,
      `Reason: ${reason}`,
      `Basis: ${basis}`,
    ),
  }),
  UnitDeadlineExtended: ({ campaign, phase, from, to, basis }) => ({
    subject: `The unit’s deadline is extended to ${dayText(to)} (${STEP[phase]})`,
    body: lines(
      `The unit’s deadline for the ${STEP[phase]} of ${named(campaign)} moves from ${dayText(from)} to ${dayText(to)}.`,
      `Basis: ${basis}`,
    ),
  }),
  DeadlineRecomputed: ({ campaign, phase, from, to, basis }) => ({
    subject: `Deadline counted again: ${dayText(to)} (${STEP[phase]}): ${campaign.title}`,
    body: lines(
      `The working days have changed: the deadline for the ${STEP[phase]} of ${named(campaign)} moves from ${dayText(from)} to ${dayText(to)}.`,
      `Calendar: ${basis}`,
    ),
  }),
  UnitDeadlineRecomputed: ({ campaign, phase, from, to }) => ({
    subject: `The unit’s deadline is counted again: ${dayText(to)} (${STEP[phase]})`,
    body: `The working days have changed: the unit’s deadline for the ${STEP[phase]} of ${named(campaign)} moves from ${dayText(from)} to ${dayText(to)}.`,
  }),
  CampaignPaused: ({ campaign, reason }) => ({
    subject: `Paused: ${campaign.title}`,
    body: lines(
      `${named(campaign)} is paused until further notice. Open deadlines will move accordingly.`,
      `Reason: ${reason}`,
    ),
  }),
  CampaignResumed: ({ campaign }) => ({
    subject: `Resumed: ${campaign.title}`,
    body: lines(`${named(campaign)} has been resumed.`, ...deadlines(campaign)),
  }),
  CampaignAmended: ({ campaign, effectiveOn, basis }) => ({
    subject: `Requirements amended: ${campaign.title}`,
    body: lines(
      `The requirements of ${named(campaign)} are amended from ${dayText(effectiveOn)} on. Basis: ${basis}.`,
      'Please read the new requirements in Đôn Đốc.',
    ),
  }),
  CampaignClosed: ({ campaign, reason }) => ({
    subject: `Closed: ${campaign.title}`,
    body: lines(`${named(campaign)} has been closed.`, `Reason: ${reason}`),
  }),
  CampaignCancelled: ({ campaign, reason }) => ({
    subject: `Cancelled: ${campaign.title}`,
    body: lines(`${named(campaign)} has been cancelled; nothing more is to be done.`, `Reason: ${reason}`),
  }),
  SelfReviewSubmitted: ({ campaign, unit, version, isLate }) => ({
    subject: `${unit} submitted its review report`,
    body: `${unit} submitted version ${version} of its review report for ${named(campaign)}, ${timeliness(isLate)}.`,
  }),
  PlanSubmitted: ({ campaign, unit, version, isLate }) => ({
    subject: `${unit} submitted its remediation plan`,
    body: `${unit} submitted version ${version} of its remediation plan for ${named(campaign)}, ${timeliness(isLate)}.`,
  }),
  ActionReportedDone: ({ campaign, unit, actionId, version }) => ({
    subject: `${unit} reported action ${actionId} done`,
    body: lines(
      `${unit} reported action ${actionId} of its remediation plan for ${named(campaign)} done (report ${version}).`,
      'Please look at the evidence and verify the result in Đôn Đốc.',
    ),
  }),
  EscalationReported: ({ campaign, unit, phase, level, step, dueOn, to }) => ({
    subject: `${rungName(level, step)}: ${unit}, ${STEP[phase]} overdue`,
    body: lines(
      `The ${STEP[phase]} of ${unit} for ${named(campaign)} was due on ${dayText(dueOn)}.`,
      `To be reported to: ${to.map((recipient) => RECIPIENT[recipient]).join('; ')}.`,
    ),
  }),
};
