// What other systems are told, as a product: once released, a type's data changes only by optional additions; anything else
// is a new type (`.v2`). Each schema is also the list of what may leave: whatever it does not name stays in the log.
import { z } from 'zod';
import { Phase } from './terms.ts';
import { Day, Instant } from './text.ts';

const Id = z.uuid();
const count = z.int().min(0);
const nth = z.int().min(1);

const PublicDeadline = z
  .object({
    phase: Phase,
    on: Day.meta({ description: 'The last good day.' }),
    endsAt: Instant.meta({ description: 'The first instant that is late.' }),
  })
  .meta({ id: 'PublicDeadline' });

const Timeliness = z
  .object({
    due: PublicDeadline,
    originalOn: Day.meta({ description: 'The day first set; an extension never hides it.' }),
    isLate: z.boolean(),
    lateSeconds: count,
  })
  .meta({ id: 'Timeliness' });

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

const profile = {
  unitId: Id,
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  addresseeCategory: z.string(),
  peerGroup: z.string(),
  parentCode: z.string().nullable(),
};
const campaign = { campaignId: Id };
const assignment = { campaignId: Id, unitId: Id };
const submission = { ...assignment, version: nth.meta({ description: 'Number of the submission.' }) };
const returned = { ...submission, resubmit: PublicDeadline, returnedAt: Instant };
const rung = {
  ...assignment,
  phase: Phase,
  level: z.enum(['MONITOR', 'URGE', 'CHECK']),
  step: count,
};

/** Stands where the engine keeps something for itself, so that the versions of a stream have no hole. */
export const INTERNAL_TYPE = 'vn.dondoc.internal.v1';

/** Data of each CloudEvents `type`. */
export const PublicEvents = {
  [INTERNAL_TYPE]: z.object({}),

  'vn.dondoc.directive.issued.v1': z.object({
    directiveId: Id,
    family: z.enum(['PARTY', 'STATE']).nullable(),
    number: z.object({
      raw: z.string(),
      seq: z.int(),
      type: z.string(),
      issuer: z.string(),
      term: z.string(),
    }),
    issuedOn: Day,
    sourceSha256: z.string(),
  }),

  'vn.dondoc.unit.registered.v1': z.object({ ...profile, validFrom: Day, validTo: Day.nullable() }),
  'vn.dondoc.unit.profile-corrected.v1': z.object(profile),
  'vn.dondoc.unit.dissolved.v1': z.object({ unitId: Id, on: Day }),

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

  'vn.dondoc.assignment.assigned.v1': z.object({
    ...assignment,
    directiveId: Id,
    code: z.string(),
    category: z.string(),
    peerGroup: z.string(),
  }),
  'vn.dondoc.assignment.acknowledged.v1': z.object({ ...assignment, timeliness: Timeliness }),
  'vn.dondoc.assignment.review-meeting-recorded.v1': z.object({
    ...assignment,
    heldOn: Day,
    summoned: count,
    present: count,
  }),
  'vn.dondoc.assignment.self-review-submitted.v1': z.object({ ...submission, timeliness: Timeliness }),
  'vn.dondoc.assignment.self-review-returned.v1': z.object(returned),
  'vn.dondoc.assignment.self-review-accepted.v1': z.object({
    ...submission,
    plan: PublicDeadline.nullable().meta({ description: 'A deadline for the plan of the unit’s own.' }),
    acceptedAt: Instant,
  }),
  'vn.dondoc.assignment.plan-submitted.v1': z.object({ ...submission, timeliness: Timeliness }),
  'vn.dondoc.assignment.plan-returned.v1': z.object(returned),
  'vn.dondoc.assignment.plan-approved.v1': z.object(submission),
  'vn.dondoc.assignment.action-reported-done.v1': z.object({
    ...assignment,
    actionId: z.string(),
    version: nth.meta({ description: 'Number of the report on this action.' }),
  }),
  'vn.dondoc.assignment.verification-recorded.v1': z.object({
    ...assignment,
    actionId: z.string(),
    version: nth.meta({ description: 'Number of the report that was judged.' }),
    verdict: z.enum(['ACCEPTED', 'PARTIAL', 'REJECTED']),
  }),
  'vn.dondoc.assignment.deadline-extended.v1': z.object({
    ...assignment,
    phase: Phase,
    from: PublicDeadline,
    to: PublicDeadline,
    days: z.int(),
    grantedAt: Instant,
  }),
  'vn.dondoc.assignment.escalation-raised.v1': z.object({ ...rung, dueOn: Day }),
  'vn.dondoc.assignment.escalation-cleared.v1': z.object(rung),
  'vn.dondoc.assignment.exempted.v1': z.object(assignment),
} as const;

export type PublicType = keyof typeof PublicEvents;

/**
 * CloudEvents 1.0 attributes as Kafka headers (binary mode): every value is text. `streamversion` counts the events of a
 * stream from 1 without a hole: it is what a consumer compares to recognise a duplicate and a gap.
 */
export const PublicHeaders = z
  .object({
    ce_specversion: z.literal('1.0'),
    ce_id: z.uuid().meta({ description: 'The event; the same however often it is published.' }),
    ce_source: z.literal('urn:vn:dondoc:log'),
    ce_type: z.string(),
    ce_subject: z.uuid().meta({ description: 'The stream; also the key of the message.' }),
    ce_time: Instant.meta({ description: 'When it was decided.' }),
    ce_partitionkey: z.uuid(),
    ce_streamversion: z
      .string()
      .regex(/^[1-9]\d*$/)
      .meta({ description: 'Version within the stream: 1, 2, 3 … without a hole.' }),
    ce_position: z
      .string()
      .regex(/^[1-9]\d*$/)
      .meta({ description: 'Position in the whole log.' }),
    ce_correlationid: z.string().meta({ description: 'The campaign or directive it belongs to.' }),
    'content-type': z.literal('application/json'),
  })
  .meta({ id: 'PublicHeaders' });
export type PublicHeaders = z.infer<typeof PublicHeaders>;
