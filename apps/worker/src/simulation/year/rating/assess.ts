import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { RatedLevel } from '@dondoc/domain/rating/level.ts';
import type { GeneralPoints } from '@dondoc/domain/rating/rating-facts.ts';
import { isOpen } from '@dondoc/domain/finding/findings-state.ts';
import { findingsOf } from '@dondoc/event-store/write-path/finding-context.ts';
import { ratedSubjects, type Rated } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { ratingRun, RATINGS_AT_ONCE, runRatings } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import type { Frame } from '../../say.ts';
import { COMMITTEE } from '../../simulated-campaign.ts';
import type { CastUnit } from '../../cast.ts';
import { TASKS, type Work } from './draw-work.ts';
import { ratedUnits, ratingsAt, unitActor } from './rating-frame.ts';

/** Points an appraiser would give for the year's work before anything is measured. */
const APPRAISED: Readonly<Record<Work['conduct'], number>> = {
  EXCEEDED: 93,
  DONE: 84,
  ONE_LATE: 78,
  UNDONE: 62,
  FAILED: 48,
};

function levelFor(score: number): RatedLevel {
  if (score >= 90) return 'EXCELLENT';
  if (score >= 70) return 'GOOD';
  return score >= 50 ? 'COMPLETED' : 'NOT_COMPLETED';
}

/** Each unit gives itself points and a level, some of them more than they will get. */
export async function rateThemselves(frame: Frame, cast: readonly CastUnit[], at: Instant): Promise<void> {
  const { step } = ratingsAt(frame, at);
  for (const { rated, work } of await ratedUnits(frame, cast)) {
    const score = APPRAISED[work.conduct] + work.flatters;
    await step(
      rated,
      { type: 'RateSelf', data: { score: String(score), level: levelFor(score) } },
      unitActor(rated),
    );
  }
}

/** What the log cannot know: the tasks of the year, and that nobody was disciplined. Each import names its document. */
export async function importResults(frame: Frame, cast: readonly CastUnit[], at: Instant): Promise<void> {
  const { step } = ratingsAt(frame, at);
  for (const { rated, work } of await ratedUnits(frame, cast)) {
    const tasks = TASKS[work.conduct];
    const share = (part: number) => String(part / tasks.assigned);
    const facts = {
      tasks,
      results: { a: share(tasks.done), b: share(tasks.done), c: share(tasks.onTime) },
      discipline: [],
      conclusions: [],
    };
    await step(rated, {
      type: 'ImportFacts',
      data: { facts, source: { ref: 'Báo cáo kết quả thực hiện nhiệm vụ năm' } },
    });
  }
}

/** where the appraisal is five points or a level away from what the unit gave itself, it says why. */
export async function appraise(frame: Frame, cast: readonly CastUnit[], at: Instant): Promise<void> {
  const { step, mustFail } = ratingsAt(frame, at);
  for (const { rated, work, isCareless } of await ratedUnits(frame, cast)) {
    const score = APPRAISED[work.conduct];
    const general = await generalPoints(frame, rated, work);
    const appraisal = { score: String(score), level: levelFor(score), general };
    const mustExplain = work.flatters >= 5 || levelFor(score + work.flatters) !== levelFor(score);
    if (mustExplain && isCareless)
      await mustFail('R-25', rated, { type: 'Appraise', data: { ...appraisal, explanation: null } });
    const explanation = mustExplain ? 'Chưa đủ minh chứng cho số điểm tự chấm' : null;
    await step(rated, { type: 'Appraise', data: { ...appraisal, explanation } });
  }
}

/** G3 counts the register: what was due and verified, and whether a weakness came up again (AC-57). */
async function generalPoints(
  { store }: Frame,
  { unitId }: Rated,
  { general: [first, second] }: Work,
): Promise<GeneralPoints> {
  const { findings } = await findingsOf(store, unitId);
  const counted = findings.filter((finding) => isOpen(finding) || finding.status === 'VERIFIED_CLOSED');
  const verified = counted.filter(({ status }) => status === 'VERIFIED_CLOSED');
  const half = (points: number) => (points / 2).toFixed(1);
  return {
    G1: half(first),
    G2: half(second),
    G3: {
      planQuality: '2.5',
      itemsVerified: verified.length,
      itemsDue: counted.length,
      recurrence: false,
    },
  };
}

/** The provisional result of some, or of everybody, from the log as it is now. */
export async function runRating(frame: Frame, at: Instant, only?: Rated): Promise<void> {
  const { store, campaignId } = frame;
  const by = { at, actor: COMMITTEE };
  const run = await ratingRun(store, { campaignId, by });
  const rated = only === undefined ? await ratedSubjects(store, campaignId) : [only];
  for (let from = 0; from < rated.length; from += RATINGS_AT_ONCE) {
    const { refused } = await runRatings(store, run, {
      rated: rated.slice(from, from + RATINGS_AT_ONCE),
      by,
    });
    const [first] = refused;
    if (first !== undefined) throw first.error;
  }
}
