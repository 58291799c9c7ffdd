import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { CapMember } from '@dondoc/domain/rating/cap-group.ts';
import type { Level } from '@dondoc/domain/rating/level.ts';
import { requirePeriod } from '@dondoc/domain/rating/process/period.decider.ts';
import type { CapChoice, CapDecision } from '@dondoc/domain/rating/process/period.events.ts';
import {
  adoptedDocument,
  bindsPeriod,
  groupOf,
  type OpenPeriod,
} from '@dondoc/domain/rating/process/period-state.ts';
import { proposalsOf } from '@dondoc/domain/rating/validate-policy.ts';
import { contentSha256 } from '../../envelope.ts';
import type { EventStore } from '../../event-store.ts';
import type { CommandResult } from '../handle-command.ts';
import {
  handlePeriodCommand,
  loadRatingContext,
  policyOf,
  ratedSubjects,
  ratingOf,
  ratingPeriod,
  type Rated,
} from './rating-context.ts';
import { stepRatings, type StepsTaken } from './rating-steps.ts';
import { assignmentIdOf } from '../../stream-ids.ts';

/** One act of the authority on many ratings of a campaign. */
type Act = { campaignId: string; commandId: string; at: Instant; actor: ActorRef };

/**
 * The proposals of the period's policies become the authority's own: from here on they decide, by the same rules. Results are
 * computed again, because a result names the document that it rests on. Throws what the period's decider refuses.
 */
export async function adoptPolicies(
  store: EventStore,
  { campaignId, commandId, at, actor }: Act,
  decision: { decisionNo: string; decidedOn: Day },
): Promise<CommandResult> {
  const period = requirePeriod((await ratingPeriod(store, campaignId)) ?? { status: 'NONE' });
  const proposed = [period.unitPolicy, period.personPolicy].filter(
    ({ document }) => proposalsOf(document).length > 0,
  );
  const adopted = proposed.map(({ document }) => ({
    code: document.code,
    sha256: contentSha256(adoptedDocument(document, decision)),
  }));
  return handlePeriodCommand(store, {
    campaignId,
    commandId,
    command: { type: 'AdoptPolicies', at, actor, data: { ...decision, adopted } },
  });
}

/**
 * The cap of one peer group: computed once for the group and on record there, then written to each member that has no decision
 * yet. A retry finds the cap and writes what is missing. Throws 'unknown-group', 'not-provisional', 'provisional-stale' and what the
 * period's decider refuses.
 */
export async function capPeerGroup(
  store: EventStore,
  { campaignId, commandId, at, actor }: Act,
  cap: { group: string; choice: CapChoice | null; exceptional: CapDecision | null },
): Promise<{ rated: readonly Rated[]; taken: StepsTaken }> {
  const { group } = cap;
  const period = requirePeriod((await ratingPeriod(store, campaignId)) ?? { status: 'NONE' });
  const rated = (await ratedSubjects(store, campaignId)).filter(
    ({ peerGroup }) => groupOf(period, peerGroup) === group,
  );
  const [first] = rated;
  if (first === undefined) {
    throw new DomainError('unknown-group', `Nobody is rated in the peer group ${group}.`, { path: '/group' });
  }
  const members = await Promise.all(rated.map((each) => memberOf(store, campaignId, each, period)));
  await handlePeriodCommand(store, {
    campaignId,
    commandId,
    command: { type: 'ComputeCap', at, actor, data: { ...cap, members, policy: policyOf(period, first) } },
  });
  const computed = (await ratingPeriod(store, campaignId))?.caps[group];
  if (computed === undefined) throw new Error(`The cap of ${group} is not on record.`);
  const { capVersion } = computed;
  const selected = new Set(computed.selected);
  const taken = await stepRatings(store, {
    campaignId,
    rated,
    allOrNothing: false,
    stepOf: async (subject) => ({
      commandId: `rating/${campaignId}/${subject.subjectId}/cap/${group}/${capVersion}/${commandId}`,
      command: {
        type: 'ApplyCap',
        at,
        actor,
        data: { group, selected: selected.has(subject.subjectId), capVersion },
      },
      context: await loadRatingContext(store, campaignId, subject),
    }),
  });
  return { rated, taken };
}

/** Whose result is missing or stale cannot be counted: the group waits. */
async function memberOf(
  store: EventStore,
  campaignId: string,
  { subjectId, code, post }: Rated,
  period: OpenPeriod,
): Promise<CapMember> {
  const { provisional, isStale } = (await ratingOf(store, { campaignId, subjectId })).state;
  if (provisional === null || isStale || !bindsPeriod(period, provisional.policy.sha256)) {
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

/** What one decision says of a subject; no level: what the rules and the cap gave. */
export type DecisionLine = { rated: Rated; level?: Level | undefined; reason?: string | null | undefined };

/**
 * One numbered decision over many, all or nothing. Units below that the same decision names count as decided by it;
 * `passedOver`: by the code of a subject, the ids of the units below it that no decision names.
 * Throws 'decision-incomplete' when a subject stands in it twice.
 */
export async function decideLevels(
  store: EventStore,
  { campaignId, commandId, at, actor }: Act,
  { decisionNo, decidedOn, lines }: { decisionNo: string; decidedOn: Day; lines: readonly DecisionLine[] },
): Promise<{ taken: StepsTaken; passedOver: ReadonlyMap<string, readonly string[]> }> {
  const named = new Map(lines.map((line) => [line.rated.subjectId, line]));
  if (named.size < lines.length) {
    throw new DomainError('decision-incomplete', 'A subject stands twice in one decision.', {
      path: '/items',
    });
  }
  const passedOver = new Map<string, readonly string[]>();
  const taken = await stepRatings(store, {
    campaignId,
    rated: lines.map(({ rated }) => rated),
    allOrNothing: true,
    stepOf: async (subject, { cap, provisional }) => {
      const { level, reason = null } = named.get(subject.subjectId) ?? {};
      const given = level ?? cap?.level ?? provisional?.level ?? 'UNDETERMINED';
      const context = await loadRatingContext(store, campaignId, subject);
      const undecidedBelow = context.undecidedBelow.filter((unitId) => !named.has(unitId));
      if (undecidedBelow.length > 0) passedOver.set(subject.code, undecidedBelow);
      return {
        commandId: `${commandId}/${subject.subjectId}`,
        command: { type: 'Decide', at, actor, data: { level: given, decisionNo, decidedOn, reason } },
        context: { ...context, undecidedBelow },
      };
    },
  });
  return { taken, passedOver };
}

/** Publishes decided levels, all or nothing. `subjects` null: everybody's that is decided and not published. */
export async function publishLevels(
  store: EventStore,
  { campaignId, commandId, at, actor }: Act,
  subjects: readonly Rated[] | null,
): Promise<{ rated: readonly Rated[]; taken: StepsTaken }> {
  const rated = subjects ?? (await ratedSubjects(store, campaignId));
  const taken = await stepRatings(store, {
    campaignId,
    rated,
    allOrNothing: true,
    stepOf: async (subject, { status }) => {
      if (subjects === null && status !== 'DECIDED' && status !== 'SUPERSEDED') return null;
      return {
        commandId: `${commandId}/${subject.subjectId}`,
        command: { type: 'Publish', at, actor, data: {} },
        context: await loadRatingContext(store, campaignId, subject),
      };
    },
  });
  return { rated, taken };
}
