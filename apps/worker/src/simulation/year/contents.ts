import type {
  FindingAnswer,
  PlanAction,
  RequirementAnswer,
  SuggestionAnswer,
} from '@dondoc/domain/assignment/assignment.events.ts';
import { requirementsFor } from '@dondoc/domain/assignment/review-checks.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import { addWorkingDays, nextWorkingDay } from '@dondoc/domain/calendar/working-days.ts';
import { requirementsOn } from '@dondoc/domain/campaign/campaign-terms.ts';
import type { Finding } from '@dondoc/domain/finding/findings-state.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import { openFindingsOf } from '@dondoc/event-store/write-path/finding-context.ts';
import { assignmentOf, type Frame } from '../say.ts';
import { LIMITATION, type CastUnit } from '../cast.ts';

/** A review that answers all this unit is asked: what is in force that day, what was put to it, what was found. */
export async function wholeReview(frame: Frame, { unitId }: CastUnit, today: Day) {
  const terms = await campaignTerms(frame.store, frame.campaignId);
  const { category, suggestions } = await assignmentOf(frame, unitId);
  const findings = await openFindingsOf(frame.store, unitId);
  const answers = requirementsFor(requirementsOn(terms, today), category).map(
    ({ no }): RequirementAnswer => ({
      requirementNo: no,
      kind: 'ANSWERED',
      text: 'Đã kiểm điểm theo yêu cầu.',
    }),
  );
  const suggestionAnswers = suggestions.map(({ no }): SuggestionAnswer => ({
    suggestionNo: no,
    kind: 'ANSWERED',
    text: 'Tập thể tiếp thu và đã kiểm điểm.',
  }));
  const findingAnswers = findings.map(({ findingId, severity }): FindingAnswer => {
    // What is small and of no consequence to this unit is answered by its reason.
    const applies = severity !== 'LOW';
    return {
      findingId,
      kind: applies ? 'ANSWERED' : 'NOT_APPLICABLE',
      text: applies ? 'Đã làm rõ nguyên nhân.' : 'Đã khắc phục ngay trong cuộc kiểm tra.',
    };
  });
  return { answers, limitations: [LIMITATION], suggestionAnswers, findingAnswers };
}

/** A plan with the columns of a provincial one: an action for the limitation, and one for each open finding. */
export async function wholePlan(frame: Frame, { unitId, year }: CastUnit, today: Day): Promise<PlanAction[]> {
  const findings = await openFindingsOf(frame.store, unitId);
  const soon = (days: number) => addWorkingDays(frame.calendar, today, days).on;
  const own: PlanAction = {
    ...columns(today),
    id: 'a1',
    limitationNo: LIMITATION.no,
    limitation: LIMITATION.text,
    measure: 'Ban hành quy chế phối hợp',
    due: soon(45),
    deliverable: 'Quy chế được ban hành',
    causeKind: 'SUBJECTIVE',
    weight: 20,
  };
  const steady: PlanAction[] =
    year?.hasContinuousAction === true
      ? [{ ...own, id: 'tx1', measure: 'Giao ban phối hợp hằng tháng', due: 'CONTINUOUS', weight: 10 }]
      : [];
  return [own, ...findings.map((finding) => actionFor(finding, today, soon)), ...steady];
}

const columns = (today: Day) => ({
  lead: 'Văn phòng',
  directedBy: 'Thủ trưởng đơn vị',
  coordinates: ['Phòng Tài chính', 'Phòng Tổ chức'],
  start: today,
});

function actionFor(finding: Finding, today: Day, soon: (days: number) => Day): PlanAction {
  const { findingId, no, text, origin, severity, due } = finding;
  const by = due !== null && due.on > soon(20) ? due.on : soon(80);
  return {
    ...columns(today),
    id: `kl${no}`,
    // A finding is quoted from its conclusion, not from the review.
    limitationNo: `KL ${no}`,
    limitation: text,
    source: { conclusionNo: origin.number, conclusionOn: origin.signedOn, point: origin.item },
    findingIds: [findingId],
    causeKind: severity === 'LOW' ? 'OBJECTIVE' : 'SUBJECTIVE',
    measure: `Khắc phục điểm ${origin.item} của ${origin.number}`,
    due: by,
    deliverable: 'Báo cáo kết quả kèm hồ sơ',
    severity,
    weight: severity === 'HIGH' ? 30 : severity === 'MEDIUM' ? 20 : 10,
  };
}

/** What a unit adds to its approved plan in the middle of the year. */
export function supplement(frame: Frame, today: Day): PlanAction {
  return {
    ...columns(today),
    id: 'bs1',
    limitationNo: LIMITATION.no,
    limitation: LIMITATION.text,
    measure: 'Tập huấn nghiệp vụ phối hợp',
    due: nextWorkingDay(frame.calendar, addDays(today, 75)),
    deliverable: 'Một lớp tập huấn',
  };
}
