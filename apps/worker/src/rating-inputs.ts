import { RATING_ACTOR, type Clock } from '@dondoc/activities/clock.ts';
import type { DomainEvent, EventType } from '@dondoc/domain/events.ts';
import { periodDecider } from '@dondoc/domain/rating/process/period.decider.ts';
import type { PeriodEvent } from '@dondoc/domain/rating/process/period.events.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import {
  ratedSubjects,
  ratingPeriod,
  type Rated,
} from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { ratingRun, RATINGS_AT_ONCE, runRatings } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { ratingIdOf } from '@dondoc/event-store/stream-ids.ts';
import { streamsOfCategory } from '@dondoc/event-store/streams-of-category.ts';

type Logged = RecordedEvent & DomainEvent;

/** What of a unit's own cycle its rating counts; reminders and drafts of evidence are not among it. */
const OF_THE_UNIT: ReadonlySet<EventType> = new Set<EventType>([
  'SelfReviewSubmitted',
  'SelfReviewReturned',
  'SelfReviewAccepted',
  'PlanSubmitted',
  'PlanAmended',
  'PlanReturned',
  'PlanApproved',
  'ActionReportedDone',
  'VerificationRecorded',
  'ActionExtensionGranted',
  'ActionCarriedOver',
  'CheckInOpened',
  'CheckInSubmitted',
  'UnitDeadlineExtended',
  'UnitDeadlineRecomputed',
  'UnitExempted',
  'ItemsTransferred',
  'ItemsInherited',
]);
const OF_EVERYBODY: ReadonlySet<EventType> = new Set<EventType>([
  'DeadlineExtended',
  'DeadlineRecomputed',
  'CalendarVersionAdopted',
  'PeriodReopened',
  'PoliciesAdopted',
]);

/** Whose rating to work out again. `moved`: units on whose rating others rest, their posts and the unit above. */
type Touched = { everybody: boolean; subjects: Set<string>; moved: Set<string> };

/**
 * R-20 at once: a rating that was computed follows its inputs. A finding, a verdict, an extension or an import that changes the result
 * makes a new one, and what was approved on the old is void. The same result again writes nothing, so a redo changes nothing.
 * Closed campaigns and locked periods stand still; a period that is reopened is worked out again as a whole.
 */
export function createRatingInputs({ store, now }: { store: EventStore; now: Clock }): FollowerDefinition {
  // Few enough to know them all: findings belong to a unit, and the unit is rated in some of these.
  let rating: Set<string> | null = null;
  return {
    name: 'rating-inputs',
    version: 1,
    concerns: (event) => event.type === 'RatingPeriodOpened' || inputOf(event as Logged) !== null,
    async handle(events, tx) {
      rating ??= await campaignsWithRatings(store, tx);
      const touched = new Map<string, Touched>();
      for (const event of events as readonly Logged[]) {
        if (event.type === 'RatingPeriodOpened') rating.add(event.data.campaignId);
        else for (const campaignId of campaignsOf(event, rating)) note(touched, campaignId, event);
      }
      for (const [campaignId, whom] of touched) await rateAgain({ store, now, tx }, campaignId, whom);
    },
  };
}

async function campaignsWithRatings(store: EventStore, tx: FollowerTransaction): Promise<Set<string>> {
  const campaigns = new Set<string>();
  for (const streamId of await streamsOfCategory(tx, periodDecider.category)) {
    const [opened] = (await store.readStream<PeriodEvent>(streamId)).events;
    if (opened?.type === 'RatingPeriodOpened') campaigns.add(opened.data.campaignId);
  }
  return campaigns;
}

function campaignsOf(event: Logged, rating: ReadonlySet<string>): Iterable<string> {
  if (event.category === 'finding') return rating;
  const campaignId = 'campaignId' in event.data ? event.data.campaignId : null;
  return campaignId !== null && rating.has(campaignId) ? [campaignId] : [];
}

/** What of the ratings rests on this event; null: nothing. */
function inputOf(event: Logged): { everybody?: true; subject?: string; moved?: string } | null {
  if (OF_EVERYBODY.has(event.type)) return { everybody: true };
  if (event.type === 'RatingFactsImported' || event.type === 'AppraisalRecorded')
    return { subject: event.data.subjectId, moved: event.data.subjectId };
  if (event.type === 'RatingDecided' || event.type === 'RatingSuperseded')
    return { moved: event.data.subjectId };
  const isOfTheUnit = event.category === 'finding' || OF_THE_UNIT.has(event.type);
  return isOfTheUnit && 'unitId' in event.data ? { subject: event.data.unitId } : null;
}

function note(all: Map<string, Touched>, campaignId: string, event: Logged): void {
  const input = inputOf(event);
  if (input === null) return;
  const touched = all.get(campaignId) ?? { everybody: false, subjects: new Set(), moved: new Set() };
  if (input.everybody) touched.everybody = true;
  if (input.subject !== undefined) touched.subjects.add(input.subject);
  if (input.moved !== undefined) touched.moved.add(input.moved);
  all.set(campaignId, touched);
}

async function rateAgain(
  { store, now, tx }: { store: EventStore; now: Clock; tx: FollowerTransaction },
  campaignId: string,
  { everybody, subjects, moved }: Touched,
): Promise<void> {
  const period = await ratingPeriod(store, campaignId);
  if (period === null || period.lock !== null) return;
  const { status } = await campaignTerms(store, campaignId);
  if (status === 'CLOSED' || status === 'CANCELLED') return;
  const rests = ({ unitId, post }: Rated) =>
    post === null ? (period.below[unitId] ?? []).some((below) => moved.has(below)) : moved.has(unitId);
  const all = await ratedSubjects(store, campaignId);
  const asked = all.filter((rated) => everybody || subjects.has(rated.subjectId) || rests(rated));
  const begun = await Promise.all(
    asked.map(async (rated) => (await store.streamVersion(ratingIdOf(campaignId, rated.subjectId))) > 0),
  );
  const rated = asked.filter((_, index) => begun[index]);
  if (rated.length === 0) return;
  const by = { at: await now(), actor: RATING_ACTOR };
  const run = await ratingRun(store, { campaignId, by });
  for (let from = 0; from < rated.length; from += RATINGS_AT_ONCE) {
    // The cursor's transaction is ended by the server when it says nothing for long.
    await tx.query('SELECT 1');
    const page = rated.slice(from, from + RATINGS_AT_ONCE);
    await runRatings(store, run, { rated: page, by, onlyComputed: true });
  }
}
