import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { isMonitoringEvent } from '@dondoc/domain/assignment/monitoring/monitoring.events.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { FindingEvent } from '@dondoc/domain/finding/finding.events.ts';
import { unknownEvent } from '@dondoc/read-models/projection.ts';
import { monitoringNotices } from './monitoring-notices.ts';
import { beyondUnit } from './beyond-unit.ts';
import type { CampaignFacts } from './campaign-facts.ts';
import type { Notice, NoticeFacts } from './notice-facts.ts';

/** `code`: what it is called when it is not known here. */
export type UnitName = (unitId: string, code?: string) => string;

/** What an amendment is among those of its campaign: seen by whoever has seen the requirements before it. */
export type AmendmentFacts = Pick<NoticeFacts['CampaignAmended'], 'number' | 'changes'>;

/** Which step of a campaign its units are told of. Reasons given here are not sealed: they are meant for everybody. */
export function campaignNotices(
  event: CampaignEvent,
  campaign: CampaignFacts,
  amendment: AmendmentFacts = { number: null, changes: [] },
): Notice[] {
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
    case 'RatingOpened':
      return [{ to, kind: event.type, facts: { campaign, cutOffOn: event.data.cutOffOn } }];
    case 'CampaignAmended':
      return [
        {
          to,
          kind: event.type,
          facts: { campaign, effectiveOn: event.data.effectiveOn, basis: event.data.basis.ref, ...amendment },
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
  unitName: UnitName,
): Notice[] {
  const to = { unitId: event.data.unitId };
  const administrators = { administratorsAbout: event.data.unitId };
  if (isMonitoringEvent(event)) return monitoringNotices(event, campaign, unitName);
  switch (event.type) {
    case 'UnitAssigned':
      return [{ to, kind: event.type, facts: { campaign, lateJoin: lateJoinOf(event.data) } }];
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
      const { phase, dueOn, offset, amendments = [], channels } = event.data;
      const facts = { campaign, phase, dueOn, isPast: offset > 0, amendments };
      return [{ to, kind: event.type, facts, ...(channels && { channels }) }];
    }
    case 'ItemsInherited': {
      const { from, basis, step, actionIds: actions } = event.data;
      const cycle = step?.status ?? null;
      const dueOn = step?.dueOn ?? null;
      const facts = {
        campaign,
        predecessor: unitName(from.unitId, from.code),
        basis: basis.ref,
        cycle,
        dueOn,
        actions,
      };
      return [{ to, kind: event.type, facts }];
    }
    case 'EscalationRaised':
      return escalationNotices(event.data, campaign, unitName);
    case 'AcknowledgementRecorded':
    case 'ReviewMeetingRecorded':
    case 'EscalationCleared':
    case 'ScoreComputed':
    // The voided approval tells of it.
    case 'PlanAmended':
    case 'DeputyActed':
    case 'AmendmentAcknowledged':
    // The unit is no more; its successors are told.
    case 'ItemsTransferred':
      return [];
    default:
      throw unknownEvent(event);
  }
}

/** The unit is told of what is found at it, and of its end. The quotation itself is read where it is kept. */
export function findingNotices(event: FindingEvent, unitName: UnitName): Notice[] {
  const to = { unitId: event.data.unitId };
  switch (event.type) {
    case 'FindingRegistered': {
      const { no, origin, due, parentId } = event.data;
      const { number, issuer, signedOn, item } = origin;
      if (parentId !== null) {
        const whole = { no: no.replace(/\.\d+$/, ''), number, issuer, signedOn };
        return [{ to, kind: 'FindingDivided', facts: whole, once: `${parentId}/divided` }];
      }
      const facts = { no, number, issuer, signedOn, item, dueOn: due?.on ?? null };
      return [{ to, kind: event.type, facts }];
    }
    case 'FindingClosed': {
      const { no, as, basis } = event.data;
      return [{ to, kind: event.type, facts: { no, as, basis: basis.ref } }];
    }
    // However many they are, the successor is told once of those of one unit.
    case 'FindingInherited': {
      const { from, succession } = event.data;
      const facts = { predecessor: unitName(from.unitId, from.code) };
      return [{ to, kind: 'FindingsInherited', facts, once: `${succession}/${from.code}` }];
    }
    // Its parts tell of it.
    case 'FindingSplit':
    case 'FindingAdvanced':
    case 'FindingTransferred':
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
  unitName: UnitName,
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

/** Who joins as a successor is told of what it takes over instead. */
const lateJoinOf = ({ lateJoin, inherits }: Extract<AssignmentEvent, { type: 'UnitAssigned' }>['data']) =>
  lateJoin === null || inherits !== undefined ? null : lateJoin.ref;

function later(one: Day | undefined, other: Day | undefined): Day | null {
  if (one === undefined || other === undefined) return one ?? other ?? null;
  return one > other ? one : other;
}
