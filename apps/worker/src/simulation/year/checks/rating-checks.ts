import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { calendarFor } from '@dondoc/domain/calendar/calendars.ts';
import type { DomainEvent } from '@dondoc/domain/events.ts';
import { RATED_LEVELS, type Level } from '@dondoc/domain/rating/level.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { localDay } from './local-day.ts';
import { isWorked } from './moved-deadlines.ts';

type Recorded = RecordedEvent<DomainEvent>;
/** 0 is the best; levels outside the ranking are below none. */
const rank = (level: Level): number => RATED_LEVELS.findIndex((one) => one === level);

/**
 * held against the log by code that shares nothing with the rules: levels decided above what rules and cap gave, or
 * away from it without a reason; subjects decided twice; appraisals that hide a difference. `events` in the order of the log.
 */
export function wrongDecisions(events: readonly Recorded[]) {
  const wrong = { aboveTheRules: 0, twice: 0, unexplained: 0 };
  const given = new Map<string, Level>();
  const decisionNo = new Map<string, string>();
  const self = new Map<string, { score: string; level: string }>();
  for (const { type, data, streamId } of events) {
    if (type === 'ProvisionalLevelComputed' || type === 'RatingCapped') given.set(streamId, data.level);
    if (type === 'SelfRatingRecorded') self.set(streamId, data);
    if (type === 'AppraisalRecorded') {
      const own = self.get(streamId);
      const away = own === undefined ? 0 : Math.abs(hundredths(own.score) - hundredths(data.score));
      const isAway = own !== undefined && (away >= 500 || own.level !== data.level);
      if (isAway && (data.explanation ?? '').trim() === '') wrong.unexplained += 1;
    }
    if (type !== 'RatingDecided' && type !== 'RatingSuperseded') continue;
    const level = given.get(streamId) ?? 'UNDETERMINED';
    const isAbove = rank(level) !== -1 && rank(data.level) !== -1 && rank(data.level) < rank(level);
    if (isAbove || (level !== data.level && (data.reason ?? '').trim() === '')) wrong.aboveTheRules += 1;
    const before = decisionNo.get(streamId);
    if (type === 'RatingDecided' ? before !== undefined : before !== data.supersedes) wrong.twice += 1;
    decisionNo.set(streamId, data.decisionNo);
  }
  return wrong;
}

const hundredths = (points: string): number => Math.round(Number(points) * 100);

/** groups whose quota or whose number of excellent is not what 20 % of the good, rounded half up, allows. */
export function fewerOrMoreExcellent(events: readonly Recorded[]): number {
  const groupOf = new Map<string, string>();
  const level = new Map<string, Level>();
  const quota = new Map<string, number>();
  const official = new Map<string, Level>();
  let wrong = 0;
  for (const { type, data } of events) {
    if (type === 'UnitAssigned') groupOf.set(data.unitId, data.peerGroup);
    if (type === 'ProvisionalLevelComputed') level.set(data.subjectId, data.level);
    if (type === 'RatingDecided' || type === 'RatingSuperseded') official.set(data.subjectId, data.level);
    if (type !== 'CapComputed') continue;
    const members = [...level].filter(([unitId]) => groupOf.get(unitId) === data.group);
    const count = (of: Level) => members.filter(([, one]) => one === of).length;
    const places = quotaFor(count('EXCELLENT'), count('GOOD'));
    quota.set(data.group, places);
    if (data.result.quota !== places) wrong += 1;
  }
  for (const [group, places] of quota) {
    const excellent = [...official].filter(([id, one]) => one === 'EXCELLENT' && groupOf.get(id) === group);
    if (excellent.length > places) wrong += 1;
  }
  return wrong;
}

/** The largest E with E <= round(0.2 x (good + candidates - E)). */
function quotaFor(candidates: number, good: number): number {
  for (let excellent = candidates; excellent > 0; excellent -= 1) {
    if (excellent <= Math.floor((2 * (good + candidates - excellent) + 5) / 10)) return excellent;
  }
  return 0;
}

/** petitions whose last day is not the `days`-th worked day after receipt, and lateness that is on record wrongly or not at all. */
export function wrongPetitions(events: readonly Recorded[], days: number): number {
  let calendar: WorkingCalendar | null = null;
  let wrong = 0;
  const open = new Map<string, { answerBy: string; overdue: boolean }>();
  for (const { type, data, streamId, at } of events) {
    if (type === 'CampaignDrafted') calendar = calendarFor(data.calendar);
    if (type === 'CalendarVersionAdopted') calendar = data.calendar;
    if (type === 'PetitionReceived') {
      let on = data.receivedOn;
      for (let left = days; left > 0;) {
        on = new Date(Date.parse(`${on}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
        if (calendar !== null && isWorked(on, calendar)) left -= 1;
        if (calendar === null) left = 0;
      }
      if (on !== data.answerBy) wrong += 1;
      open.set(streamId, { answerBy: data.answerBy, overdue: false });
    }
    const petition = open.get(streamId);
    if (petition === undefined) continue;
    const isLate = localDay(at) > petition.answerBy;
    if (type === 'PetitionOverdue') {
      if (!isLate) wrong += 1;
      petition.overdue = true;
    }
    if (type === 'PetitionAnswered' && isLate !== petition.overdue) wrong += 1;
  }
  return wrong;
}
