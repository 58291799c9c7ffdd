import type { Day } from '../calendar/day.ts';
import { requireSteward } from '../authority.ts';
import type { Phase } from '../deadline/deadline.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import type { CampaignState } from './campaign-state.ts';
import type { CampaignCommand } from './campaign.commands.ts';
import type { CampaignStatus } from './campaign-terms.ts';

/** A campaign that a unit launches on to the units below it names the campaign that addressed the unit. */
export type CascadeParent = { campaignId: string; unitId: string };
/** whether the authority may decide a unit while units below it are undecided. */
export type LowerFirst = 'BLOCK' | 'WARN';

/** What the parent says at this moment, for steps of a cascade. */
export type ParentFrame = {
  status: CampaignStatus;
  paused: boolean;
  cutOffOn: Day;
  /** The unit is assigned there and not exempted. */
  takesPart: boolean;
  /** The last good days that bind the unit itself. */
  deadlines: Readonly<Partial<Record<Phase, Day>>>;
  /** Codes among the units the command addresses that are not below the unit. */
  outside: readonly string[];
};

/** Steps of its own cascade that a unit takes itself, as an administrator does elsewhere. */
const OF_SUPERIOR: ReadonlySet<CampaignCommand['type']> = new Set<CampaignCommand['type']>([
  'DraftCampaign',
  'SetDeadline',
  'ExpandAddressees',
  'IssueCampaign',
  'AmendCampaign',
  'ExtendDeadline',
  'AddAddressee',
  'PauseCampaign',
  'ResumeCampaign',
  'CloseCampaign',
  'CancelCampaign',
]);

export function parentOf(command: CampaignCommand, state: CampaignState): CascadeParent | null {
  if (command.type === 'DraftCampaign') return command.data.parent ?? null;
  return state.status === 'NONE' ? null : state.parent;
}

/** An administrator or the clock steers any campaign; a unit only what it launched on itself. Throws 'forbidden-role'. */
export function requireSteering(command: CampaignCommand, state: CampaignState): void {
  const { actor, type } = command;
  const parent = parentOf(command, state);
  if (parent !== null && actor.role === 'UNIT' && actor.unitId === parent.unitId && OF_SUPERIOR.has(type))
    return;
  requireSteward(actor);
}

/**
 * What binds a cascade besides the rules of every campaign: its parent asks something of the unit, the addressees are below
 * the unit, and no day is later than the unit's own: what the units below send has to be in before the unit's is due.
 * Throws 'parent-not-open', 'unit-outside-subtree', 'deadline-after-parent'.
 */
export function requireCascade(
  command: CampaignCommand,
  state: CampaignState,
  frame: ParentFrame | null | undefined,
): void {
  if (parentOf(command, state) === null) return;
  if (frame === null || frame === undefined)
    throw new TypeError('A step of a cascade needs what its parent says.');
  switch (command.type) {
    case 'DraftCampaign':
      requireOpen(frame);
      return requireNotLater('/cutOffOn', command.data.cutOffOn, frame.cutOffOn);
    case 'SetDeadline': {
      const { phase, on } = command.data.deadline;
      return requireNotLater('/deadline/on', on, frame.deadlines[phase]);
    }
    case 'ExtendDeadline':
      return requireNotLater('/to', command.data.to, frame.deadlines[command.data.phase]);
    case 'ExpandAddressees':
    case 'AddAddressee':
      return requireBelow(frame.outside);
    case 'IssueCampaign':
      return requireOpen(frame);
    // A day that the calendar moves, it moves for the parent too.
    case 'AdoptCalendar':
    case 'OpenReviewing':
    case 'AmendCampaign':
    case 'PauseCampaign':
    case 'ResumeCampaign':
    case 'OpenRating':
    case 'CompleteScoring':
    case 'CloseCampaign':
    case 'CancelCampaign':
      return;
    default:
      return assertNever(command);
  }
}

function requireOpen({ status, paused, takesPart }: ParentFrame): void {
  if (status === 'REVIEWING' && !paused && takesPart) return;
  throw new DomainError(
    'parent-not-open',
    'A unit launches on what it was asked itself: its own campaign must be open, and the unit a part of it.',
    { campaignStatus: status, paused, takesPart },
  );
}

function requireNotLater(path: string, on: Day, limit: Day | undefined): void {
  if (limit === undefined || on <= limit) return;
  throw new DomainError(
    'deadline-after-parent',
    `${on} is after ${limit}, the day that binds the unit itself. Set an earlier one.`,
    { path, on, limit },
  );
}

function requireBelow(outside: readonly string[]): void {
  if (outside.length === 0) return;
  throw new DomainError('unit-outside-subtree', `Not below the unit: ${outside.join(', ')}.`, {
    path: '/units',
    units: outside,
  });
}
