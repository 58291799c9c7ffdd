import { z } from 'zod';
import { Basis } from './terms.ts';
import { Verdict } from './assignments.ts';
import { Day, Due, Id, Sha256, text, Version } from './text.ts';

const count = z.int().min(0).max(100_000);

const Ballot = z
  .strictObject({
    position: text(300).nullable().meta({ description: 'The post voted on; null: the collective.' }),
    tallies: z
      .array(
        z.strictObject({ level: z.enum(['EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED']), votes: count }),
      )
      .min(1)
      .max(4),
    invalid: count,
  })
  .meta({
    id: 'Ballot',
    description: 'How many voted for each level. Who voted what has no place here (R-26).',
  });
export const ReviewMeetingRequest = z
  .strictObject({
    heldOn: Day,
    summoned: count,
    present: count,
    ballots: z.array(Ballot).max(200).default([]),
  })
  .meta({ id: 'ReviewMeetingRequest' });
export type ReviewMeetingRequest = z.infer<typeof ReviewMeetingRequest>;

const Answer = z.strictObject({
  requirementNo: text(20),
  kind: z.enum(['ANSWERED', 'NOT_APPLICABLE']),
  text: text(20_000, 0),
});
const SuggestionAnswer = Answer.omit({ requirementNo: true }).extend({ suggestionNo: text(20) });
const FindingAnswer = Answer.omit({ requirementNo: true }).extend({ findingId: Id });
const Limitation = z.strictObject({ no: text(20), text: text(4_000), cause: text(4_000, 0) });

export const SubmitReviewRequest = z
  .strictObject({
    answers: z.array(Answer).max(100),
    limitations: z.array(Limitation).max(200),
    suggestionAnswers: z
      .array(SuggestionAnswer)
      .max(200)
      .default([])
      .meta({ description: 'Every suggestion put to the unit; none were: an empty list.' }),
    findingAnswers: z
      .array(FindingAnswer)
      .max(500)
      .default([])
      .meta({ description: 'Every open finding against the unit.' }),
  })
  .meta({
    id: 'SubmitReviewRequest',
    description: 'The self-review. Incomplete answers are refused and named (R-02).',
    example: {
      answers: [{ requirementNo: '1', kind: 'ANSWERED', text: 'Đã rà soát 12 nội dung.' }],
      limitations: [{ no: '1', text: 'Chậm ban hành kế hoạch.', cause: 'Thiếu nhân sự.' }],
    },
  });
export type SubmitReviewRequest = z.infer<typeof SubmitReviewRequest>;

export const IssueSuggestionRequest = z
  .strictObject({
    position: text(300)
      .nullable()
      .default(null)
      .meta({ description: 'The post it is put to, never a person’s name; null: the collective.' }),
    text: text(20_000),
    basis: Basis,
    respondBy: Day.nullable()
      .default(null)
      .meta({ description: 'Of a review that is in already: the last good day; null: as after a return.' }),
  })
  .meta({
    id: 'IssueSuggestionRequest',
    description: 'A suggestion to this unit, which its review must answer. One that is in comes back to it.',
  });
export type IssueSuggestionRequest = z.infer<typeof IssueSuggestionRequest>;

const PlanAction = z.strictObject({
  id: text(40),
  limitationNo: text(20, 0).meta({ description: 'Empty when the action answers a finding alone.' }),
  limitation: text(4_000).meta({ description: 'The limitation, quoted word for word (R-04).' }),
  measure: text(4_000),
  lead: text(300),
  due: Due,
  deliverable: text(2_000),
  source: z
    .strictObject({ conclusionNo: text(100), conclusionOn: Day, point: text(100, 0) })
    .exactOptional()
    .meta({ description: 'The conclusion the limitation comes from: number, day, point.' }),
  findingIds: z.array(text(64)).max(100).exactOptional(),
  causeKind: z.enum(['SUBJECTIVE', 'OBJECTIVE']).exactOptional(),
  directedBy: text(300).exactOptional(),
  coordinates: z.array(text(300)).max(50).exactOptional(),
  start: Day.exactOptional(),
  severity: z.enum(['HIGH', 'MEDIUM', 'LOW']).exactOptional(),
  weight: z.int().min(1).max(100).exactOptional(),
  carriedFrom: z.strictObject({ campaignId: Id, actionId: text(40) }).exactOptional(),
});
export const SubmitPlanRequest = z
  .strictObject({ actions: z.array(PlanAction).max(500) })
  .meta({ id: 'SubmitPlanRequest' });
export type SubmitPlanRequest = z.infer<typeof SubmitPlanRequest>;
export const AmendPlanRequest = z
  .strictObject({ actions: z.array(PlanAction).max(500), reason: text(4_000) })
  .meta({
    id: 'AmendPlanRequest',
    description:
      'Changes an approved plan. The approval falls, and the plan waits to be approved again (R-20).',
  });
export type AmendPlanRequest = z.infer<typeof AmendPlanRequest>;

export const ReturnRequest = z
  .strictObject({
    version: Version,
    reasons: z
      .array(z.strictObject({ item: text(100), text: text(4_000) }))
      .min(1)
      .max(100),
  })
  .meta({
    id: 'ReturnRequest',
    description: 'Sends one version of a submission back, with reasons the unit can act on.',
  });
export type ReturnRequest = z.infer<typeof ReturnRequest>;

export const ApproveRequest = z.strictObject({ version: Version }).meta({ id: 'ApproveRequest' });
export type ApproveRequest = z.infer<typeof ApproveRequest>;

export const ApprovePlanRequest = z
  .strictObject({
    version: Version,
    hash: Sha256.exactOptional().meta({
      description:
        'Of the plan that was read (`plan.hash`); the approval is refused unless it is still that.',
    }),
  })
  .meta({ id: 'ApprovePlanRequest' });
export type ApprovePlanRequest = z.infer<typeof ApprovePlanRequest>;

export const ReportDoneRequest = z
  .strictObject({
    evidence: z.array(z.strictObject({ sha256: Sha256, title: text(300) })).max(50),
    note: text(4_000, 0),
  })
  .meta({
    id: 'ReportDoneRequest',
    description: 'That an action of the plan is done, and the documents that show it: at least one (R-06).',
    example: {
      evidence: [{ sha256: '9f'.repeat(32), title: 'Quyết định ban hành kế hoạch' }],
      note: 'Đã ban hành đúng thời hạn.',
    },
  });
export type ReportDoneRequest = z.infer<typeof ReportDoneRequest>;

export const VerifyRequest = z
  .strictObject({
    version: Version.meta({ description: 'The report that was read: 1, 2, 3 … of this action.' }),
    verdict: Verdict,
    percent: z
      .int()
      .min(1)
      .max(99)
      .exactOptional()
      .meta({ description: 'With PARTIAL: how much is remedied.' }),
    note: text(4_000, 0).meta({ description: 'What is missing; not empty unless the verdict is ACCEPTED.' }),
  })
  .meta({
    id: 'VerifyRequest',
    description: 'The verdict on one report. Only ACCEPTED closes the action, and for good (R-06).',
  });
export type VerifyRequest = z.infer<typeof VerifyRequest>;

export const ExemptRequest = z
  .strictObject({ basis: Basis, reason: text(2_000) })
  .meta({ id: 'ExemptRequest' });
export type ExemptRequest = z.infer<typeof ExemptRequest>;
