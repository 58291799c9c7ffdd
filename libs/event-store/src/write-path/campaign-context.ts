import type { AssignmentCommand, AssignmentContext } from '@dondoc/domain/assignment/assignment.commands.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import { NO_LOWER_UNITS, type LowerUnits } from '@dondoc/domain/assignment/lower-units.ts';
import { calendarFor } from '@dondoc/domain/calendar/calendars.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import { campaignDecider } from '@dondoc/domain/campaign/campaign.decider.ts';
import type { Addressee, CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { rosterOf, termsOf, type CampaignState } from '@dondoc/domain/campaign/campaign-state.ts';
import type { ParentFrame } from '@dondoc/domain/campaign/cascade.ts';
import type { CampaignTerms } from '@dondoc/domain/campaign/campaign-terms.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '../event-store.ts';
import { contentHash } from '../envelope.ts';
import { openFindingsOf } from './finding-context.ts';
import { lowerUnitsIn, parentFrame } from './cascade-context.ts';
import { handleCommand, type CommandResult } from './handle-command.ts';
import { assignmentIdOf, cascadeIdOf } from '../stream-ids.ts';

type Folded = { version: number; state: CampaignState };

// A campaign of 50,000 units is read by every command of every unit. Folding it once per version and asking only "is there
// a newer version?" keeps each of those reads to one indexed row. One cache a store: dropped with it.
const caches = new WeakMap<EventStore, Map<string, Folded>>();

async function campaignState(store: EventStore, campaignId: string): Promise<CampaignState> {
  const cache = caches.get(store) ?? new Map<string, Folded>();
  caches.set(store, cache);
  const known = cache.get(campaignId) ?? { version: 0, state: campaignDecider.initialState };
  if ((await store.streamVersion(campaignId)) === known.version && known.version > 0) return known.state;

  const { events, version } = await store.readStream<CampaignEvent>(campaignId, {
    afterVersion: known.version,
  });
  if (version === 0) {
    throw new DomainError('unknown-campaign', 'There is no such campaign.', { campaignId });
  }
  const folded = { version, state: events.reduce(campaignDecider.evolve, known.state) };
  if (folded.version >= (cache.get(campaignId)?.version ?? 0)) cache.set(campaignId, folded);
  return folded.state;
}

/** What an assignment must know of its campaign, as of now. Throws DomainError 'unknown-campaign'. */
export async function campaignTerms(store: EventStore, campaignId: string): Promise<CampaignTerms> {
  return termsOf(await campaignState(store, campaignId));
}

/** Every addressed unit, in the order of the frozen list, later additions last. */
export async function campaignRoster(store: EventStore, campaignId: string): Promise<readonly Addressee[]> {
  return rosterOf(await campaignState(store, campaignId));
}

/** For decisions on any unit of the campaign; without the findings against it, which only its submissions need. */
export async function assignmentContext(store: EventStore, campaignId: string): Promise<AssignmentContext> {
  const terms = await campaignTerms(store, campaignId);
  return { terms, calendar: calendarOf(terms), findings: null, hashOf: contentHash, lower: null };
}

/** What the unit submits is held against what is open against it at that moment. */
const NEEDS_FINDINGS: ReadonlySet<AssignmentCommand['type']> = new Set<AssignmentCommand['type']>([
  'SubmitReview',
  'SubmitPlan',
  'AmendPlan',
]);

/** A unit's step, by whoever takes it: the API for people, an activity for the clock. */
export function handleAssignmentCommand(
  store: EventStore,
  call: {
    campaignId: string;
    unitId: string;
    commandId: string;
    command: AssignmentCommand;
    expectedVersion?: number;
  },
): Promise<CommandResult> {
  const { campaignId, unitId, commandId, command, expectedVersion } = call;
  return handleCommand(store, assignmentDecider, {
    commandId,
    command,
    expectedVersion,
    streamId: assignmentIdOf(campaignId, unitId),
    correlationId: campaignId,
    context: async () => {
      const context = await assignmentContext(store, campaignId);
      if (call.command.type === 'ApprovePlan')
        return { ...context, lower: await lowerUnitsOf(store, campaignId, unitId) };
      if (!NEEDS_FINDINGS.has(call.command.type)) return context;
      return { ...context, findings: await openFindingsOf(store, unitId) };
    },
  });
}

/** A step of the campaign itself. A draft names its calendar in the command; later steps use the campaign's own. */
export function handleCampaignCommand(
  store: EventStore,
  call: { campaignId: string; commandId: string; command: CampaignCommand; expectedVersion?: number },
): Promise<CommandResult> {
  const { campaignId, ...rest } = call;
  const calendar = async (): Promise<WorkingCalendar> =>
    call.command.type === 'DraftCampaign'
      ? calendarFor(call.command.data.calendar)
      : calendarOf(await campaignTerms(store, campaignId));
  return handleCommand(store, campaignDecider, {
    ...rest,
    streamId: campaignId,
    correlationId: campaignId,
    context: async () => ({
      calendar: await calendar(),
      parent: await cascadeFrame(store, campaignId, call.command),
    }),
  });
}

/** What binds a step of a cascade; null for a campaign without a parent. */
export async function cascadeFrame(
  store: EventStore,
  campaignId: string,
  command: CampaignCommand,
): Promise<ParentFrame | null> {
  const parent =
    command.type === 'DraftCampaign' ? command.data.parent : (await campaignTerms(store, campaignId)).parent;
  if (parent === null || parent === undefined) return null;
  return parentFrame(store, { parent, terms: await campaignTerms(store, parent.campaignId) }, command);
}

async function lowerUnitsOf(store: EventStore, campaignId: string, unitId: string): Promise<LowerUnits> {
  const cascadeId = cascadeIdOf(campaignId, unitId);
  if ((await store.streamVersion(cascadeId)) === 0) return NO_LOWER_UNITS;
  const cascade = await campaignState(store, cascadeId);
  return lowerUnitsIn(store, { terms: termsOf(cascade), roster: rosterOf(cascade) });
}
