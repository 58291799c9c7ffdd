import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { RatingCommand } from '@dondoc/domain/rating/process/rating.commands.ts';
import { ratedSubjects, ratingOf, type Rated } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { handleRatingCommand } from '@dondoc/event-store/write-path/rating/rating-steps.ts';
import { assignmentOf, type Frame } from '../../say.ts';
import { COMMITTEE, ZONE } from '../../simulated-campaign.ts';
import type { CastUnit } from '../../cast.ts';
import type { Work } from './draw-work.ts';

export type RatedUnit = { rated: Rated; work: Work; isCareless: boolean };
type Said = RatingCommand extends infer Command
  ? Command extends RatingCommand
    ? Omit<Command, 'at' | 'actor'>
    : never
  : never;

/** Everybody who takes part at that instant: who is exempt or is no more has nothing to be rated by. */
export async function ratedUnits(frame: Frame, cast: readonly CastUnit[]): Promise<RatedUnit[]> {
  const all = new Map((await ratedSubjects(frame.store, frame.campaignId)).map((one) => [one.unitId, one]));
  const units: RatedUnit[] = [];
  for (const { unitId, year } of cast) {
    const rated = all.get(unitId);
    const { status } = await assignmentOf(frame, unitId);
    if (rated === undefined || year === undefined || status === 'EXEMPTED' || status === 'TRANSFERRED')
      continue;
    units.push({ rated, work: year.work, isCareless: year.isCareless });
  }
  return units;
}

export const unitActor = ({ unitId }: Rated): ActorRef => ({
  id: `simulated:${unitId}`,
  role: 'UNIT',
  unitId,
});

/** Somebody acts on ratings at an instant. */
export function ratingsAt(frame: Frame, at: Instant) {
  const { store, campaignId, refused } = frame;
  const today: Day = dayOf(at, ZONE);
  const act = (name: string) => ({
    campaignId,
    commandId: `simulation/${campaignId}/${name}`,
    at,
    actor: COMMITTEE,
  });

  async function step(rated: Rated, said: Said, actor: ActorRef = COMMITTEE): Promise<void> {
    await handleRatingCommand(store, {
      campaignId,
      rated,
      commandId: `simulation/${campaignId}/rating/${rated.subjectId}/${said.type}/${at}`,
      command: { ...said, at, actor } as RatingCommand,
    });
  }
  /** Tries what a rule forbids. That it passes is a fault of the product, and ends the simulation. */
  async function mustFail(rule: string, rated: Rated, said: Said): Promise<void> {
    try {
      await step(rated, said);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      noteRefusal(rule, rated, error);
      return;
    }
    throw new Error(`${rule} did not hold: ${said.type} of ${rated.code} at ${at} passed.`);
  }
  function noteRefusal(rule: string, { unitId }: Rated, { code, message }: DomainError): void {
    refused.push({ rule, code, unitId, at, message });
  }
  const stateOf = async ({ subjectId }: Rated) => (await ratingOf(store, { campaignId, subjectId })).state;
  return { today, act, step, mustFail, noteRefusal, stateOf };
}
