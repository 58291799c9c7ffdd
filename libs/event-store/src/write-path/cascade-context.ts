import { effectiveDeadline } from '@dondoc/domain/assignment/assignment-clock.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { AssignmentState } from '@dondoc/domain/assignment/assignment-state.ts';
import { isDecided, NO_LOWER_UNITS, type LowerUnits } from '@dondoc/domain/assignment/lower-units.ts';
import type { CascadeParent } from '@dondoc/domain/campaign/campaign.events.ts';
import type { ParentFrame } from '@dondoc/domain/campaign/cascade.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import type { Addressee } from '@dondoc/domain/campaign/campaign.events.ts';
import type { CampaignTerms } from '@dondoc/domain/campaign/campaign-terms.ts';
import { PHASES } from '@dondoc/domain/deadline/deadline.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import type { UnitEvent } from '@dondoc/domain/unit/unit.events.ts';
import type { UnitState } from '@dondoc/domain/unit/unit-state.ts';
import type { EventStore } from '../event-store.ts';
import { assignmentIdOf, unitIdOf } from '../stream-ids.ts';

/** No chain of command is this long; a ring in the directory ends here. */
const MOST_LEVELS = 20;

/** What the parent of a cascade says now, for one command on it. */
export async function parentFrame(
  store: EventStore,
  { parent, terms }: { parent: CascadeParent; terms: CampaignTerms },
  command: CampaignCommand,
): Promise<ParentFrame> {
  const own = await assignmentOf(store, parent.campaignId, parent.unitId);
  const days = PHASES.flatMap((phase) => {
    const due = effectiveDeadline(own, terms, phase);
    return due === null ? [] : [[phase, due.deadline.on] as const];
  });
  return {
    status: terms.status,
    paused: terms.paused,
    cutOffOn: terms.cutOffOn,
    takesPart: own.status !== 'NONE' && own.status !== 'EXEMPTED',
    deadlines: Object.fromEntries(days),
    outside: await outsideOf(store, parent.unitId, addressedBy(command)),
  };
}

/** where the units stand that one unit launched its directive on to; `roster` and `terms` are of that cascade. */
export async function lowerUnitsIn(
  store: EventStore,
  { terms, roster }: { terms: CampaignTerms; roster: readonly Addressee[] },
): Promise<LowerUnits> {
  // A draft asks nobody for anything yet, and what was cancelled asks nothing any more.
  if (terms.status === 'DRAFT' || terms.status === 'CANCELLED') return NO_LOWER_UNITS;
  const undecided: string[] = [];
  for (const { unitId, code } of roster) {
    if (!isDecided(await assignmentOf(store, terms.campaignId, unitId))) undecided.push(code);
  }
  return { undecided, isOver: terms.status === 'CLOSED' };
}

function addressedBy(command: CampaignCommand): readonly Addressee[] {
  if (command.type === 'ExpandAddressees') return command.data.units;
  return command.type === 'AddAddressee' ? [command.data.unit] : [];
}

async function outsideOf(
  store: EventStore,
  superiorId: string,
  units: readonly Addressee[],
): Promise<string[]> {
  const superior = await unitOf(store, superiorId);
  const top = superior.status === 'NONE' ? null : superior.profile.code;
  const parents = new Map<string, string | null>();
  const parentCodeOf = async (code: string): Promise<string | null> => {
    const known = parents.get(code);
    if (known !== undefined) return known;
    const unit = await unitOf(store, unitIdOf(code));
    const parent = unit.status === 'NONE' ? null : unit.profile.parentCode;
    parents.set(code, parent);
    return parent;
  };
  const outside: string[] = [];
  for (const { code } of units) {
    let above = await parentCodeOf(code);
    for (let level = 1; above !== null && above !== top && level < MOST_LEVELS; level += 1) {
      above = await parentCodeOf(above);
    }
    if (above === null || above !== top) outside.push(code);
  }
  return outside;
}

async function assignmentOf(store: EventStore, campaignId: string, unitId: string): Promise<AssignmentState> {
  const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
  return fold(assignmentDecider, events);
}

async function unitOf(store: EventStore, unitId: string): Promise<UnitState> {
  return fold(unitDecider, (await store.readStream<UnitEvent>(unitId)).events);
}
