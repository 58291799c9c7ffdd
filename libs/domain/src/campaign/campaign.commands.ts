import type { ActorRef } from '../actor.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Basis, Deadline, Phase } from '../deadline/deadline.ts';
import type { RequirementChange } from './amendment.ts';
import type { Addressee, CampaignEvent, Inheritance, Requirement } from './campaign.events.ts';

type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };

export type CampaignCommand =
  /** States at once what the draft will hold: the event's own data. */
  | Command<'DraftCampaign', Extract<CampaignEvent, { type: 'CampaignDrafted' }>['data']>
  | Command<'SetDeadline', { deadline: Deadline }>
  /** The whole list at once; decide pages it. Refuses an empty list and a unit listed twice. */
  | Command<'ExpandAddressees', { units: readonly Addressee[]; basis: Basis }>
  /** Refuses without addressees, without all deadlines, with a deadline in the past. */
  | Command<'IssueCampaign', Record<never, never>>
  | Command<'OpenReviewing', { assigned: number }>
  /** Either the whole list as it shall be, or what shall become different. */
  | Command<
      'AmendCampaign',
      { effectiveOn: Day; basis: Basis } & (
        | { requirements: readonly Requirement[] }
        | { changes: readonly RequirementChange[] }
      )
    >
  | Command<'ExtendDeadline', { phase: Phase; to: Day; reason: string; basis: Basis }>
  | Command<'AdoptCalendar', { calendar: WorkingCalendar; basis: Basis }>
  | Command<'AddAddressee', { unit: Addressee; basis: Basis; inherits?: Inheritance }>
  | Command<'PauseCampaign', { reason: string }>
  | Command<'ResumeCampaign', Record<never, never>>
  | Command<'OpenRating', Record<never, never>>
  | Command<'CompleteScoring', { scored: number; cutPosition: number }>
  | Command<'CloseCampaign', { reason: string }>
  | Command<'CancelCampaign', { reason: string }>;
