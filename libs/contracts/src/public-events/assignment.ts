import { z } from 'zod';
import { Phase } from '../terms.ts';
import { Day, Instant } from '../text.ts';
import {
  contentHash,
  count,
  nth,
  ofAssignment,
  PublicDeadline,
  PublicId,
  recomputed,
  Timeliness,
} from './parts.ts';

const submission = { ...ofAssignment, version: nth.meta({ description: 'Number of the submission.' }) };
const returned = { ...submission, resubmit: PublicDeadline, returnedAt: Instant };
const rung = {
  ...ofAssignment,
  phase: Phase,
  level: z.enum(['MONITOR', 'URGE', 'CHECK']),
  step: count,
};

/** A unit’s way from being told to its verified actions. How a ballot went is for those it is about: never here. */
export const ASSIGNMENT_EVENTS = {
  'vn.dondoc.assignment.assigned.v1': z.object({
    ...ofAssignment,
    directiveId: PublicId,
    code: z.string(),
    category: z.string(),
    peerGroup: z.string(),
  }),
  'vn.dondoc.assignment.acknowledged.v1': z.object({ ...ofAssignment, timeliness: Timeliness }),
  'vn.dondoc.assignment.review-meeting-recorded.v1': z.object({
    ...ofAssignment,
    heldOn: Day,
    summoned: count,
    present: count,
  }),
  'vn.dondoc.assignment.suggestion-issued.v1': z.object({
    ...ofAssignment,
    no: z.string().meta({ description: 'Its number among the suggestions to this unit.' }),
    reopens: PublicDeadline.nullable().meta({
      description:
        'The deadline for the answer when the review was in already; null: answered with the review.',
    }),
    issuedAt: Instant,
  }),
  'vn.dondoc.assignment.self-review-submitted.v1': z.object({
    ...submission,
    answeredFindings: z
      .array(PublicId)
      .exactOptional()
      .meta({ description: 'The findings it answers. Absent: an early log, which did not say.' }),
    timeliness: Timeliness,
  }),
  'vn.dondoc.assignment.self-review-returned.v1': z.object(returned),
  'vn.dondoc.assignment.self-review-accepted.v1': z.object({
    ...submission,
    plan: PublicDeadline.nullable().meta({ description: 'A deadline for the plan of the unit’s own.' }),
    acceptedAt: Instant,
  }),
  'vn.dondoc.assignment.plan-submitted.v1': z.object({ ...submission, timeliness: Timeliness }),
  'vn.dondoc.assignment.plan-returned.v1': z.object(returned),
  'vn.dondoc.assignment.plan-approved.v1': z.object({
    ...submission,
    hash: contentHash.exactOptional(),
    approvedAt: Instant.exactOptional(),
  }),
  'vn.dondoc.assignment.action-reported-done.v1': z.object({
    ...ofAssignment,
    actionId: z.string(),
    version: nth.meta({ description: 'Number of the report on this action.' }),
  }),
  'vn.dondoc.assignment.verification-recorded.v1': z.object({
    ...ofAssignment,
    actionId: z.string(),
    version: nth.meta({ description: 'Number of the report that was judged.' }),
    verdict: z.enum(['ACCEPTED', 'PARTIAL', 'REJECTED']),
    percent: z
      .int()
      .min(1)
      .max(99)
      .exactOptional()
      .meta({ description: 'With PARTIAL: how much is remedied.' }),
  }),
  'vn.dondoc.assignment.deadline-extended.v1': z.object({
    ...ofAssignment,
    phase: Phase,
    from: PublicDeadline,
    to: PublicDeadline,
    days: z.int(),
    grantedAt: Instant,
  }),
  'vn.dondoc.assignment.deadline-recomputed.v1': z.object({
    ...ofAssignment,
    ...recomputed,
    recomputedAt: Instant,
  }),
  'vn.dondoc.assignment.escalation-raised.v1': z.object({ ...rung, dueOn: Day }),
  'vn.dondoc.assignment.escalation-cleared.v1': z.object(rung),
  'vn.dondoc.assignment.exempted.v1': z.object(ofAssignment),
} as const;
