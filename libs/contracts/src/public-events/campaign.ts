import { z } from 'zod';
import { Phase } from '../terms.ts';
import { Day, Instant } from '../text.ts';
import { count, nth, PublicCalendar, PublicDeadline, PublicId as Id, recomputed } from './parts.ts';

const PublicAddressee = z
  .object({ unitId: Id, code: z.string(), category: z.string(), peerGroup: z.string() })
  .meta({ id: 'PublicAddressee' });

const PublicRequirement = z
  .object({
    no: z.string(),
    kind: z.enum(['TOPIC_REVIEW', 'FINDINGS_LINKED', 'PLAN_REQUIRED', 'DATA']),
    mandatory: z.boolean(),
    appliesTo: z.array(z.string()),
  })
  .meta({ id: 'PublicRequirement' });

const PolicyRef = z.object({ code: z.string(), version: z.int() }).meta({ id: 'PublicPolicy' });

const campaign = { campaignId: Id };

export const CAMPAIGN_EVENTS = {
  'vn.dondoc.campaign.drafted.v1': z.object({
    ...campaign,
    directiveId: Id,
    title: z.string(),
    reviewYear: z.int(),
    monitoringYear: z.int(),
    zone: z.string(),
    policy: PolicyRef,
    requirements: z.array(PublicRequirement),
    cutOffOn: Day,
    parent: z
      .object({ campaignId: Id, unitId: Id })
      .optional()
      .meta({ description: 'Of a cascade: the campaign it carries on, and the unit that launched it.' }),
  }),
  'vn.dondoc.campaign.deadline-set.v1': z.object({ ...campaign, deadline: PublicDeadline }),
  'vn.dondoc.campaign.addressees-expanded.v1': z.object({
    ...campaign,
    page: nth,
    units: z.array(PublicAddressee),
  }),
  'vn.dondoc.campaign.issued.v1': z.object({ ...campaign, unitCount: count }),
  'vn.dondoc.campaign.reviewing-opened.v1': z.object({ ...campaign, assigned: count }),
  'vn.dondoc.campaign.amended.v1': z.object({
    ...campaign,
    requirements: z.array(PublicRequirement),
    effectiveOn: Day,
  }),
  'vn.dondoc.campaign.deadline-extended.v1': z.object({
    ...campaign,
    phase: Phase,
    from: PublicDeadline,
    to: PublicDeadline,
  }),
  'vn.dondoc.campaign.calendar-adopted.v1': z.object({
    ...campaign,
    calendar: PublicCalendar,
    replaced: PublicCalendar,
    adoptedAt: Instant,
  }),
  'vn.dondoc.campaign.deadline-recomputed.v1': z.object({ ...campaign, ...recomputed }),
  'vn.dondoc.campaign.addressee-added.v1': z.object({ ...campaign, unit: PublicAddressee }),
  'vn.dondoc.campaign.paused.v1': z.object({ ...campaign, pausedAt: Instant }),
  'vn.dondoc.campaign.resumed.v1': z.object({
    ...campaign,
    pausedAt: Instant,
    resumedAt: Instant,
    pausedDays: count,
    deadlines: z.array(PublicDeadline),
  }),
  'vn.dondoc.campaign.rating-opened.v1': z.object({ ...campaign, cutOffOn: Day }),
  'vn.dondoc.campaign.scoring-completed.v1': z.object({ ...campaign, policy: PolicyRef, scored: count }),
  'vn.dondoc.campaign.monitoring-opened.v1': z.object(campaign),
  'vn.dondoc.campaign.closed.v1': z.object(campaign),
  'vn.dondoc.campaign.cancelled.v1': z.object(campaign),
} as const;
