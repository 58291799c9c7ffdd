import type { SelectExcellentRequest } from '@dondoc/contracts/rating-requests.ts';
import type { RatingsWritten } from '@dondoc/contracts/ratings.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { CapMember } from '@dondoc/domain/rating/cap-group.ts';
import { requirePeriod } from '@dondoc/domain/rating/process/period.decider.ts';
import { groupOf } from '@dondoc/domain/rating/process/period-state.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import {
  handlePeriodCommand,
  loadRatingContext,
  policyOf,
  ratedSubjects,
  ratingOf,
  ratingPeriod,
  type Rated,
} from '@dondoc/event-store/rating-context.ts';
import { stepRatings } from '@dondoc/event-store/rating-steps.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { Issued } from '../http/request-context.ts';
import { ratingsWritten } from './rating-bulk.ts';
import { ratedIn } from './rating-subject.ts';

/**
 * The cap of one peer group: computed once for the group and on record there, then written to each member that has no decision yet.
 * A retry finds the cap and writes what is missing.
 */
export async function selectExcellent(
  store: EventStore,
  {
    campaignId,
    issued: { commandId, at },
    actor,
    request: { group, choice, exceptional },
  }: { campaignId: string; issued: Issued; actor: ActorRef; request: SelectExcellentRequest },
): Promise<RatingsWritten> {
  const period = requirePeriod((await ratingPeriod(store, campaignId)) ?? { status: 'NONE' });
  const rated = (await ratedSubjects(store, campaignId)).filter(
    ({ peerGroup }) => groupOf(period, peerGroup) === group,
  );
  const [first] = rated;
  if (first === undefined) {
    throw new DomainError('unknown-group', `Nobody is rated in the peer group ${group}.`, { path: '/group' });
  }
  const members = await Promise.all(rated.map((each) => memberOf(store, campaignId, each)));
  const chosen =
    choice && (await ratedIn(store, campaignId, choice.selected)).map(({ subjectId }) => subjectId);
  await handlePeriodCommand(store, {
    campaignId,
    commandId,
    command: {
      type: 'ComputeCap',
      at,
      actor,
      data: {
        group,
        members,
        policy: policyOf(period, first),
        choice: choice && chosen ? { selected: chosen, reason: choice.reason } : null,
        exceptional: exceptional
          ? { ratio: exceptional.ratio ?? null, decisionNo: exceptional.decisionNo }
          : null,
      },
    },
  });
  const cap = (await ratingPeriod(store, campaignId))?.caps[group];
  if (cap === undefined) throw new Error(`The cap of ${group} is not on record.`);
  const selected = new Set(cap.selected);
  const taken = await stepRatings(store, {
    campaignId,
    rated,
    allOrNothing: false,
    stepOf: async (subject) => ({
      commandId: `rating/${campaignId}/${subject.subjectId}/cap/${group}/${cap.capVersion}/${commandId}`,
      command: {
        type: 'ApplyCap',
        at,
        actor,
        data: { group, selected: selected.has(subject.subjectId), capVersion: cap.capVersion },
      },
      context: await loadRatingContext(store, campaignId, subject),
    }),
  });
  return ratingsWritten(rated, [taken]);
}

/** Whose result is missing or stale cannot be counted: the group waits. */
async function memberOf(
  store: EventStore,
  campaignId: string,
  { subjectId, code, post }: Rated,
): Promise<CapMember> {
  const { provisional, isStale } = (await ratingOf(store, { campaignId, subjectId })).state;
  if (provisional === null || isStale) {
    throw new DomainError(
      provisional === null ? 'not-provisional' : 'provisional-stale',
      `${code} has no result of now. Run the rating again.`,
      { subject: code },
    );
  }
  const extensions = post === null ? await extensionsOf(store, campaignId, subjectId) : undefined;
  const { level, score, parts } = provisional;
  const b1 = parts.find((part) => part.code === 'B1')?.points ?? null;
  return { id: subjectId, level, score, b1, ...(extensions === undefined ? {} : { extensions }) };
}

async function extensionsOf(store: EventStore, campaignId: string, unitId: string): Promise<number> {
  const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
  return events.filter(({ type }) => type === 'UnitDeadlineExtended').length;
}
