import type { ActorRef } from '../actor.ts';
import type { Day, Instant } from '../calendar/day.ts';
import { at, BASIS, campaignId, CLOCK, deadline, reviewing, WEEKDAYS } from '../campaign/test-campaigns.ts';
import { campaignDecider } from '../campaign/campaign.decider.ts';
import type { CampaignEvent } from '../campaign/campaign.events.ts';
import { termsOf } from '../campaign/campaign-state.ts';
import type { Deadline } from '../deadline/deadline.ts';
import { timelinessAt } from '../deadline/make-deadline.ts';
import { fold } from '../decider.ts';
import { effectiveDeadline } from './assignment-clock.ts';
import type { AssignmentCommand, AssignmentContext } from './assignment.commands.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type {
  AssignmentEvent,
  Evidence,
  Limitation,
  PlanAction,
  RequirementAnswer,
  Timeliness,
  Verdict,
} from './assignment.events.ts';
import type { CommandOf } from './assignment-step.ts';
import { NO_LOWER_UNITS } from './lower-units.ts';

export const ids = { campaignId, unitId: 'unit-A01' };
export const UNIT: ActorRef = { id: 'account-A01', role: 'UNIT', unitId: 'unit-A01' };
export const AUTHORITY: ActorRef = { id: 'admin-1', role: 'ADMINISTRATOR', unitId: 'unit-office' };

/** The context of an assignment: the terms of a campaign with this history, and a calendar of weekdays. */
export function contextOf(
  history: readonly CampaignEvent[] = reviewing(),
  findings: AssignmentContext['findings'] = [],
): AssignmentContext {
  return {
    terms: termsOf(fold(campaignDecider, history)),
    calendar: WEEKDAYS,
    findings,
    hashOf: testHash,
    lower: NO_LOWER_UNITS,
  };
}

/** Stands for SHA-256: the same for the same content, and readable when a spec fails. */
export const testHash = (value: object): string => `hash of ${JSON.stringify(value)}`;

export function command<Type extends AssignmentCommand['type']>(
  type: Type,
  data: CommandOf<Type>['data'],
  when: Instant = at('2026-03-03'),
  actor: ActorRef = actorFor(type),
): AssignmentCommand {
  // The name and its data belong together by the signature; a union cannot say so.
  return { type, data, at: when, actor } as AssignmentCommand;
}

/** Who gives a command when nothing is wrong. */
function actorFor(type: AssignmentCommand['type']): ActorRef {
  if (/^(Acknowledge|RecordReviewMeeting|Submit|Report|AmendPlan|Attach|Withdraw|Request)/.test(type))
    return UNIT;
  return /^(AssignUnit|RaiseDue|SendDue|RecordScore|SettleMonitoring)/.test(type) ? CLOCK : AUTHORITY;
}

/** What a unit's stream holds after these commands, each decided for real. */
export function after(context: AssignmentContext, ...commands: AssignmentCommand[]): AssignmentEvent[] {
  return commands.reduce<AssignmentEvent[]>(
    (events, next) => [
      ...events,
      ...assignmentDecider.decide(next, fold(assignmentDecider, events), context),
    ],
    [],
  );
}

export function stateOf(events: readonly AssignmentEvent[]) {
  return fold(assignmentDecider, events);
}

export const assigning = {
  ...ids,
  directiveId: 'directive-1',
  code: 'A01',
  category: 'a',
  peerGroup: 'g1',
  lateJoin: null,
};
export const answers: readonly RequirementAnswer[] = [
  { requirementNo: '1', kind: 'ANSWERED', text: 'Đã rà soát việc phối hợp.' },
  { requirementNo: '2', kind: 'ANSWERED', text: 'Không có kết luận nào trong năm.' },
];
export const limitations: readonly Limitation[] = [
  { no: '1', text: 'Chậm trả lời văn bản.', cause: 'Thiếu người theo dõi.' },
  { no: '2', text: 'Phối hợp chưa chặt chẽ.', cause: 'Chưa có quy chế.' },
];
export const actions: readonly PlanAction[] = limitations.map(({ no, text }) => action(no, text));

export const evidence: readonly Evidence[] = [
  { sha256: '1'.repeat(64), title: 'Quyết định phân công' },
  { sha256: 'ab'.repeat(32), title: 'Báo cáo kết quả' },
];

export function action(limitationNo: string, limitation: string, more: Partial<PlanAction> = {}): PlanAction {
  return {
    id: `a${limitationNo}`,
    limitationNo,
    limitation,
    measure: 'Phân công người theo dõi.',
    lead: 'Văn phòng',
    due: '2026-06-30',
    deliverable: 'Báo cáo kết quả.',
    ...more,
  };
}

export const assign = (when = at('2026-03-02')) => command('AssignUnit', assigning, when);
export const acknowledge = (when = at('2026-03-03')) => command('Acknowledge', {}, when);
export const meet = (heldOn: Day = '2026-03-10', when = at('2026-03-11')) =>
  command('RecordReviewMeeting', { heldOn, summoned: 12, present: 11 }, when);
export const submitReview = (when = at('2026-03-12')) =>
  command('SubmitReview', { answers, limitations }, when);
export const suggest = (more: Partial<CommandOf<'IssueSuggestion'>['data']> = {}, when = at('2026-03-13')) =>
  command(
    'IssueSuggestion',
    { position: null, text: 'Làm rõ việc chậm giải ngân.', basis: BASIS, respondBy: null, ...more },
    when,
  );
export const returnReview = (version = 1, when = at('2026-03-16')) =>
  command('ReturnReview', { version, reasons: [{ item: '1', text: 'Nêu rõ nguyên nhân.' }] }, when);
export const acceptReview = (version = 1, when = at('2026-03-16')) =>
  command('AcceptReview', { version }, when);
export const submitPlan = (when = at('2026-03-25')) => command('SubmitPlan', { actions }, when);
export const returnPlan = (version = 1, when = at('2026-03-27')) =>
  command('ReturnPlan', { version, reasons: [{ item: 'a1', text: 'Nêu sản phẩm.' }] }, when);
export const approvePlan = (version = 1, when = at('2026-03-27')) =>
  command('ApprovePlan', { version }, when);
export const report = (more: Partial<CommandOf<'ReportActionDone'>['data']> = {}) =>
  command('ReportActionDone', { actionId: 'a1', evidence, note: 'Đã phân công.', ...more }, at('2026-05-04'));
export const verify = (verdict: Verdict, more: Partial<CommandOf<'VerifyAction'>['data']> = {}) =>
  command(
    'VerifyAction',
    { actionId: 'a1', version: 1, verdict, note: 'Đã xem xét minh chứng.', ...more },
    at('2026-05-06'),
  );
export const raise = (when: Instant) => command('RaiseDueEscalations', {}, when);
export const remind = (when: Instant) => command('SendDueReminder', {}, when);
export const exempt = () => command('ExemptUnit', { basis: BASIS, reason: 'Đã sáp nhập.' });

/** Histories of a unit that did everything on time, up to a step. */
export function assigned(): AssignmentEvent[] {
  return after(contextOf(), assign());
}
export function acknowledged(): AssignmentEvent[] {
  return after(contextOf(), assign(), acknowledge());
}
export function met(): AssignmentEvent[] {
  return after(contextOf(), assign(), acknowledge(), meet());
}
export function reviewSubmitted(): AssignmentEvent[] {
  return after(contextOf(), assign(), acknowledge(), meet(), submitReview());
}
export function reviewReturned(): AssignmentEvent[] {
  return after(contextOf(), assign(), acknowledge(), meet(), submitReview(), returnReview());
}
export function reviewAccepted(): AssignmentEvent[] {
  return after(contextOf(), assign(), acknowledge(), meet(), submitReview(), acceptReview());
}
export function planSubmitted(): AssignmentEvent[] {
  return [
    ...reviewAccepted(),
    { type: 'PlanSubmitted', data: { ...ids, version: 1, actions, timeliness: onTime('PLAN') } },
  ];
}
export function planReturned(): AssignmentEvent[] {
  const data = {
    ...ids,
    version: 1,
    reasons: [{ item: 'a1', text: 'Nêu sản phẩm.' }],
    returnedAt: at('2026-03-27'),
  };
  return [...planSubmitted(), { type: 'PlanReturned', data: { ...data, resubmit: deadline('PLAN') } }];
}
export function planApproved(): AssignmentEvent[] {
  const hash = testHash({ ...ids, version: 1, actions });
  const approved = { ...ids, version: 1, hash, approvedAt: at('2026-03-27') };
  return [...planSubmitted(), { type: 'PlanApproved', data: approved }];
}
/** The first action is reported with evidence and, when a verdict is named, judged. */
export function reported(verdict?: Verdict): AssignmentEvent[] {
  const judged = verdict === undefined ? [] : [verify(verdict)];
  const approved = [assign(), acknowledge(), meet(), submitReview(), acceptReview(), submitPlan()];
  return after(contextOf(), ...approved, approvePlan(), report(), ...judged);
}
export function exempted(): AssignmentEvent[] {
  return [...assigned(), { type: 'UnitExempted', data: { ...ids, basis: BASIS, reason: 'Đã sáp nhập.' } }];
}

export function onTime(phase: Deadline['phase']): Timeliness {
  const due = deadline(phase);
  return { due, originalOn: due.on, isLate: false, lateSeconds: 0 };
}

/** Against the deadline that binds the unit of these events. */
export function timeliness(
  events: readonly AssignmentEvent[],
  phase: Deadline['phase'],
  when: Instant,
): Timeliness {
  const { terms, calendar } = contextOf();
  const due = effectiveDeadline(stateOf(events), terms, phase, calendar);
  return timelinessAt(when, due?.deadline ?? deadline(phase), due?.originalOn ?? '');
}
