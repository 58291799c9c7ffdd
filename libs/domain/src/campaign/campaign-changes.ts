import { isDay } from '../calendar/day-arithmetic.ts';
import type { Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import { deadlineOn } from '../deadline/make-deadline.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isSameValue } from '../same-value.ts';
import { isSameText } from '../text.ts';
import { appliedChanges } from './amendment.ts';
import { requirementFaults } from './campaign-checks.ts';
import { requireCovered, requireListedOnce } from './campaign-draft.ts';
import { currentDeadlines, requireInOrder } from './campaign-launch.ts';
import type { CampaignState } from './campaign-state.ts';
import { requireBasis, requireReason, requireRunning, requireStatus, type DataOf } from './campaign-step.ts';
import type { CampaignEvent } from './campaign.events.ts';
import { requireExtensible } from './extension.ts';

/**
 * Replaces the list of requirements from a day on (today at the earliest, never before an earlier amendment).
 * A number, once used, stands for one text for good: what a unit answered stays an answer to what was asked.
 */
export function amendCampaign(
  data: DataOf<'AmendCampaign'>,
  at: Instant,
  state: CampaignState,
): CampaignEvent[] {
  const campaign = requireStatus(state, 'ISSUED', 'REVIEWING');
  const { effectiveOn, basis } = data;
  const changes = 'changes' in data ? data.changes : [];
  const requirements =
    'changes' in data ? appliedChanges(campaign.requirements, data.changes) : data.requirements;
  const replaced = Object.fromEntries(
    changes.flatMap((one) =>
      one.kind === 'CHANGE' && one.no !== one.requirement.no ? [[one.requirement.no, one.no]] : [],
    ),
  );
  requireBasis(basis, '/basis/ref');
  const last = campaign.earlierRequirements.at(-1)?.until ?? effectiveOn;
  if (last === effectiveOn && isSameValue(requirements, campaign.requirements)) return [];
  refuseFaults('amendment-invalid', 'amendment', [
    ...faultsOf([
      ['/effectiveOn', isDay(effectiveOn), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/effectiveOn', effectiveOn >= dayOf(at, campaign.zone), 'must not be in the past'],
      ['/effectiveOn', effectiveOn >= last, `must not be before the amendment in force from ${last}`],
    ]),
    ...requirementFaults(requirements),
  ]);
  const reused = requirements.filter(({ no, text }) => {
    const known = campaign.requirementTexts[no];
    return known !== undefined && !isSameText(known, text);
  });
  if (reused.length > 0) {
    const numbers = reused.map(({ no }) => no);
    throw new DomainError(
      'requirement-number-reused',
      `A changed requirement needs a new number. Numbers in use with another text: ${numbers.join(', ')}.`,
      { numbers },
    );
  }
  return [
    {
      type: 'CampaignAmended',
      data: {
        campaignId: campaign.campaignId,
        requirements,
        effectiveOn,
        basis,
        ...(Object.keys(replaced).length > 0 && { replaced }),
      },
    },
  ];
}

/** Moves one phase of the whole campaign to a later day; the first deadline stays on record. */
export function extendDeadline(
  data: DataOf<'ExtendDeadline'>,
  at: Instant,
  state: CampaignState,
  calendar: WorkingCalendar,
): CampaignEvent[] {
  const campaign = requireStatus(state, 'ISSUED', 'REVIEWING', 'RATING', 'MONITORING');
  requireRunning(campaign);
  requireReason(data.reason);
  requireBasis(data.basis, '/basis/ref');
  const from = campaign.deadlines[data.phase]?.current;
  if (from === undefined) {
    throw new DomainError('deadline-missing', `No deadline is stated for ${data.phase}.`, {
      phases: [data.phase],
    });
  }
  const { zone, cutOffOn, cadence } = campaign;
  requireExtensible({ from, to: data.to, at, graceDays: cadence.extensionGraceDays, zone, cutOffOn });
  const to = deadlineOn({ phase: data.phase, on: data.to, relation: 'BY', basis: data.basis }, zone);
  requireCovered(to, campaign, calendar);
  requireInOrder(
    currentDeadlines(campaign).map((deadline) => (deadline.phase === to.phase ? to : deadline)),
    campaign,
  );
  const { campaignId } = campaign;
  return [
    { type: 'DeadlineExtended', data: { campaignId, phase: data.phase, from, to, reason: data.reason } },
  ];
}

/**
 * the frozen list grows by a late joiner with its basis; a successor joins also when the reviewing is over.
 * Nothing when the same unit is on it already.
 */
export function addAddressee(
  { unit, basis, inherits }: DataOf<'AddAddressee'>,
  state: CampaignState,
): CampaignEvent[] {
  const { campaignId, roster } =
    inherits === undefined
      ? requireStatus(state, 'ISSUED', 'REVIEWING')
      : requireStatus(state, 'ISSUED', 'REVIEWING', 'RATING', 'MONITORING');
  requireBasis(basis, '/basis/ref');
  const listed = roster.find(({ unitId }) => unitId === unit.unitId);
  if (listed?.code === unit.code) return [];
  requireListedOnce([...roster, unit]);
  return [{ type: 'AddresseeAdded', data: { campaignId, unit, basis, ...(inherits && { inherits }) } }];
}
