import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Basis, Deadline, Phase } from '../deadline/deadline.ts';
import type { Cadence } from '../escalation/cadence.ts';
import type { CascadeParent, LowerFirst } from './cascade.ts';

export type RequirementKind = 'TOPIC_REVIEW' | 'FINDINGS_LINKED' | 'PLAN_REQUIRED' | 'DATA';
export type Requirement = {
  /** Stable key a unit answers to, e.g. "1". */
  no: string;
  text: string;
  kind: RequirementKind;
  mandatory: boolean;
  /** Addressee categories it applies to; empty: all. */
  appliesTo: readonly string[];
};

export type PolicyRef = { code: string; version: number };
export type CalendarRef = { code: string; version: string };
/** One addressed unit as it stood at expansion (R-01: the list is frozen at issue). */
export type Addressee = { unitId: string; code: string; category: string; peerGroup: string };

/** Whoever joins as a successor takes over a cycle that was not complete, or only the actions of one that was. */
export type Inheritance = 'CYCLE' | 'ACTIONS';

export type CampaignEvent =
  | {
      type: 'CampaignDrafted';
      data: {
        campaignId: string;
        directiveId: string;
        title: string;
        reviewYear: number;
        monitoringYear: number;
        zone: string;
        calendar: CalendarRef;
        policy: PolicyRef;
        cadence: Cadence;
        requirements: readonly Requirement[];
        /** The last day whose events count in the first score. */
        cutOffOn: Day;
        /** Of a cascade: the campaign that addressed the unit which launches this one on. */
        parent?: CascadeParent;
        /** R-22; without it: BLOCK. */
        lowerFirst?: LowerFirst;
      };
    }
  | { type: 'DeadlineSet'; data: { campaignId: string; deadline: Deadline } }
  | {
      type: 'AddresseesExpanded';
      /** At most 400 units an event, so that an envelope stays below 64 KiB. */
      data: { campaignId: string; page: number; units: readonly Addressee[]; basis: Basis };
    }
  | { type: 'CampaignIssued'; data: { campaignId: string; unitCount: number } }
  /** Every addressee has its assignment; units may now work. */
  | { type: 'ReviewingOpened'; data: { campaignId: string; assigned: number } }
  | {
      type: 'CampaignAmended';
      data: {
        campaignId: string;
        requirements: readonly Requirement[];
        effectiveOn: Day;
        basis: Basis;
        /** New number -> the number it stands for, where a requirement was changed. */
        replaced?: Readonly<Record<string, string>>;
      };
    }
  | {
      type: 'DeadlineExtended';
      data: { campaignId: string; phase: Phase; from: Deadline; to: Deadline; reason: string };
    }
  /** The whole calendar, so that everybody counts alike from here on. */
  | {
      type: 'CalendarVersionAdopted';
      data: {
        campaignId: string;
        calendar: WorkingCalendar;
        replaced: CalendarRef;
        basis: Basis;
        adoptedAt: Instant;
      };
    }
  | {
      type: 'DeadlineRecomputed';
      data: { campaignId: string; phase: Phase; from: Deadline; to: Deadline; because: CalendarRef };
    }
  | {
      type: 'AddresseeAdded';
      data: { campaignId: string; unit: Addressee; basis: Basis; inherits?: Inheritance };
    }
  | { type: 'CampaignPaused'; data: { campaignId: string; pausedAt: Instant; reason: string } }
  /** Deadlines that were still open at the pause move by the days paused; the new ones are stated, never implied. */
  | {
      type: 'CampaignResumed';
      data: {
        campaignId: string;
        pausedAt: Instant;
        resumedAt: Instant;
        pausedDays: number;
        deadlines: readonly Deadline[];
      };
    }
  | { type: 'RatingOpened'; data: { campaignId: string; cutOffOn: Day } }
  | {
      type: 'ScoringCompleted';
      data: { campaignId: string; policy: PolicyRef; scored: number; cutPosition: number };
    }
  | { type: 'MonitoringOpened'; data: { campaignId: string } }
  | { type: 'CampaignClosed'; data: { campaignId: string; reason: string } }
  | { type: 'CampaignCancelled'; data: { campaignId: string; reason: string } };
