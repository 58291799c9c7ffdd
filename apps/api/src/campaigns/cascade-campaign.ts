import type { CascadeRequest } from '@dondoc/contracts/campaign-requests.ts';
import type { UnitRow } from '@dondoc/contracts/units.ts';
import { calendarFor } from '@dondoc/domain/calendar/calendars.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { campaignDecider } from '@dondoc/domain/campaign/campaign.decider.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import { termsOf, type LiveCampaign } from '@dondoc/domain/campaign/campaign-state.ts';
import type { DirectiveContent } from '@dondoc/domain/directive/directive.events.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { handleCampaignCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import { parentFrame } from '@dondoc/event-store/write-path/cascade-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { CommandResult } from '@dondoc/event-store/write-path/handle-command.ts';
import { cascadeIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { Caller, Issued } from '../http/request-context.ts';
import { actorOf } from '../http/actor.ts';
import type { Views } from '../views.ts';
import { everyPage } from './every-page.ts';
import { namedUnits, requireDirectory } from './expand-addressees.ts';
import { deadlineFrom } from './read-deadline.ts';
import { refusedUnder } from './refused-under.ts';

type Step = { name: string; field: string; command: CampaignCommand };
type Call = {
  me: Caller;
  issued: Issued;
  unitId: string;
  parent: LiveCampaign;
  directive: DirectiveContent;
  request: CascadeRequest;
};
type Ports = { store: EventStore; views: Views };

/**
 * A unit launches the directive on to the units below it: a campaign of its own, drafted and issued in one go, on the terms
 * of the campaign that addressed the unit. All of it is decided once before anything is written; a retry carries on.
 */
export async function cascadeCampaign(
  ports: Ports,
  call: Call,
): Promise<CommandResult & { campaignId: string }> {
  const { store } = ports;
  const campaignId = cascadeIdOf(call.parent.campaignId, call.unitId);
  const steps = await stepsOf(ports, campaignId, call);
  await rehearse(store, steps, call);
  let last: CommandResult | undefined;
  for (const { name, command } of steps) {
    const commandId = `${call.issued.commandId}/${name}`;
    last = await handleCampaignCommand(store, { campaignId, commandId, command });
  }
  if (last === undefined) throw new Error('A cascade has at least one step.');
  return { ...last, campaignId };
}

async function stepsOf(ports: Ports, campaignId: string, call: Call): Promise<Step[]> {
  const { me, issued, unitId, parent, directive, request } = call;
  const { zone } = parent;
  const by = { at: issued.at, actor: actorOf(me) };
  const units = await unitsBelow(ports, call);
  const terms: Extract<CampaignCommand, { type: 'DraftCampaign' }>['data'] = {
    campaignId,
    directiveId: parent.directiveId,
    title: request.title ?? parent.title,
    reviewYear: parent.reviewYear,
    monitoringYear: parent.monitoringYear,
    zone,
    calendar: parent.calendar,
    policy: parent.policy,
    cadence: parent.cadence,
    requirements: parent.requirements,
    cutOffOn: request.cutOffOn ?? parent.cutOffOn,
    parent: { campaignId: parent.campaignId, unitId },
    lowerFirst: parent.lowerFirst,
  };
  return [
    { name: 'draft', field: '', command: { type: 'DraftCampaign', ...by, data: terms } },
    ...request.deadlines.map((words, index): Step => {
      const field = `/deadlines/${index}`;
      const setting = { zone, issuedOn: dayOf(issued.at, zone) };
      const deadline = refusedUnder(field, () => deadlineFrom(words, setting));
      return {
        name: `deadline/${index}`,
        field,
        command: { type: 'SetDeadline', ...by, data: { deadline } },
      };
    }),
    {
      name: 'addressees',
      field: '',
      command: { type: 'ExpandAddressees', ...by, data: { units, basis: { ref: directive.number.raw } } },
    },
    { name: 'issue', field: '', command: { type: 'IssueCampaign', ...by, data: {} } },
  ];
}

/** Those the request names, or every unit directly below that exists today. */
async function unitsBelow(
  { store, views }: Ports,
  { unitId, parent, issued, request }: Call,
): Promise<Addressee[]> {
  if (request.units !== undefined) return namedUnits(store, request.units, '/units');
  await requireDirectory({ store, views });
  const today = dayOf(issued.at, parent.zone);
  const units: UnitRow[] = [];
  for await (const unit of everyPage<UnitRow>((page) => views.units({ ...page, sort: 'code' })))
    units.push(unit);
  const own = units.find((unit) => unit.unitId === unitId)?.code;
  const below = units.filter(
    ({ parentCode, validFrom, validTo }) =>
      parentCode !== null &&
      parentCode === own &&
      validFrom <= today &&
      (validTo === null || today < validTo),
  );
  if (below.length === 0) {
    throw new DomainError(
      'no-addressees',
      'The directory has no unit directly below. Name them in `units`.',
      {
        path: '/units',
      },
    );
  }
  return below.map(({ unitId: id, code, addresseeCategory, peerGroup }) => ({
    unitId: id,
    code,
    category: addresseeCategory,
    peerGroup,
  }));
}

async function rehearse(store: EventStore, steps: readonly Step[], { parent, unitId }: Call): Promise<void> {
  const calendar = calendarFor(parent.calendar);
  const above = { parent: { campaignId: parent.campaignId, unitId }, terms: termsOf(parent) };
  let state = campaignDecider.initialState;
  for (const { command, field } of steps) {
    const context = { calendar, parent: await parentFrame(store, above, command) };
    const events = refusedUnder(field, () => campaignDecider.decide(command, state, context));
    state = events.reduce(campaignDecider.evolve, state);
  }
}
