import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { PlanAction, Verdict } from '@dondoc/domain/assignment/assignment.events.ts';
import type { AssignmentCommand } from '@dondoc/domain/assignment/assignment.commands.ts';
import { NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import type { Phase } from '@dondoc/domain/deadline/deadline.ts';
import { deadlineOn } from '@dondoc/domain/deadline/make-deadline.ts';
import { DEFAULT_CADENCE, type Cadence } from '@dondoc/domain/escalation/cadence.ts';
import { NEWEST_POLICY } from '@dondoc/domain/scoring/policies.ts';
import {
  handleAssignmentCommand,
  handleCampaignCommand,
} from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { v4 as uuidv4 } from 'uuid';

export const ZONE = 'Asia/Ho_Chi_Minh';
const ADMINISTRATOR: ActorRef = { id: 'admin', role: 'ADMINISTRATOR' };
const BASIS = { ref: 'Công văn số 1889-CV/TU' };

/** Monday 2027-03-01, a plain working week far from any holiday. */
export const ISSUED_AT: Instant = '2027-03-01T02:00:00.000Z';
export const DUE: Readonly<Record<Phase, Day>> = {
  ACKNOWLEDGE: '2027-03-03',
  REVIEW: '2027-03-12',
  PLAN: '2027-03-26',
};
const CUT_OFF: Day = '2027-05-28';

export const addressees = (count: number): Addressee[] =>
  Array.from({ length: count }, (_, index) => {
    const code = `DV-${String(index + 1).padStart(5, '0')}`;
    return { unitId: unitIdOf(code), code, category: 'a', peerGroup: 'district' };
  });

type Given = {
  store: EventStore;
  now: () => Instant | Promise<Instant>;
  units?: number;
  due?: Readonly<Record<Phase, Day>>;
  cutOffOn?: Day;
  cadence?: Partial<Cadence>;
};

/** An issued campaign, and its people: every step is a command with an id of its own. */
export async function issuedCampaign({
  store,
  now,
  units = 1,
  due = DUE,
  cutOffOn = CUT_OFF,
  cadence,
}: Given) {
  const campaignId = uuidv4();
  const roster = addressees(units);
  type CampaignData<Type> = Extract<CampaignCommand, { type: Type }>['data'];
  type AssignmentData<Type> = Extract<AssignmentCommand, { type: Type }>['data'];

  const campaign = async <Type extends CampaignCommand['type']>(type: Type, data: CampaignData<Type>) => {
    const command = { type, at: await now(), actor: ADMINISTRATOR, data } as unknown as CampaignCommand;
    return handleCampaignCommand(store, { campaignId, commandId: uuidv4(), command });
  };
  const step = async <Type extends AssignmentCommand['type']>(
    unitId: string,
    actor: ActorRef,
    type: Type,
    data: AssignmentData<Type>,
  ) => {
    const command = { type, at: await now(), actor, data } as unknown as AssignmentCommand;
    return handleAssignmentCommand(store, { campaignId, unitId, commandId: uuidv4(), command });
  };

  await campaign('DraftCampaign', {
    campaignId,
    directiveId: uuidv4(),
    title: 'Tự phê bình và phê bình năm 2026',
    reviewYear: 2026,
    monitoringYear: 2027,
    zone: ZONE,
    cutOffOn,
    calendar: NEWEST_CALENDAR,
    policy: NEWEST_POLICY,
    cadence: { ...DEFAULT_CADENCE, ...cadence },
    requirements: [{ no: '1', text: 'Kiểm điểm', kind: 'TOPIC_REVIEW', mandatory: true, appliesTo: [] }],
  });
  for (const phase of ['ACKNOWLEDGE', 'REVIEW', 'PLAN'] as const) {
    const deadline = deadlineOn({ phase, on: due[phase], relation: 'BY', basis: BASIS }, ZONE);
    await campaign('SetDeadline', { deadline });
  }
  await campaign('ExpandAddressees', { units: roster, basis: BASIS });
  await campaign('IssueCampaign', {});

  const unit = (unitId: string) => {
    const self: ActorRef = { id: `unit-${unitId}`, role: 'UNIT', unitId };
    const limitation = { no: '1', text: 'Chậm triển khai', cause: 'Thiếu người' };
    const plannedFor = (due: Day, findingIds: readonly string[] = []): PlanAction => ({
      id: 'A1',
      limitationNo: limitation.no,
      limitation: limitation.text,
      due,
      measure: 'Phân công lại',
      lead: 'Ban Thường vụ',
      deliverable: 'Báo cáo',
      ...(findingIds.length === 0 ? {} : { findingIds }),
    });
    return {
      unitId,
      acknowledge: () => step(unitId, self, 'Acknowledge', {}),
      async submitReview(heldOn: Day, findings: readonly string[] = []) {
        await step(unitId, self, 'RecordReviewMeeting', { heldOn, summoned: 9, present: 9 });
        return step(unitId, self, 'SubmitReview', {
          answers: [{ requirementNo: '1', kind: 'ANSWERED', text: 'Đã kiểm điểm' }],
          limitations: [limitation],
          findingAnswers: findings.map((findingId) => ({
            findingId,
            kind: 'ANSWERED',
            text: 'Đã khắc phục',
          })),
        });
      },
      returnReview: (version: number) =>
        step(unitId, ADMINISTRATOR, 'ReturnReview', { version, reasons: [{ item: '1', text: 'Chưa rõ' }] }),
      acceptReview: (version = 1) => step(unitId, ADMINISTRATOR, 'AcceptReview', { version }),
      submitPlan: (due: Day, findingIds: readonly string[] = []) =>
        step(unitId, self, 'SubmitPlan', { actions: [plannedFor(due, findingIds)] }),
      progress: (percent: number) =>
        step(unitId, self, 'ReportProgress', { actionId: 'A1', percent, text: 'Đang làm' }),
      approvePlan: (version = 1) => step(unitId, ADMINISTRATOR, 'ApprovePlan', { version }),
      requestExtension: (to: Day) =>
        step(unitId, self, 'RequestActionExtension', { actionId: 'A1', to, reason: 'Thiên tai' }),
      grantExtension: (request = 1) =>
        step(unitId, ADMINISTRATOR, 'GrantActionExtension', {
          actionId: 'A1',
          request,
          reason: 'Khách quan',
          basis: BASIS,
        }),
      amendPlan: (due: Day) =>
        step(unitId, self, 'AmendPlan', { actions: [plannedFor(due)], reason: 'Rõ hơn' }),
      reportDone: () =>
        step(unitId, self, 'ReportActionDone', {
          actionId: 'A1',
          evidence: [{ sha256: '1'.repeat(64), title: 'Báo cáo' }],
          note: '',
        }),
      verify: (version = 1, verdict: Verdict = 'ACCEPTED') =>
        step(unitId, ADMINISTRATOR, 'VerifyAction', {
          actionId: 'A1',
          version,
          verdict,
          note: verdict === 'ACCEPTED' ? '' : 'Chưa đủ',
        }),
      exempt: () => step(unitId, ADMINISTRATOR, 'ExemptUnit', { basis: BASIS, reason: 'Đã sáp nhập' }),
      extend: (phase: Phase, to: Day) =>
        step(unitId, ADMINISTRATOR, 'ExtendUnitDeadline', { phase, to, reason: 'Thiên tai', basis: BASIS }),
    };
  };

  return {
    campaignId,
    roster,
    units: roster.map(({ unitId }) => unit(unitId)),
    unit,
    pause: () => campaign('PauseCampaign', { reason: 'Bão số 5' }),
    resume: () => campaign('ResumeCampaign', {}),
    extend: (phase: Phase, to: Day) =>
      campaign('ExtendDeadline', { phase, to, reason: 'Thiên tai', basis: BASIS }),
    close: () => campaign('CloseCampaign', { reason: 'Kết thúc' }),
    cancel: () => campaign('CancelCampaign', { reason: 'Thu hồi' }),
    addAddressee: (added: Addressee) => campaign('AddAddressee', { unit: added, basis: BASIS }),
  };
}
