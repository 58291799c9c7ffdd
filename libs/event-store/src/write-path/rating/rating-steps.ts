import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { RatingCommand, RatingContext } from '@dondoc/domain/rating/process/rating.commands.ts';
import { ratingDecider } from '@dondoc/domain/rating/process/rating.decider.ts';
import type { RatingEvent } from '@dondoc/domain/rating/process/rating.events.ts';
import type { RatingState } from '@dondoc/domain/rating/process/rating-state.ts';
import { ConcurrencyError, type AppendRequest, type EventStore, type Position } from '../../event-store.ts';
import { independenceOf } from '../delegation-context.ts';
import { handleCommand, type CommandResult } from '../handle-command.ts';
import { loadRatingContext, type Rated } from './rating-context.ts';
import { ratingIdOf } from '../../stream-ids.ts';

export type RefusedStep = { subjectId: string; code: string; error: DomainError };
export type StepsTaken = { written: number; refused: readonly RefusedStep[]; position: Position | null };

/** One step of one rating, by whoever takes it. */
export function handleRatingCommand(
  store: EventStore,
  call: {
    campaignId: string;
    rated: Rated;
    commandId: string;
    command: RatingCommand;
    expectedVersion?: number;
  },
): Promise<CommandResult> {
  const { campaignId, rated, ...rest } = call;
  return handleCommand(store, ratingDecider, {
    ...rest,
    streamId: ratingIdOf(campaignId, rated.subjectId),
    correlationId: campaignId,
    context: async () => {
      (await independenceOf(store, rest.command))(rated.unitId);
      return loadRatingContext(store, campaignId, rated);
    },
  });
}

type Step = { context: RatingContext; command: RatingCommand; commandId: string };

/**
 * The write path for many ratings of one campaign: load, fold, decide, append all at once. `stepOf` sees each rating and names its
 * step; null: nothing to do. `allOrNothing`: one refusal, and nothing is written. A lost race is run again singly.
 */
export async function stepRatings(
  store: EventStore,
  {
    campaignId,
    rated,
    allOrNothing,
    stepOf,
  }: {
    campaignId: string;
    rated: readonly Rated[];
    allOrNothing: boolean;
    stepOf: (rated: Rated, state: RatingState) => Step | null | Promise<Step | null>;
  },
): Promise<StepsTaken> {
  const refused: RefusedStep[] = [];
  let independence: ReturnType<typeof independenceOf> | undefined;
  const prepare = async (subject: Rated) => {
    const streamId = ratingIdOf(campaignId, subject.subjectId);
    const stream = await store.readStream<RatingEvent>(streamId);
    const state = fold(ratingDecider, stream.events);
    let step: Step | null;
    let events: RatingEvent[];
    try {
      step = await stepOf(subject, state);
      if (step === null || stream.events.some(({ commandId }) => commandId === step?.commandId)) return null;
      independence ??= independenceOf(store, step.command);
      (await independence)(subject.unitId);
      events = ratingDecider.decide(step.command, state, step.context);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ subjectId: subject.subjectId, code: error.code, error });
      return null;
    }
    if (events.length === 0) return null;
    const { at, actor }: { at: Instant; actor: ActorRef } = step.command;
    const request: AppendRequest = {
      streamId,
      category: ratingDecider.category,
      expectedVersion: stream.version,
      previousHash: stream.headHash,
      events,
      commandId: step.commandId,
      actor,
      at,
      correlationId: campaignId,
    };
    return { subject, step, request };
  };
  const prepared = (await Promise.all(rated.map(prepare))).filter((one) => one !== null);
  if (allOrNothing && refused.length > 0) return { written: 0, refused, position: null };

  const results = await store.appendMany(prepared.map(({ request }) => request));
  let [written, position] = [0, null as Position | null];
  for (const [index, { subject, step }] of prepared.entries()) {
    const result = results[index];
    const taken =
      result === undefined || result instanceof ConcurrencyError
        ? (await handleRatingCommand(store, { campaignId, rated: subject, ...step })).position
        : result.position;
    if (taken !== null) [written, position] = [written + 1, Math.max(position ?? 0, taken)];
  }
  return { written, refused, position };
}
