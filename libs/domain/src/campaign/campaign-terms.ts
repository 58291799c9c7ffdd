import type { AdoptedCalendar } from '../calendar/calendar-version.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { Deadline, Phase } from '../deadline/deadline.ts';
import type { Cadence } from '../escalation/cadence.ts';
import type { CalendarRef, CascadeParent, LowerFirst, PolicyRef, Requirement } from './campaign.events.ts';

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
  /** The one in force. */
  calendar: CalendarRef;
  /** Versions taken over since the draft, oldest first. */
  adoptions: readonly AdoptedCalendar[];
  policy: PolicyRef;
  cadence: Cadence;
  cutOffOn: Day;
  /** The year in which the plans are carried out. */
  monitoringYear: number;
  /** The newest list. What binds a submission is `requirementsOn(terms, day)`. */
  requirements: readonly Requirement[];
  /** Lists that an amendment replaces from its effective day on, oldest first; each binds the days before `until`. */
  earlierRequirements: readonly { until: Day; requirements: readonly Requirement[] }[];
  deadlines: Readonly<Partial<Record<Phase, TermDeadline>>>;
  /** Null: not launched on by a unit. */
  parent: CascadeParent | null;
  lowerFirst: LowerFirst;
};

/** The requirements a submission of that day must answer: an amendment binds from its effective day, not before. */
export function requirementsOn(
  terms: Pick<CampaignTerms, 'requirements' | 'earlierRequirements'>,
  day: Day,
): readonly Requirement[] {
  return terms.earlierRequirements.find(({ until }) => day < until)?.requirements ?? terms.requirements;
}
