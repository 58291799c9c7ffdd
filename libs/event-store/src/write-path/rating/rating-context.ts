import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import type { CampaignTerms } from '@dondoc/domain/campaign/campaign-terms.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Level } from '@dondoc/domain/rating/level.ts';
import type { PinnedPolicy, Role } from '@dondoc/domain/rating/rating-policy.ts';
import {
  periodDecider,
  requirePeriod,
  type PeriodCommand,
} from '@dondoc/domain/rating/process/period.decider.ts';
import type { PeriodEvent } from '@dondoc/domain/rating/process/period.events.ts';
import type { OpenPeriod, PeriodState } from '@dondoc/domain/rating/process/period-state.ts';
import type { RatingContext } from '@dondoc/domain/rating/process/rating.commands.ts';
import { ratingDecider } from '@dondoc/domain/rating/process/rating.decider.ts';
import type { RatingEvent } from '@dondoc/domain/rating/process/rating.events.ts';
import type { RatingState } from '@dondoc/domain/rating/process/rating-state.ts';
import { campaignRoster, campaignTerms } from '../campaign-context.ts';
import type { EventStore, Position, RecordedEvent } from '../../event-store.ts';
import { handleCommand, type CommandResult } from '../handle-command.ts';
import { ratingIdOf, ratingPeriodIdOf } from '../../stream-ids.ts';

/** A unit on the campaign's list, or a post of one. `code` is what people call it by. */
export type Rated = {
  subjectId: string;
  unitId: string;
  code: string;
  peerGroup: string;
  post: { position: string; role: Role; serviceMonths: number | null } | null;
};
export type RatingOf = { events: readonly RecordedEvent<RatingEvent>[]; state: RatingState; version: number };

type Folded = { version: number; state: PeriodState };
// Two policies and every post of a province: folded once for each version, like the campaign itself.
const caches = new WeakMap<EventStore, Map<string, Folded>>();

async function periodState(store: EventStore, campaignId: string): Promise<PeriodState> {
  const cache = caches.get(store) ?? new Map<string, Folded>();
  caches.set(store, cache);
  const streamId = ratingPeriodIdOf(campaignId);
  const known = cache.get(campaignId) ?? { version: 0, state: periodDecider.initialState };
  if ((await store.streamVersion(streamId)) === known.version) return known.state;
  const { events, version } = await store.readStream<PeriodEvent>(streamId, { afterVersion: known.version });
  const folded = { version, state: events.reduce(periodDecider.evolve, known.state) };
  if (folded.version >= (cache.get(campaignId)?.version ?? 0)) cache.set(campaignId, folded);
  return folded.state;
}

/** Null: no rating period was opened yet. */
export async function ratingPeriod(store: EventStore, campaignId: string): Promise<OpenPeriod | null> {
  const state = await periodState(store, campaignId);
  return state.status === 'NONE' ? null : state;
}

/** The period as it was at a position: what a statement of that time rests on. */
export async function ratingPeriodAsOf(
  store: EventStore,
  campaignId: string,
  upTo: Position,
): Promise<OpenPeriod> {
  const { events } = await store.readStream<PeriodEvent>(ratingPeriodIdOf(campaignId), { upTo });
  return requirePeriod(fold(periodDecider, events));
}

export async function ratingOf(
  store: EventStore,
  { campaignId, subjectId, upTo }: { campaignId: string; subjectId: string; upTo?: Position },
): Promise<RatingOf> {
  const { events, version } = await store.readStream<RatingEvent>(
    ratingIdOf(campaignId, subjectId),
    upTo === undefined ? {} : { upTo },
  );
  return { events, state: fold(ratingDecider, events), version };
}

/** Everybody the campaign rates: its units in the order of the list, then the posts. */
export async function ratedSubjects(store: EventStore, campaignId: string): Promise<Rated[]> {
  const roster = await campaignRoster(store, campaignId);
  const period = await ratingPeriod(store, campaignId);
  const codes = new Map(roster.map(({ unitId, code }) => [unitId, code]));
  return [
    ...roster.map(({ unitId, code, peerGroup }): Rated => ({
      subjectId: unitId,
      unitId,
      code,
      peerGroup,
      post: null,
    })),
    ...(period?.posts ?? []).map(
      ({ subjectId, unitId, position, role, serviceMonths, peerGroup }): Rated => ({
        subjectId,
        unitId,
        code: `${codes.get(unitId) ?? unitId}/${position}`,
        peerGroup,
        post: { position, role, serviceMonths },
      }),
    ),
  ];
}

/** The snapshot that rates units or posts. */
export const policyOf = (
  { unitPolicy, personPolicy }: OpenPeriod,
  { post }: Pick<Rated, 'post'>,
): PinnedPolicy => (post === null ? unitPolicy : personPolicy);

/** What the decider must know, given what was loaded once for many. */
export function ratingContext({
  campaignId,
  rated,
  period,
  terms,
  undecidedBelow,
  unitLevel,
}: {
  campaignId: string;
  rated: Rated;
  period: OpenPeriod;
  terms: CampaignTerms;
  undecidedBelow: readonly string[];
  unitLevel: Level | null;
}): RatingContext {
  const { subjectId, unitId, post } = rated;
  return {
    subject: { campaignId, unitId, subjectId, headsUnit: post?.role === 'HEAD' },
    period,
    policy: policyOf(period, rated).document,
    calendar: calendarOf(terms),
    zone: terms.zone,
    undecidedBelow,
    ...(post === null ? {} : { unitLevel }),
  };
}

/** The context of one step, loaded for it alone. Throws 'rating-period-missing'. */
export async function loadRatingContext(
  store: EventStore,
  campaignId: string,
  rated: Rated,
): Promise<RatingContext> {
  const terms = await campaignTerms(store, campaignId);
  const period = requirePeriod((await ratingPeriod(store, campaignId)) ?? { status: 'NONE' });
  const isDecided = async (subjectId: string) =>
    (await ratingOf(store, { campaignId, subjectId })).state.official !== null;
  const below = rated.post === null ? (period.below[rated.unitId] ?? []) : [];
  const decided = await Promise.all(below.map(isDecided));
  const unit = rated.post === null ? null : await ratingOf(store, { campaignId, subjectId: rated.unitId });
  return ratingContext({
    campaignId,
    rated,
    period,
    terms,
    undecidedBelow: below.filter((_, index) => !decided[index]),
    unitLevel: unit?.state.official?.level ?? null,
  });
}

/** Throws 'unknown-rating' for who is not rated in the campaign. */
export async function requireRated(store: EventStore, campaignId: string, subjectId: string): Promise<Rated> {
  const found = (await ratedSubjects(store, campaignId)).find((rated) => rated.subjectId === subjectId);
  if (found !== undefined) return found;
  throw new DomainError('unknown-rating', 'The campaign rates no such unit or post.', { subjectId });
}

/** A step of the period that the ratings of a campaign share. */
export function handlePeriodCommand(
  store: EventStore,
  {
    campaignId,
    ...call
  }: { campaignId: string; commandId: string; command: PeriodCommand; expectedVersion?: number },
): Promise<CommandResult> {
  return handleCommand(store, periodDecider, {
    ...call,
    streamId: ratingPeriodIdOf(campaignId),
    correlationId: campaignId,
    context: async () => undefined,
  });
}
