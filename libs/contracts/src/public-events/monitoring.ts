import { z } from 'zod';
import { Day, Due, Instant, Sha256 } from '../text.ts';
import { contentHash, count, nth, ofAssignment } from './parts.ts';

const action = { ...ofAssignment, actionId: z.string() };
const period = {
  ...ofAssignment,
  period: z.string().meta({ description: 'Such as 2027-Q2, 2027-05 or 2027-H1.' }),
};
const request = nth.meta({ description: 'Number of the request for more time, counted for each action.' });
const extension = { ...action, request, from: Day, to: Day };
const percent = z.int().min(0).max(100);

const PublicActionStanding = z
  .object({
    actionId: z.string(),
    state: z.enum([
      'PLANNED',
      'IN_PROGRESS',
      'REPORTED_DONE',
      'PARTIALLY_REMEDIED',
      'VERIFIED',
      'CARRIED_OVER',
    ]),
    percent,
    due: Due,
    originalDue: Due.meta({ description: 'As first approved; an extension never hides it.' }),
    extensions: count,
    extendedDays: count,
    overdue: z.boolean(),
  })
  .meta({ id: 'PublicActionStanding' });

/** The year after the approval of a plan: how far its actions are, never in whose words. */
export const MONITORING_EVENTS = {
  'vn.dondoc.assignment.plan-amended.v1': z.object({ ...ofAssignment, version: nth }),
  'vn.dondoc.assignment.plan-approval-voided.v1': z.object({
    ...ofAssignment,
    version: nth.meta({ description: 'The plan whose approval ended.' }),
    hash: contentHash.nullable(),
    amendedTo: nth.meta({ description: 'The plan that waits for approval in its place.' }),
  }),
  'vn.dondoc.assignment.check-in-opened.v1': z.object({ ...period, from: Day, to: Day, dueOn: Day }),
  'vn.dondoc.assignment.check-in-submitted.v1': z.object({
    ...period,
    version: nth.meta({ description: 'Number of the report for this period.' }),
    isLate: z.boolean(),
    lateSeconds: count,
    submittedAt: Instant,
  }),
  'vn.dondoc.assignment.check-in-missed.v1': z.object({ ...period, dueOn: Day }),
  'vn.dondoc.assignment.period-frozen.v1': z.object({
    ...period,
    actions: z.array(PublicActionStanding),
    hash: contentHash,
  }),
  'vn.dondoc.assignment.progress-reported.v1': z.object({ ...action, percent, reportedAt: Instant }),
  'vn.dondoc.assignment.evidence-attached.v1': z.object({
    ...action,
    sha256: Sha256,
    size: nth.meta({ description: 'Bytes.' }),
    supersedes: Sha256.nullable().meta({ description: 'The file whose place it takes.' }),
    attachedAt: Instant,
  }),
  'vn.dondoc.assignment.evidence-withdrawn.v1': z.object({ ...action, sha256: Sha256 }),
  'vn.dondoc.assignment.action-extension-requested.v1': z.object({
    ...extension,
    isRetroactive: z.boolean().meta({ description: 'Asked for after the due day.' }),
  }),
  'vn.dondoc.assignment.action-extension-granted.v1': z.object({ ...extension, days: nth }),
  'vn.dondoc.assignment.action-extension-denied.v1': z.object({ ...action, request }),
  'vn.dondoc.assignment.action-urged.v1': z.object({
    ...action,
    level: z.enum(['MONITOR', 'URGE', 'CHECK']),
    step: count,
    dueOn: Day,
  }),
  'vn.dondoc.assignment.effectiveness-checked.v1': z.object({
    ...action,
    on: Day,
    isEffective: z.boolean().meta({ description: 'The weakness stayed away.' }),
  }),
  'vn.dondoc.assignment.action-carried-over.v1': z.object({ ...action, toYear: z.int() }),
} as const;
