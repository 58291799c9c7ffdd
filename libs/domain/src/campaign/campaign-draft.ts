import { DomainError } from '../domain-error.ts';
import { addDays, isDay } from '../calendar/day-arithmetic.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { requireZone, startOfDay } from '../calendar/zoned-time.ts';
import type { Deadline } from '../deadline/deadline.ts';
import { cadenceFaults } from '../escalation/cadence-faults.ts';
import { rungsOf } from '../escalation/ladder.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { policyFor } from '../scoring/policies.ts';
import { isBlank, repeated } from '../text.ts';
import { requirementFaults } from './campaign-checks.ts';
import type { CampaignState, LiveCampaign } from './campaign-state.ts';
import { requireBasis, requireStatus, type DataOf } from './campaign-step.ts';
import type { Addressee, CampaignEvent } from './campaign.events.ts';

/** So many addressees an event, so that its envelope stays below 64 KiB. */
const PAGE = 400;

export function draftCampaign(data: DataOf<'DraftCampaign'>, state: CampaignState): CampaignEvent[] {
  if (state.status !== 'NONE') {
    throw new DomainError('campaign-exists', 'There is a campaign of this id already.', {
      campaignId: state.campaignId,
    });
  }
  const { reviewYear, monitoringYear } = data;
  refuseFaults('campaign-invalid', 'campaign-terms', [
    ...faultsOf([
      ['/campaignId', !isBlank(data.campaignId), 'must not be blank'],
      ['/directiveId', !isBlank(data.directiveId), 'must name the directive'],
      ['/title', !isBlank(data.title), 'must not be blank'],
      ['/reviewYear', isYear(reviewYear), 'must be a year from 2000 to 2100'],
      ['/monitoringYear', isYear(monitoringYear), 'must be a year from 2000 to 2100'],
      ['/monitoringYear', monitoringYear > reviewYear, 'must be after the review year'],
      ['/cutOffOn', isDay(data.cutOffOn), 'must be a day of the calendar, YYYY-MM-DD'],
    ]),
    ...requirementFaults(data.requirements),
    ...cadenceFaults(data.cadence),
  ]);
  requireZone(data.zone, '/zone');
  policyFor(data.policy);
  return [{ type: 'CampaignDrafted', data }];
}

/** Sets a phase's deadline, or replaces it while the campaign is a draft. */
export function setDeadline(
  { deadline }: DataOf<'SetDeadline'>,
  state: CampaignState,
  calendar: WorkingCalendar,
): CampaignEvent[] {
  const draft = requireStatus(state, 'DRAFT');
  const { on, endsAt, basis } = deadline;
  requireBasis(basis, '/deadline/basis/ref');
  refuseFaults(
    'deadline-invalid',
    'deadline',
    faultsOf([
      ['/deadline/on', isDay(on), 'must be a day of the calendar, YYYY-MM-DD'],
      [
        '/deadline/endsAt',
        isDay(on) && endsOn(on, endsAt, draft.zone),
        'must be the end of the last good day',
      ],
    ]),
  );
  requireCovered(deadline, draft, calendar);
  return [{ type: 'DeadlineSet', data: { campaignId: draft.campaignId, deadline } }];
}

function endsOn(on: Day, endsAt: Instant, zone: string): boolean {
  return endsAt > startOfDay(on, zone) && endsAt <= startOfDay(addDays(on, 1), zone);
}

/** Throws 'calendar-not-known' when the calendar does not reach to the last rung: better now than when it is due. */
export function requireCovered(
  deadline: Deadline,
  { cadence, zone }: LiveCampaign,
  calendar: WorkingCalendar,
): void {
  rungsOf(deadline, cadence, calendar, zone);
}

/** Freezes who is addressed, page by page. A second list in the draft adds to the first. */
export function expandAddressees(
  { units, basis }: DataOf<'ExpandAddressees'>,
  state: CampaignState,
): CampaignEvent[] {
  const { campaignId, roster, pages } = requireStatus(state, 'DRAFT');
  requireBasis(basis, '/basis/ref');
  if (units.length === 0) {
    throw new DomainError('no-addressees', 'The list of addressees is empty. Name at least one unit.', {
      path: '/units',
    });
  }
  requireListedOnce([...roster, ...units]);
  return Array.from({ length: Math.ceil(units.length / PAGE) }, (_, index) => ({
    type: 'AddresseesExpanded' as const,
    data: {
      campaignId,
      page: pages + index + 1,
      units: units.slice(index * PAGE, (index + 1) * PAGE),
      basis,
    },
  }));
}

/** Throws 'unit-listed-twice' naming every code concerned. */
export function requireListedOnce(units: readonly Addressee[]): void {
  const doubledIds = new Set(repeated(units.map(({ unitId }) => unitId)));
  const doubledCodes = repeated(units.map(({ code }) => code));
  const codes = [
    ...new Set([
      ...doubledCodes,
      ...units.filter(({ unitId }) => doubledIds.has(unitId)).map(({ code }) => code),
    ]),
  ];
  if (codes.length === 0) return;
  throw new DomainError(
    'unit-listed-twice',
    `Each unit is addressed once. Listed twice: ${codes.join(', ')}.`,
    {
      path: '/units',
      codes,
    },
  );
}

function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= 2000 && year <= 2100;
}
