import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { Score } from './campaigns.ts';
import { DeadlineView, Phase } from './terms.ts';
import { Day, Sha256 } from './text.ts';

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
    'TRANSFERRED',
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

export const Verdict = z.enum(['ACCEPTED', 'PARTIAL', 'REJECTED']).meta({ id: 'Verdict' });

const PlannedAction = z
  .object({
    id: z.string(),
    limitationNo: z.string(),
    limitation: z.string(),
    measure: z.string(),
    lead: z.string(),
    due: z.string(),
    deliverable: z.string(),
    source: z.object({ conclusionNo: z.string(), conclusionOn: Day, point: z.string() }).exactOptional(),
    findingIds: z.array(z.string()).exactOptional(),
    causeKind: z.enum(['SUBJECTIVE', 'OBJECTIVE']).exactOptional(),
    directedBy: z.string().exactOptional(),
    coordinates: z.array(z.string()).exactOptional(),
    start: Day.exactOptional(),
    severity: z.enum(['HIGH', 'MEDIUM', 'LOW']).exactOptional(),
    weight: z.int().exactOptional(),
    carriedFrom: z.object({ campaignId: z.string(), actionId: z.string() }).exactOptional(),
    state: z
      .enum(['PLANNED', 'REPORTED_DONE', 'PARTIALLY_REMEDIED', 'VERIFIED'])
      .meta({ description: 'Follows from the newest report and the verdict on it.' }),
    report: z
      .object({
        version: z.int(),
        evidence: z.array(z.object({ sha256: Sha256, title: z.string() })),
        note: z.string(),
      })
      .nullable()
      .meta({ description: 'What the unit reported last.' }),
    verification: z
      .object({
        version: z.int(),
        verdict: Verdict,
        note: z.string(),
        evidence: z.array(Sha256),
        percent: z.int().nullable(),
      })
      .nullable()
      .meta({
        description: 'The newest verdict, the report it is on, and the hashes of the evidence it judged.',
      }),
  })
  .meta({ id: 'PlannedAction' });

const Inherited = z
  .object({
    from: z.object({ unitId: z.uuid(), code: z.string() }),
    basis: z.object({ ref: z.string(), text: z.string().exactOptional() }),
    step: z.object({ status: z.string(), since: z.iso.datetime(), dueOn: Day.nullable() }).nullable(),
    actions: z.array(PlannedAction.extend({ originalId: z.string(), since: z.iso.datetime() })),
  })
  .meta({ id: 'Inherited' });

export const AssignmentView = z
  .object({
    campaignId: z.uuid(),
    directiveId: z.uuid(),
    unitId: z.uuid(),
    unitCode: z.string(),
    category: z.string(),
    peerGroup: z.string(),
    amended: z.int().meta({ description: 'The newest amendment that the unit has acknowledged; 0: none.' }),
    lateJoin: z.object({ ref: z.string(), text: z.string().exactOptional() }).nullable(),
    status: AssignmentStatus,
    version: z.int(),
    asOf: z.int().meta({ description: 'The log position this state stands for.' }),
    openPhases: z.array(Phase),
    deadlines: z.record(Phase, EffectiveDeadline.nullable()),
    escalation: Escalation.nullable().meta({ description: 'The highest rung that stands raised.' }),
    meeting: z
      .object({
        heldOn: Day,
        summoned: z.int(),
        present: z.int(),
        ballots: z.array(
          z.object({
            position: z.string().nullable(),
            tallies: z.array(z.object({ level: z.string(), votes: z.int() })),
            invalid: z.int(),
          }),
        ),
      })
      .nullable(),
    suggestions: z
      .array(
        z.object({
          no: z.string(),
          position: z.string().nullable(),
          text: z.string().nullable(),
          basis: z.object({ ref: z.string(), text: z.string().exactOptional() }),
          issuedAt: z.iso.datetime(),
        }),
      )
      .meta({ description: 'What was put to this unit alone, to be answered with its review.' }),
    review: z
      .object({
        version: z.int(),
        answers: z
          .array(z.object({ requirementNo: z.string(), kind: z.string(), text: z.string() }))
          .nullable(),
        limitations: z.array(z.object({ no: z.string(), text: z.string(), cause: z.string() })).nullable(),
        suggestionAnswers: z
          .array(z.object({ suggestionNo: z.string(), kind: z.string(), text: z.string() }))
          .nullable(),
        findingAnswers: z
          .array(z.object({ findingId: z.string(), kind: z.string(), text: z.string() }))
          .nullable(),
      })
      .nullable()
      .meta({ description: 'Its texts are null once their key was destroyed.' }),
    plan: z
      .object({ version: z.int(), actions: z.array(PlannedAction).nullable() })
      .nullable()
      .meta({ description: 'Its actions are null once their key was destroyed.' }),
    returned: z
      .array(z.object({ item: z.string(), text: z.string() }))
      .nullable()
      .meta({
        description: 'Why the newest submission came back; null when nothing waits to be sent again.',
      }),
    score: Score.nullable(),
    transferred: z
      .object({ on: Day, step: z.string().nullable(), to: z.array(z.uuid()) })
      .nullable()
      .meta({ description: 'The unit is no more (R-12): where its cycle stood, and who goes on.' }),
    inherited: z
      .array(Inherited)
      .meta({ description: 'What it took over from units that are no more, as old as it was.' }),
  })
  .meta({ id: 'AssignmentView' });
export type AssignmentView = Frozen<z.infer<typeof AssignmentView>>;
