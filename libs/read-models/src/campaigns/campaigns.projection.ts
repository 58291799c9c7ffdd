import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { AdoptedCalendar } from '@dondoc/domain/calendar/calendar-version.ts';
import type { CalendarRef, CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import type { CampaignStatus, Pause, TermDeadline } from '@dondoc/domain/campaign/campaign-terms.ts';
import type { Deadline, Phase } from '@dondoc/domain/deadline/deadline.ts';
import { unknownEvent, type LoggedEvent, type LoggedOf, type Projection } from '../projection.ts';

export type CampaignDeadlines = Readonly<Partial<Record<Phase, TermDeadline>>>;

export type CampaignRow = {
  campaignId: string;
  directiveId: string;
  title: string;
  status: Exclude<CampaignStatus, 'NONE'>;
  paused: boolean;
  reviewYear: number;
  monitoringYear: number;
  zone: string;
  calendar: CalendarRef;
  /** Calendars taken over while it ran: what binds a unit is counted by them. */
  adoptions: readonly AdoptedCalendar[];
  cutOffOn: Day;
  deadlines: CampaignDeadlines;
  pauses: readonly Pause[];
  /** Units on the frozen list, later additions included. */
  unitCount: number;
  /** Units that have their assignment already. */
  assignedCount: number;
  draftedAt: Instant;
  issuedAt: Instant | null;
  endedAt: Instant | null;
  /** Of the campaign's own stream, for If-Match. */
  version: number;
  lastPosition: number;
};

export const campaignsProjection: Projection<CampaignRow> = {
  name: 'campaigns',
  version: 1,
  key: 'campaignId',
  columns: {
    campaignId: { kind: 'id' },
    directiveId: { kind: 'id' },
    title: { kind: 'text' },
    status: { kind: 'text' },
    paused: { kind: 'flag' },
    reviewYear: { kind: 'count' },
    monitoringYear: { kind: 'count' },
    zone: { kind: 'text' },
    calendar: { kind: 'json' },
    adoptions: { kind: 'json' },
    cutOffOn: { kind: 'day' },
    deadlines: { kind: 'json' },
    pauses: { kind: 'json' },
    unitCount: { kind: 'count' },
    assignedCount: { kind: 'count' },
    draftedAt: { kind: 'instant' },
    issuedAt: { kind: 'instant', nullable: true },
    endedAt: { kind: 'instant', nullable: true },
    version: { kind: 'count' },
    lastPosition: { kind: 'position' },
  },
  indexes: [],

  keysOf(event) {
    return isCampaignEvent(event) || event.type === 'UnitAssigned' ? [event.data.campaignId] : [];
  },

  evolve(row, event) {
    if (event.type === 'UnitAssigned') {
      return row && { ...row, assignedCount: row.assignedCount + 1, lastPosition: event.position };
    }
    if (!isCampaignEvent(event)) return row;
    if (event.type === 'CampaignDrafted') return drafted(event);
    return row && { ...row, ...change(row, event), version: event.version, lastPosition: event.position };
  },
};

const isCampaignEvent = (event: LoggedEvent): event is LoggedOf<CampaignEvent> =>
  event.category === 'campaign';

function drafted({
  data,
  at,
  version,
  position,
}: LoggedOf<CampaignEvent & { type: 'CampaignDrafted' }>): CampaignRow {
  return {
    campaignId: data.campaignId,
    directiveId: data.directiveId,
    title: data.title,
    status: 'DRAFT',
    paused: false,
    reviewYear: data.reviewYear,
    monitoringYear: data.monitoringYear,
    zone: data.zone,
    calendar: data.calendar,
    adoptions: [],
    cutOffOn: data.cutOffOn,
    deadlines: {},
    pauses: [],
    unitCount: 0,
    assignedCount: 0,
    draftedAt: at,
    issuedAt: null,
    endedAt: null,
    version,
    lastPosition: position,
  };
}

function change(row: CampaignRow, event: LoggedOf<CampaignEvent>): Partial<CampaignRow> {
  switch (event.type) {
    case 'DeadlineSet':
      return { deadlines: firstSet(row.deadlines, event.data.deadline) };
    case 'AddresseesExpanded':
      return { unitCount: row.unitCount + event.data.units.length };
    case 'AddresseeAdded':
      return { unitCount: row.unitCount + 1 };
    case 'CampaignIssued':
      return { status: 'ISSUED', issuedAt: event.at, unitCount: event.data.unitCount };
    case 'ReviewingOpened':
      return { status: 'REVIEWING' };
    case 'CalendarVersionAdopted': {
      const { calendar, replaced, adoptedAt } = event.data;
      const adopted = { at: adoptedAt, calendar, replaced };
      return {
        calendar: { code: calendar.code, version: calendar.version },
        adoptions: [...row.adoptions, adopted],
      };
    }
    case 'DeadlineExtended':
    case 'DeadlineRecomputed':
      return { deadlines: moved(row.deadlines, event.data.to) };
    case 'CampaignPaused':
      return { paused: true, pauses: [...row.pauses, { from: event.data.pausedAt, to: null, days: 0 }] };
    case 'CampaignResumed': {
      const { pausedAt, resumedAt, pausedDays, deadlines } = event.data;
      const ended = { from: pausedAt, to: resumedAt, days: pausedDays };
      return {
        paused: false,
        pauses: [...row.pauses.filter(({ to }) => to !== null), ended],
        deadlines: deadlines.reduce(moved, row.deadlines),
      };
    }
    case 'RatingOpened':
      return { status: 'RATING' };
    case 'MonitoringOpened':
      return { status: 'MONITORING' };
    case 'CampaignClosed':
      return { status: 'CLOSED', paused: false, endedAt: event.at };
    case 'CampaignCancelled':
      return { status: 'CANCELLED', paused: false, endedAt: event.at };
    case 'CampaignDrafted':
    case 'CampaignAmended':
    case 'ScoringCompleted':
      return {};
    default:
      throw unknownEvent(event);
  }
}

const firstSet = (deadlines: CampaignDeadlines, deadline: Deadline): CampaignDeadlines => ({
  ...deadlines,
  [deadline.phase]: { current: deadline, original: deadline, version: 1 },
});

/** the deadline first set is kept beside the one in force. */
function moved(deadlines: CampaignDeadlines, to: Deadline): CampaignDeadlines {
  const known = deadlines[to.phase];
  if (known === undefined) return firstSet(deadlines, to);
  return { ...deadlines, [to.phase]: { ...known, current: to, version: known.version + 1 } };
}
