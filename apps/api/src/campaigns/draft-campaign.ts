import type { DraftCampaignRequest } from '@dondoc/contracts/campaign-requests.ts';
import type { ActorRef } from '@dondoc/domain/actor.ts';
import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { campaignDecider } from '@dondoc/domain/campaign/campaign.decider.ts';
import type { CampaignState } from '@dondoc/domain/campaign/campaign-state.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import type { DirectiveContent } from '@dondoc/domain/directive/directive.events.ts';
import { DEFAULT_CADENCE } from '@dondoc/domain/escalation/cadence.ts';
import { NEWEST_POLICY } from '@dondoc/domain/scoring/policies.ts';
import { handleCampaignCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { openRatingPeriod, ratingPolicies } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { eventIdOf } from '@dondoc/event-store/stream-ids.ts';
import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import type { Views } from '../views.ts';
import { addresseesOf } from './expand-addressees.ts';
import { deadlineFrom } from './read-deadline.ts';
import { refusedUnder } from './refused-under.ts';

/** `field`: where the request has what the command carries. */
type Step = { name: string; field: string; command: CampaignCommand };
export type Draft = {
  request: DraftCampaignRequest;
  directive: DirectiveContent;
  at: Instant;
  actor: ActorRef;
};

/**
 * Terms, deadlines and addressees of a new campaign, each its own command with an id that follows from the caller's key: a
 * retry meets the same campaign and carries on. All of it is decided once before anything is written, so a refused
 * request leaves no half-made draft behind.
 */
export async function draftCampaign(
  { store, views }: { store: EventStore; views: Views },
  key: string,
  draft: Draft,
): Promise<CommandResult & { campaignId: string }> {
  const { ratingPolicy: unitPolicy, personPolicy, lowerFirst, petitionWorkingDays } = draft.request;
  const terms = { unitPolicy, personPolicy, lowerFirst, petitionWorkingDays };
  // Refused before anything is written; the snapshots are taken when the terms are on record (AC-53).
  await ratingPolicies(store, terms);
  const campaignId = eventIdOf(key, 0);
  const { steps } = await rehearsedDraft({ store, views }, campaignId, draft);

  const results: CommandResult[] = [];
  for (const { name, command } of steps) {
    const commandId = `${key}/${name}`;
    results.push(await handleCampaignCommand(store, { campaignId, commandId, command }));
  }
  await openRatingPeriod(store, {
    campaignId,
    cutOffOn: draft.request.cutOffOn,
    terms,
    by: { at: draft.at, actor: draft.actor },
    commandId: `${key}/rating-period`,
  });
  const last = results.at(-1);
  if (!last) throw new Error('A draft has at least one step.');
  return { ...last, campaignId };
}

/** The commands of a draft and what they lead to, nothing written. Throws what writing them would end with. */
export async function rehearsedDraft(
  ports: { store: EventStore; views: Views },
  campaignId: string,
  draft: Draft,
): Promise<{ steps: readonly Step[]; state: CampaignState }> {
  const steps = await stepsOf(ports, campaignId, draft);
  return { steps, state: rehearse(steps) };
}

async function stepsOf(
  ports: { store: EventStore; views: Views },
  campaignId: string,
  { request, directive, at, actor }: Draft,
): Promise<Step[]> {
  const { deadlines, addressees } = request;
  const zone = request.zone ?? DEFAULT_ZONE;
  const terms: Extract<CampaignCommand, { type: 'DraftCampaign' }>['data'] = {
    campaignId,
    directiveId: request.directiveId,
    title: request.title ?? directive.abstract ?? directive.number.raw,
    reviewYear: request.reviewYear,
    monitoringYear: request.monitoringYear,
    zone,
    calendar: NEWEST_CALENDAR,
    policy: NEWEST_POLICY,
    cadence: request.cadence ?? DEFAULT_CADENCE,
    requirements: request.requirements ?? directive.requirements.map(asTopic),
    cutOffOn: request.cutOffOn,
    ...(request.lowerFirst === undefined ? {} : { lowerFirst: request.lowerFirst }),
  };
  const units = await addresseesOf(ports, addressees, at);
  const basis = { ref: directive.number.raw };
  const by = { at, actor };
  return [
    { name: 'draft', field: '', command: { type: 'DraftCampaign', ...by, data: terms } },
    ...deadlines.map((words, index): Step => {
      const field = `/deadlines/${index}`;
      const deadline = refusedUnder(field, () => deadlineFrom(words, { zone, issuedOn: directive.issuedOn }));
      return {
        name: `deadline/${index}`,
        field,
        command: { type: 'SetDeadline', ...by, data: { deadline } },
      };
    }),
    {
      name: 'addressees',
      field: '/addressees',
      command: { type: 'ExpandAddressees', ...by, data: { units, basis } },
    },
  ];
}

/** What the letter asks for, each point to be reviewed by everybody, unless the administrator says more. */
const asTopic = ({ no, text }: { no: string; text: string }) => ({
  no,
  text,
  kind: 'TOPIC_REVIEW' as const,
  mandatory: true,
  appliesTo: [],
});

/** Decides every step in memory. Throws the DomainError that writing them would end with, by the request's own field names. */
function rehearse(steps: readonly Step[]): CampaignState {
  const context = { calendar: calendarFor(NEWEST_CALENDAR) };
  let state = campaignDecider.initialState;
  for (const { command, field } of steps) {
    const events = refusedUnder(field, () => campaignDecider.decide(command, state, context));
    state = events.reduce(campaignDecider.evolve, state);
  }
  return state;
}
