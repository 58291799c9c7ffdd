import type { Day, Instant } from '../calendar/day.ts';
import type { Deadline, Phase } from '../deadline/deadline.ts';
import type { Cadence } from '../escalation/cadence.ts';
import type { CalendarRef, PolicyRef, Requirement } from './campaign.events.ts';

export type CampaignStatus =
  | 'NONE'
  | 'DRAFT'
  | 'ISSUED'
  | 'REVIEWING'
  | 'RATING'
  | 'MONITORING'
  | 'CLOSED'
  | 'CANCELLED';

/** A deadline in force, the one first set (R-08 keeps it), and how often it moved: the due-version of R-11. */
export type TermDeadline = { current: Deadline; original: Deadline; version: number };
export type Pause = { from: Instant; to: Instant | null; days: number };

/** What an assignment must know of its campaign to decide. Small: no roster. Pausing 50,000 units is one change here. */
export type CampaignTerms = {
  campaignId: string;
  directiveId: string;
  status: CampaignStatus;
  paused: boolean;
  pauses: readonly Pause[];
  zone: string;
  calendar: CalendarRef;
  policy: PolicyRef;
  cadence: Cadence;
  cutOffOn: Day;
  requirements: readonly Requirement[];
  deadlines: Readonly<Partial<Record<Phase, TermDeadline>>>;
};
