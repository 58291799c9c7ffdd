import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { isRated, rankOf, type Level } from '@dondoc/domain/rating/level.ts';
import { handlePeriodCommand } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import type { Frame } from '../../say.ts';
import type { CastUnit } from '../../cast.ts';
import { runRating } from './assess.ts';
import { publish } from './decide.ts';
import { TASKS } from './draw-work.ts';
import { ratedUnits, ratingsAt, unitActor, type RatedUnit } from './rating-frame.ts';

/** A unit that lost a level by one late task says that the task was late for no fault of its own. */
async function petitioner(frame: Frame, cast: readonly CastUnit[]): Promise<RatedUnit | undefined> {
  return (await ratedUnits(frame, cast)).find(({ work }) => work.petitions);
}

export async function petition(frame: Frame, cast: readonly CastUnit[], at: Instant): Promise<void> {
  const unit = await petitioner(frame, cast);
  if (unit === undefined) return;
  const { step, today } = ratingsAt(frame, at);
  const data = { receivedOn: today, text: 'Nhiệm vụ chậm do thiên tai, đề nghị xem xét lại' };
  await step(unit.rated, { type: 'ReceivePetition', data }, unitActor(unit.rated));
}

/**
 * what was checked comes in as a fact and voids what was approved on the old one; the result is computed again, and a
 * better one takes the place of the first decision, which stays visible.
 */
export async function answerPetition(frame: Frame, cast: readonly CastUnit[], at: Instant): Promise<void> {
  const unit = await petitioner(frame, cast);
  if (unit === undefined) return;
  const { rated, work } = unit;
  const { step, today, stateOf } = ratingsAt(frame, at);
  const tasks = { ...TASKS[work.conduct], onTime: TASKS[work.conduct].assigned };
  const facts = { tasks, results: { a: '1', b: '1', c: '1' } };
  await step(rated, {
    type: 'ImportFacts',
    data: { facts, source: { ref: 'Biên bản xác minh nguyên nhân khách quan' } },
  });
  await runRating(frame, at, rated);
  const { provisional, official } = await stateOf(rated);
  // The cap of the group is not opened again for it (AC-26).
  const given: Level = provisional?.level === 'EXCELLENT' ? 'GOOD' : (provisional?.level ?? 'UNDETERMINED');
  const isBetter =
    official !== null && isRated(given) && isRated(official.level) && rankOf(given) < rankOf(official.level);
  await step(rated, {
    type: 'AnswerPetition',
    data: {
      outcome: isBetter ? 'SUPERSEDED' : 'CONFIRMED',
      answerNo: '9-CV/TU',
      answeredOn: today,
      note: isBetter ? 'Nguyên nhân khách quan được xác nhận' : 'Giữ nguyên mức xếp loại',
      superseding: isBetter ? { level: given, decisionNo: '44-QĐ/TU', decidedOn: today } : null,
    },
  });
  if (isBetter) await publish(frame, at, rated);
}

/** the ratings are closed for changes; whoever tries is told why. */
export async function lockRatings(frame: Frame, cast: readonly CastUnit[], at: Instant): Promise<void> {
  const { act, mustFail } = ratingsAt(frame, at);
  const { campaignId, commandId, actor } = act('lock');
  await handlePeriodCommand(frame.store, {
    campaignId,
    commandId,
    command: { type: 'LockPeriod', at, actor, data: { reason: 'Chốt kết quả xếp loại năm' } },
  });
  const [first] = await ratedUnits(frame, cast);
  if (first === undefined) return;
  const data = { facts: { discipline: [] }, source: { ref: 'Văn bản gửi muộn' } };
  await mustFail('R-21', first.rated, { type: 'ImportFacts', data });
}
