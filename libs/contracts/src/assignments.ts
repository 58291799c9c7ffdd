import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { Score } from './campaigns.ts';
import { DeadlineView, Phase } from './terms.ts';
import { Day } from './text.ts';

export const AssignmentStatus = z
  .enum([
    'ASSIGNED',
    'ACKNOWLEDGED',
    'REVIEW_SUBMITTED',
    'REVIEW_RETURNED',
    'REVIEW_ACCEPTED',
    'PLAN_SUBMITTED',
    'PLAN_RETURNED',
    'PLAN_APPROVED',
    'EXEMPTED',
  ])
  .meta({ id: 'AssignmentStatus' });

export const EffectiveDeadline = DeadlineView.extend({
  originalOn: Day.meta({
    description: 'The day first set for everybody; an extension never hides it (R-08).',
  }),
  dueVersion: z.string(),
}).meta({ id: 'EffectiveDeadline', description: 'The deadline that binds this unit.' });

const Escalation = z
  .object({ phase: Phase, level: z.enum(['MONITOR', 'URGE', 'CHECK']), step: z.int() })
  .meta({ id: 'Escalation' });

export const AssignmentView = z
  .object({
    campaignId: z.uuid(),
    directiveId: z.uuid(),
    unitId: z.uuid(),
    unitCode: z.string(),
    category: z.string(),
    peerGroup: z.string(),
    lateJoin: z.object({ ref: z.string(), text: z.string().exactOptional() }).nullable(),
    status: AssignmentStatus,
    version: z.int(),
    asOf: z.int().meta({ description: 'The log position this state stands for.' }),
    openPhases: z.array(Phase),
    deadlines: z.record(Phase, EffectiveDeadline.nullable()),
    escalation: Escalation.nullable().meta({ description: 'The highest rung that stands raised.' }),
    meeting: z.object({ heldOn: Day, summoned: z.int(), present: z.int() }).nullable(),
    review: z
      .object({
        version: z.int(),
        answers: z
          .array(z.object({ requirementNo: z.string(), kind: z.string(), text: z.string() }))
          .nullable(),
        limitations: z.array(z.object({ no: z.string(), text: z.string(), cause: z.string() })).nullable(),
      })
      .nullable()
      .meta({ description: 'Its texts are null once their key was destroyed.' }),
    plan: z
      .object({
        version: z.int(),
        actions: z
          .array(
            z.object({
              id: z.string(),
              limitationNo: z.string(),
              limitation: z.string(),
              measure: z.string(),
              lead: z.string(),
              due: z.string(),
              deliverable: z.string(),
            }),
          )
          .nullable(),
      })
      .nullable(),
    score: Score.nullable(),
  })
  .meta({ id: 'AssignmentView' });
export type AssignmentView = Frozen<z.infer<typeof AssignmentView>>;
