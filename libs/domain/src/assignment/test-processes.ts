import * as fc from 'fast-check';
import type { ActorRef } from '../actor.ts';
import { addDays } from '../calendar/day-arithmetic.ts';
import { ADMIN, BASIS, CLOCK } from '../campaign/test-campaigns.ts';
import type { CampaignCommand } from '../campaign/campaign.commands.ts';
import { PHASES } from '../deadline/deadline.ts';
import {
  action,
  actions,
  answers,
  AUTHORITY,
  assigning,
  evidence,
  limitations,
  UNIT,
} from './test-assignments.ts';
import type { AssignmentCommand } from './assignment.commands.ts';

type Data = { type: string; data: object };
/**
 * One step of a process: hours since the step before it, and a command to the unit's stream or to the campaign's. `onward` is
 * whatever the unit's state calls for, so that deep states are reached; false: the authority sends back instead of accepting.
 */
export type Step = { hours: number } & (
  | { onward: boolean }
  | { unit: Timeless<AssignmentCommand> }
  | { campaign: Timeless<CampaignCommand> }
);
type Timeless<Command> = Command extends unknown ? Omit<Command, 'at'> : never;

const day = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 320 }).map((n) => addDays('2026-02-20', n)) },
  fc.constantFrom('2026-02-30', '', 'hôm nay'),
);
// Mostly between the first deadline and the cut-off, where an extension can be granted.
const later = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 80 }).map((n) => addDays('2026-03-10', n)) },
  day,
);
const text = fc.constantFrom('Đã làm.', '', ' ', 'x');
const ref = fc.record({ ref: fc.constantFrom('1889-CV/TU', '1889-CV/TU', ' ') });
const phase = fc.constantFrom(...PHASES);
const version = fc.integer({ min: 0, max: 3 });
const reason = fc.constantFrom('Bão số 9.', 'Bão số 9.', '');
const reasons = fc.constantFrom([{ item: '1', text: 'Nêu rõ.' }], [], [{ item: '', text: 'x' }]);
const count = fc.constantFrom(-1, 0, 5, 9, 1.5, Number.NaN);
const actor = fc.constantFrom<ActorRef>(
  UNIT,
  AUTHORITY,
  CLOCK,
  { ...UNIT, unitId: 'unit-A02' },
  { id: 'x', role: 'AUDITOR' },
);

const of = <D>(type: string, data: fc.Arbitrary<D>, usual: ActorRef) =>
  fc.record({
    type: fc.constant(type),
    data,
    actor: fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: actor }),
  });
const none = fc.constant({});
const someAnswers = fc.oneof(
  { weight: 4, arbitrary: fc.constant(answers) },
  fc.array(
    fc.record({
      requirementNo: fc.constantFrom('1', '2', '9'),
      kind: fc.constantFrom('ANSWERED', 'NOT_APPLICABLE'),
      text,
    }),
    { maxLength: 3 },
  ),
);
const someLimitations = fc.constantFrom(limitations, limitations, [], [...limitations, ...limitations]);
const someActions = fc.oneof(
  { weight: 4, arbitrary: fc.constant(actions) },
  fc.array(
    fc
      .record({ lead: text, due: fc.oneof(day, fc.constant('CONTINUOUS' as const)) })
      .map((more) => action('1', 'x', more)),
    { maxLength: 2 },
  ),
);
const actionId = fc.constantFrom('a1', 'a2', 'a9');
const someEvidence = fc.oneof(
  { weight: 4, arbitrary: fc.constant(evidence) },
  fc.array(fc.record({ sha256: fc.constantFrom('0'.repeat(64), 'F'.repeat(64), ''), title: text }), {
    maxLength: 2,
  }),
);
const verdict = fc.constantFrom('ACCEPTED', 'PARTIAL', 'REJECTED');
const score = fc.integer({ min: 1, max: 2 }).map((cutPosition) => ({
  policy: { code: 'VN-PROCEDURE', version: 1 },
  points: '0.00',
  of: '10.00',
  parts: [],
  cutPosition,
}));

const unitCommand = fc.oneof(
  of(
    'AssignUnit',
    fc.constantFrom(assigning, { ...assigning, lateJoin: BASIS }, { ...assigning, unitId: '' }),
    CLOCK,
  ),
  of('Acknowledge', none, UNIT),
  of(
    'RecordReviewMeeting',
    fc.oneof(
      fc.constant({ heldOn: '2026-02-27', summoned: 9, present: 9 }),
      fc.record({ heldOn: day, summoned: count, present: count }),
    ),
    UNIT,
  ),
  of(
    'IssueSuggestion',
    fc.record({
      position: fc.constantFrom(null, 'Giám đốc', ' '),
      text,
      basis: ref,
      respondBy: fc.oneof(fc.constant(null), later),
    }),
    AUTHORITY,
  ),
  of('SubmitReview', fc.record({ answers: someAnswers, limitations: someLimitations }), UNIT),
  of('ReturnReview', fc.record({ version, reasons }), AUTHORITY),
  of('AcceptReview', fc.record({ version }), AUTHORITY),
  of('SubmitPlan', fc.record({ actions: someActions }), UNIT),
  of('ReturnPlan', fc.record({ version, reasons }), AUTHORITY),
  of('ApprovePlan', fc.record({ version }), AUTHORITY),
  of('ReportActionDone', fc.record({ actionId, evidence: someEvidence, note: text }), UNIT),
  of('VerifyAction', fc.record({ actionId, version, verdict, note: text }), AUTHORITY),
  {
    weight: 3,
    arbitrary: of('ExtendUnitDeadline', fc.record({ phase, to: later, reason, basis: ref }), AUTHORITY),
  },
  { weight: 3, arbitrary: of('RaiseDueEscalations', none, CLOCK) },
  { weight: 3, arbitrary: of('SendDueReminder', none, CLOCK) },
  { weight: 3, arbitrary: of('RecordScore', fc.record({ score }), CLOCK) },
);
const rareUnitCommand = of('ExemptUnit', fc.record({ basis: ref, reason }), AUTHORITY);
const campaignCommand = fc.oneof(
  of('ExtendDeadline', fc.record({ phase, to: later, reason, basis: ref }), ADMIN),
  of('PauseCampaign', fc.record({ reason }), ADMIN),
  { weight: 2, arbitrary: of('ResumeCampaign', none, ADMIN) },
  { weight: 3, arbitrary: of('OpenRating', none, CLOCK) },
  of('IssueCampaign', none, ADMIN),
  of('OpenReviewing', fc.record({ assigned: count }), CLOCK),
  of('CompleteScoring', fc.record({ scored: count, cutPosition: count }), CLOCK),
);
const rareCampaignCommand = fc.oneof(
  of('CloseCampaign', fc.record({ reason }), ADMIN),
  of('CancelCampaign', fc.record({ reason }), ADMIN),
);

// Generators cannot say that a name and its data belong together; `of` is always called with a pair that does.
const toUnit = (command: fc.Arbitrary<Data>) =>
  command.map((unit) => ({ unit: unit as Timeless<AssignmentCommand> }));
const toCampaign = (command: fc.Arbitrary<Data>) =>
  command.map((campaign) => ({ campaign: campaign as Timeless<CampaignCommand> }));

const hours = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 48 }) },
  fc.integer({ min: 49, max: 300 }),
);
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc
    .tuple(
      hours,
      fc.oneof(
        { weight: 40, arbitrary: fc.boolean().map((onward) => ({ onward })) },
        { weight: 60, arbitrary: toUnit(unitCommand) },
        { weight: 1, arbitrary: toUnit(rareUnitCommand) },
        { weight: 15, arbitrary: toCampaign(campaignCommand) },
        { weight: 1, arbitrary: toCampaign(rareCampaignCommand) },
      ),
    )
    .map(([hours, command]) => ({ hours, ...command })),
  { maxLength: 60, size: 'max' },
);
