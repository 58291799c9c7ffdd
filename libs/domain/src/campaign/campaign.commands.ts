import type { ActorRef } from '../actor.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Basis, Deadline, Phase } from '../deadline/deadline.ts';
import type { Addressee, CampaignEvent, Requirement } from './campaign.events.ts';

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
  | Command<'AmendCampaign', { requirements: readonly Requirement[]; effectiveOn: Day; basis: Basis }>
  | Command<'ExtendDeadline', { phase: Phase; to: Day; reason: string; basis: Basis }>
  | Command<'AdoptCalendar', { calendar: WorkingCalendar; basis: Basis }>
  | Command<'AddAddressee', { unit: Addressee; basis: Basis }>
  | Command<'PauseCampaign', { reason: string }>
  | Command<'ResumeCampaign', Record<never, never>>
  | Command<'OpenRating', Record<never, never>>
  | Command<'CompleteScoring', { scored: number; cutPosition: number }>
  | Command<'CloseCampaign', { reason: string }>
  | Command<'CancelCampaign', { reason: string }>;
