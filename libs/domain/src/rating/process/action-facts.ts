import type { Day } from '../../calendar/day.ts';
import { dayOf } from '../../calendar/zoned-time.ts';
import type { ScoredEvent } from '../../scoring/scored-event.ts';
import type { PlanAction } from '../rating-facts.ts';

export type ActionFact = { fact: PlanAction; because: readonly ScoredEvent[] };
type Course = {
  due: Day;
  isCarriedOver: boolean;
  reports: Map<number, ScoredEvent>;
  verdicts: { event: ScoredEvent; version: number; isAccepted: boolean }[];
  extensions: ScoredEvent[];
};

/**
 * The actions of the approved plan that have a last day. An extension that was granted moves it. Done on the day of the report that was
 * accepted; a report that was not accepted, or came late, is a delay. Null: no plan was approved, or its texts are gone.
 */
export function actionFacts(events: readonly ScoredEvent[], zone: string): ActionFact[] | null {
  const approved = events.findLast((event) => event.type === 'PlanApproved');
  const plan = events.findLast(
    (event) =>
      (event.type === 'PlanSubmitted' || event.type === 'PlanAmended') &&
      event.data.version === approved?.data.version,
  );
  // A plan whose key was destroyed opens as null, whatever its type says.
  const planned: readonly { id: string; due: string }[] | null =
    plan?.type === 'PlanSubmitted' || plan?.type === 'PlanAmended' ? plan.data.actions : null;
  if (approved === undefined || planned === null) return null;
  const courses = new Map<string, Course>();
  for (const { id, due } of planned) {
    if (due === 'CONTINUOUS') continue;
    courses.set(id, { due, isCarriedOver: false, reports: new Map(), verdicts: [], extensions: [] });
  }
  for (const event of events) follow(courses, event);
  return [...courses].flatMap(([id, course]): ActionFact[] => {
    if (course.isCarriedOver) return [];
    const { due, reports, verdicts, extensions } = course;
    const accepted = verdicts.find(({ isAccepted }) => isAccepted);
    const report = accepted && reports.get(accepted.version);
    const doneOn = report === undefined ? null : dayOf(report.at, zone);
    const failed = verdicts.filter(({ isAccepted }) => !isAccepted).length;
    const lateTimes = failed + (doneOn !== null && doneOn > due ? 1 : 0);
    const because = [
      approved,
      ...extensions,
      ...verdicts.map(({ event }) => event),
      ...(report ? [report] : []),
    ];
    return [{ fact: { id, due, doneOn, lateTimes }, because }];
  });
}

function follow(courses: ReadonlyMap<string, Course>, event: ScoredEvent): void {
  const course = 'actionId' in event.data ? courses.get(event.data.actionId) : undefined;
  if (course === undefined) return;
  if (event.type === 'ActionReportedDone') course.reports.set(event.data.version, event);
  else if (event.type === 'VerificationRecorded') {
    const { version, verdict } = event.data;
    course.verdicts.push({ event, version, isAccepted: verdict === 'ACCEPTED' });
  } else if (event.type === 'ActionExtensionGranted') {
    course.due = event.data.to;
    course.extensions.push(event);
  } else if (event.type === 'ActionCarriedOver') course.isCarriedOver = true;
}
