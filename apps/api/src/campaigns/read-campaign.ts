import type { CampaignView } from '@dondoc/contracts/campaigns.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { campaignDecider } from '@dondoc/domain/campaign/campaign.decider.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { termsOf, type LiveCampaign } from '@dondoc/domain/campaign/campaign-state.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { campaignTerms } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { Caller } from '../http/request-context.ts';

type CampaignThen = { state: LiveCampaign; version: number };

const unknown = (campaignId: string) =>
  new DomainError('unknown-campaign', 'There is no such campaign.', { campaignId });

/** The campaign folded from its events up to a position. Throws 'unknown-campaign', also for one that began later. */
export async function campaignAsOf(
  store: EventStore,
  campaignId: string,
  position: Position,
): Promise<CampaignThen> {
  const { events, version } = await store.readStream<CampaignEvent>(campaignId, { upTo: position });
  const state = fold(campaignDecider, events);
  if (state.status === 'NONE') throw unknown(campaignId);
  return { state, version };
}

/** Whether the caller's unit launched this campaign on to the units below it. */
export async function isSuperior(
  store: EventStore,
  { account }: Caller,
  campaignId: string,
): Promise<boolean> {
  if (account.role !== 'UNIT' || account.unitId === null) return false;
  if ((await store.streamVersion(campaignId)) === 0) return false;
  return (await campaignTerms(store, campaignId)).parent?.unitId === account.unitId;
}

/** Lets through whoever may steer the campaign: administrators, and the unit that launched it on. */
export async function requireSteerable(store: EventStore, me: Caller, campaignId: string): Promise<void> {
  if (me.account.role === 'UNIT' && !(await isSuperior(store, me, campaignId))) throw unknown(campaignId);
}

/** A unit sees the campaigns that address it, and those it launched on. To it, any other does not exist. */
export async function requireAddressed(store: EventStore, me: Caller, campaignId: string): Promise<void> {
  const { account } = me;
  if (account.role !== 'UNIT' || (await isSuperior(store, me, campaignId))) return;
  const isAddressed =
    account.unitId !== null && (await store.streamVersion(assignmentIdOf(campaignId, account.unitId))) > 0;
  if (!isAddressed) throw unknown(campaignId);
}

export function campaignView({ state, version }: CampaignThen, position: Position): CampaignView {
  const { earlierRequirements: _, adoptions, ...terms } = termsOf(state);
  const byCategory = new Map<string, number>();
  for (const { category } of state.roster) byCategory.set(category, (byCategory.get(category) ?? 0) + 1);
  return {
    ...terms,
    status: state.status,
    calendarsAdopted: adoptions.map(({ at, calendar: { code, version }, replaced }) => ({
      at,
      calendar: { code, version },
      replaced,
    })),
    title: state.title,
    reviewYear: state.reviewYear,
    monitoringYear: state.monitoringYear,
    unitCount: state.roster.length,
    unitsByCategory: Object.fromEntries(byCategory),
    version,
    asOf: position,
  };
}
