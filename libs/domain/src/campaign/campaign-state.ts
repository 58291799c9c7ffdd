import type { Instant } from '../calendar/day.ts';
import type { Deadline } from '../deadline/deadline.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import type { Addressee, CampaignEvent } from './campaign.events.ts';
import type { CampaignStatus, CampaignTerms, TermDeadline } from './campaign-terms.ts';

export type LiveCampaign = Omit<CampaignTerms, 'status'> & {
  status: Exclude<CampaignStatus, 'NONE'>;
  title: string;
  reviewYear: number;
  /** The addressed units in the order of the frozen list, later additions last. */
  roster: readonly Addressee[];
  /** Pages of addressees written so far. */
  pages: number;
  /** Every requirement number ever used, with the text it stands for. */
  requirementTexts: Readonly<Record<string, string>>;
};
export type CampaignState = { status: 'NONE' } | LiveCampaign;

/** What assignments need of the campaign. Throws 'unknown-campaign' before the draft. */
export function termsOf(state: CampaignState): CampaignTerms {
  if (state.status === 'NONE') throw unknownCampaign();
  return {
    campaignId: state.campaignId,
    directiveId: state.directiveId,
    status: state.status,
    paused: state.paused,
    pauses: state.pauses,
    zone: state.zone,
    calendar: state.calendar,
    adoptions: state.adoptions,
    policy: state.policy,
    cadence: state.cadence,
    cutOffOn: state.cutOffOn,
    monitoringYear: state.monitoringYear,
    requirements: state.requirements,
    earlierRequirements: state.earlierRequirements,
    deadlines: state.deadlines,
    parent: state.parent,
    lowerFirst: state.lowerFirst,
  };
}

export function rosterOf(state: CampaignState): readonly Addressee[] {
  return state.status === 'NONE' ? [] : state.roster;
}

export function unknownCampaign(): DomainError {
  return new DomainError('unknown-campaign', 'There is no such campaign. Draft it first.');
}

export function evolveCampaign(state: CampaignState, event: CampaignEvent): CampaignState {
  if (event.type === 'CampaignDrafted') return drafted(event.data);
  return state.status === 'NONE' ? state : evolveLive(state, event);
}

type Drafted = Extract<CampaignEvent, { type: 'CampaignDrafted' }>['data'];

function drafted(data: Drafted): LiveCampaign {
  return {
    ...data,
    status: 'DRAFT',
    paused: false,
    pauses: [],
    adoptions: [],
    earlierRequirements: [],
    deadlines: {},
    parent: data.parent ?? null,
    lowerFirst: data.lowerFirst ?? 'BLOCK',
    roster: [],
    pages: 0,
    requirementTexts: textsOf(data.requirements),
  };
}

function evolveLive(
  state: LiveCampaign,
  event: Exclude<CampaignEvent, { type: 'CampaignDrafted' }>,
): LiveCampaign {
  switch (event.type) {
    case 'DeadlineSet': {
      const { deadline } = event.data;
      const first: TermDeadline = { current: deadline, original: deadline, version: 1 };
      return { ...state, deadlines: { ...state.deadlines, [deadline.phase]: first } };
    }
    case 'AddresseesExpanded':
      return { ...state, pages: event.data.page, roster: [...state.roster, ...event.data.units] };
    case 'CampaignIssued':
      return { ...state, status: 'ISSUED' };
    case 'ReviewingOpened':
      return { ...state, status: 'REVIEWING' };
    case 'CampaignAmended': {
      const { requirements, effectiveOn } = event.data;
      return {
        ...state,
        requirements,
        earlierRequirements: [
          ...state.earlierRequirements,
          { until: effectiveOn, requirements: state.requirements },
        ],
        requirementTexts: { ...state.requirementTexts, ...textsOf(requirements) },
      };
    }
    case 'CalendarVersionAdopted': {
      const { calendar, replaced, adoptedAt } = event.data;
      const { code, version } = calendar;
      return {
        ...state,
        calendar: { code, version },
        adoptions: [...state.adoptions, { at: adoptedAt, calendar, replaced }],
      };
    }
    case 'DeadlineExtended':
    case 'DeadlineRecomputed':
      return { ...state, deadlines: moved(state.deadlines, event.data.to) };
    case 'AddresseeAdded':
      return { ...state, roster: [...state.roster, event.data.unit] };
    case 'CampaignPaused': {
      const pause = { from: event.data.pausedAt, to: null, days: 0 };
      return { ...state, paused: true, pauses: [...state.pauses, pause] };
    }
    case 'CampaignResumed': {
      const { pausedAt, resumedAt, pausedDays, deadlines } = event.data;
      return {
        ...state,
        paused: false,
        pauses: ended(state.pauses, pausedAt, resumedAt, pausedDays),
        deadlines: deadlines.reduce(moved, state.deadlines),
      };
    }
    case 'RatingOpened':
      return { ...state, status: 'RATING' };
    case 'ScoringCompleted':
      return state;
    case 'MonitoringOpened':
      return { ...state, status: 'MONITORING' };
    case 'CampaignClosed':
      return { ...state, status: 'CLOSED', paused: false };
    case 'CampaignCancelled':
      return { ...state, status: 'CANCELLED', paused: false };
    default:
      return assertNever(event);
  }
}

type Deadlines = LiveCampaign['deadlines'];

/** the first deadline stays on record, and the version counts the moves. */
function moved(deadlines: Deadlines, to: Deadline): Deadlines {
  const before: TermDeadline | undefined = deadlines[to.phase];
  const after = { current: to, original: before?.original ?? to, version: (before?.version ?? 0) + 1 };
  return { ...deadlines, [to.phase]: after };
}

function ended(
  pauses: LiveCampaign['pauses'],
  from: Instant,
  to: Instant,
  days: number,
): LiveCampaign['pauses'] {
  return [...pauses.filter((pause) => pause.to !== null), { from, to, days }];
}

function textsOf(requirements: LiveCampaign['requirements']): Record<string, string> {
  return Object.fromEntries(requirements.map(({ no, text }) => [no, text]));
}
