import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { isMonitoringEvent } from '@dondoc/domain/assignment/monitoring/monitoring.events.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { FindingEvent } from '@dondoc/domain/finding/finding.events.ts';
import { unknownEvent } from '@dondoc/read-models/projection.ts';
import { monitoringNotices } from './monitoring-notices.ts';
import { beyondUnit } from './beyond-unit.ts';
import type { CampaignFacts, Notice } from './notice-facts.ts';

/** Which step of a campaign its units are told of. Reasons given here are not sealed: they are meant for everybody. */
export function campaignNotices(event: CampaignEvent, campaign: CampaignFacts): Notice[] {
  const to = 'EVERY_UNIT' as const;
  switch (event.type) {
    case 'DeadlineExtended': {
      const { phase, from, to: extended, reason } = event.data;
      const basis = extended.basis.ref;
      return [
        { to, kind: event.type, facts: { campaign, phase, from: from.on, to: extended.on, basis, reason } },
      ];
    }
    case 'DeadlineRecomputed': {
      const { phase, from, to: recounted, because } = event.data;
      const basis = `${because.code} ${because.version}`;
      return [{ to, kind: event.type, facts: { campaign, phase, from: from.on, to: recounted.on, basis } }];
    }
    case 'CampaignPaused':
    case 'CampaignClosed':
    case 'CampaignCancelled':
      return [{ to, kind: event.type, facts: { campaign, reason: event.data.reason } }];
    case 'CampaignResumed':
      return [{ to, kind: event.type, facts: { campaign } }];
    case 'CampaignAmended':
      return [
        {
          to,
          kind: event.type,
          facts: { campaign, effectiveOn: event.data.effectiveOn, basis: event.data.basis.ref },
        },
      ];
    case 'CampaignDrafted':
    case 'DeadlineSet':
    case 'AddresseesExpanded':
    // Each deadline it moves tells of it.
    case 'CalendarVersionAdopted':
    case 'AddresseeAdded':
    case 'CampaignIssued':
    case 'ReviewingOpened':
    case 'RatingOpened':
    case 'ScoringCompleted':
    case 'MonitoringOpened':
      return [];
    default:
      throw unknownEvent(event);
  }
}

/** Who is told of a step of one unit: the unit of what concerns it, the administrators of what they must look at. */
export function assignmentNotices(
  event: AssignmentEvent,
  campaign: CampaignFacts,
  unitName: (unitId: string) => string,
): Notice[] {
  const to = { unitId: event.data.unitId };
  const administrators = { administratorsAbout: event.data.unitId };
  if (isMonitoringEvent(event)) return monitoringNotices(event, campaign, unitName);
  switch (event.type) {
    case 'UnitAssigned':
      return [{ to, kind: event.type, facts: { campaign } }];
    case 'UnitExempted':
      return [{ to, kind: event.type, facts: { campaign, basis: event.data.basis.ref } }];
    case 'SelfReviewSubmitted':
    case 'PlanSubmitted': {
      const facts = {
        campaign,
        unit: unitName(event.data.unitId),
        version: event.data.version,
        isLate: event.data.timeliness.isLate,
      };
      return [{ to: administrators, kind: event.type, facts }];
    }
    case 'ReviewSuggestionIssued': {
      const { no, basis, reopens } = event.data;
      const facts = { campaign, no, basis: basis.ref, answerBy: reopens?.on ?? null };
      return [{ to, kind: event.type, facts }];
    }
    case 'SelfReviewReturned':
    case 'PlanReturned':
      return [
        {
          to,
          kind: event.type,
          facts: { campaign, version: event.data.version, resubmitBy: event.data.resubmit.on },
        },
      ];
    case 'SelfReviewAccepted': {
      const planBy = later(event.data.plan?.on, campaign.deadlines.PLAN);
      return [{ to, kind: event.type, facts: { campaign, version: event.data.version, planBy } }];
    }
    case 'PlanApproved':
      return [{ to, kind: event.type, facts: { campaign, version: event.data.version } }];
    case 'ActionReportedDone': {
      const { unitId, actionId, version } = event.data;
      const facts = { campaign, unit: unitName(unitId), actionId, version };
      return [{ to: administrators, kind: event.type, facts }];
    }
    case 'VerificationRecorded': {
      const { actionId, verdict } = event.data;
      return [{ to, kind: event.type, facts: { campaign, actionId, verdict } }];
    }
    case 'UnitDeadlineExtended': {
      const { phase, from, to: extended } = event.data;
      const facts = { campaign, phase, from: from.on, to: extended.on, basis: extended.basis.ref };
      return [{ to, kind: event.type, facts }];
    }
    case 'UnitDeadlineRecomputed': {
      const { phase, from, to: recounted } = event.data;
      return [{ to, kind: event.type, facts: { campaign, phase, from: from.on, to: recounted.on } }];
    }
    case 'ReminderSent': {
      const { phase, dueOn, offset, channels } = event.data;
      const facts = { campaign, phase, dueOn, isPast: offset > 0 };
      return [{ to, kind: event.type, facts, ...(channels && { channels }) }];
    }
    case 'EscalationRaised':
      return escalationNotices(event.data, campaign, unitName);
    case 'AcknowledgementRecorded':
    case 'ReviewMeetingRecorded':
    case 'EscalationCleared':
    case 'ScoreComputed':
    // The voided approval tells of it.
    case 'PlanAmended':
    // Who joins by it is told of its assignment, and reads there what it took over.
    case 'AmendmentAcknowledged':
    case 'ItemsTransferred':
    case 'ItemsInherited':
      return [];
    default:
      throw unknownEvent(event);
  }
}

/** The unit is told of what is found at it, and of its end. The quotation itself is read where it is kept. */
export function findingNotices(event: FindingEvent): Notice[] {
  const to = { unitId: event.data.unitId };
  switch (event.type) {
    case 'FindingRegistered': {
      const { no, origin, due, parentId } = event.data;
      if (parentId !== null) return [];
      const { number, issuer, signedOn, item } = origin;
      const facts = { no, number, issuer, signedOn, item, dueOn: due?.on ?? null };
      return [{ to, kind: event.type, facts }];
    }
    case 'FindingClosed': {
      const { no, as, basis } = event.data;
      return [{ to, kind: event.type, facts: { no, as, basis: basis.ref } }];
    }
    case 'FindingSplit':
    case 'FindingAdvanced':
    case 'FindingTransferred':
    case 'FindingInherited':
      return [];
    default:
      throw unknownEvent(event);
  }
}

/**
 * The unit hears of it itself, and so does the unit above where it launched the campaign on; for heads and committees the
 * administrators carry it further.
 */
function escalationNotices(
  data: Extract<AssignmentEvent, { type: 'EscalationRaised' }>['data'],
  campaign: CampaignFacts,
  unitName: (unitId: string) => string,
): Notice[] {
  const { unitId, phase, level, step, dueOn, superiorUnitId, channels } = data;
  const by = channels === undefined ? {} : { channels };
  const raised = { campaign, phase, level, step, dueOn };
  const notices: Notice[] = [];
  if (data.to.includes('UNIT'))
    notices.push({ to: { unitId }, kind: 'EscalationRaised', facts: raised, ...by });
  for (const { recipients, to } of beyondUnit(data.to, { unitId, superiorUnitId })) {
    const facts = { ...raised, unit: unitName(unitId), to: recipients };
    notices.push({ to, kind: 'EscalationReported', facts, ...by });
  }
  return notices;
}

function later(one: Day | undefined, other: Day | undefined): Day | null {
  if (one === undefined || other === undefined) return one ?? other ?? null;
  return one > other ? one : other;
}
