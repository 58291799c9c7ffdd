import type { ActorRef } from '../actor.ts';
import { NEWEST_CALENDAR } from '../calendar/calendars.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { instantAt } from '../calendar/zoned-time.ts';
import type { Deadline, Phase } from '../deadline/deadline.ts';
import { deadlineOn } from '../deadline/make-deadline.ts';
import { DEFAULT_CADENCE } from '../escalation/cadence.ts';
import { NEWEST_POLICY } from '../scoring/policies.ts';
import type { CampaignCommand } from './campaign.commands.ts';
import type { Addressee, CampaignEvent, Requirement } from './campaign.events.ts';
import type { DataOf } from './campaign-step.ts';

export const ZONE = 'Asia/Ho_Chi_Minh';
/** Monday to Friday and nothing else, so that the days of a spec can be counted on one hand. */
export const WEEKDAYS: WorkingCalendar = {
  code: 'WEEKDAYS',
  version: '1',
  zone: ZONE,
  weekend: ['SAT', 'SUN'],
  adopted: [],
};
export const ADMIN: ActorRef = { id: 'admin-1', role: 'ADMINISTRATOR' };
export const CLOCK: ActorRef = { id: 'clock', role: 'SYSTEM' };
export const BASIS = { ref: '1889-CV/TU' };
export const campaignId = 'campaign-1';

/** Local time in Việt Nam. 2026-03-02 is a Monday. */
export function at(day: Day, time = '09:00'): Instant {
  return instantAt(day, time, ZONE);
}

export const DUE: Readonly<Record<Phase, Day>> = {
  ACKNOWLEDGE: '2026-03-06',
  REVIEW: '2026-03-20',
  PLAN: '2026-04-03',
};

export function deadline(phase: Phase, on: Day = DUE[phase], more: Partial<Deadline> = {}): Deadline {
  return { ...deadlineOn({ phase, on, relation: 'BY', basis: BASIS }, ZONE), ...more };
}

export function requirement(no: string, more: Partial<Requirement> = {}): Requirement {
  return { no, text: `Yêu cầu ${no}`, kind: 'TOPIC_REVIEW', mandatory: true, appliesTo: [], ...more };
}

export function addressee(code: string): Addressee {
  return { unitId: `unit-${code}`, code, category: 'a', peerGroup: 'g1' };
}

export function draft(more: Partial<DataOf<'DraftCampaign'>> = {}): DataOf<'DraftCampaign'> {
  return {
    campaignId,
    directiveId: 'directive-1',
    title: 'Kiểm điểm năm 2025',
    reviewYear: 2025,
    monitoringYear: 2026,
    zone: ZONE,
    calendar: NEWEST_CALENDAR,
    policy: NEWEST_POLICY,
    cadence: DEFAULT_CADENCE,
    requirements: [requirement('1'), requirement('2', { kind: 'FINDINGS_LINKED' })],
    cutOffOn: '2026-12-14',
    ...more,
  };
}

export function drafted(more: Partial<DataOf<'DraftCampaign'>> = {}): CampaignEvent[] {
  return [{ type: 'CampaignDrafted', data: draft(more) }];
}

export function deadlineSet(phase: Phase, on?: Day): CampaignEvent {
  return { type: 'DeadlineSet', data: { campaignId, deadline: deadline(phase, on) } };
}

export function expanded(...codes: string[]): CampaignEvent {
  return {
    type: 'AddresseesExpanded',
    data: { campaignId, page: 1, units: codes.map(addressee), basis: BASIS },
  };
}

/** Ready to issue: three deadlines, two units. */
export function prepared(more: Partial<DataOf<'DraftCampaign'>> = {}): CampaignEvent[] {
  return [
    ...drafted(more),
    deadlineSet('ACKNOWLEDGE'),
    deadlineSet('REVIEW'),
    deadlineSet('PLAN'),
    expanded('A01', 'A02'),
  ];
}

export function issued(more: Partial<DataOf<'DraftCampaign'>> = {}): CampaignEvent[] {
  return [...prepared(more), { type: 'CampaignIssued', data: { campaignId, unitCount: 2 } }];
}

export function reviewing(more: Partial<DataOf<'DraftCampaign'>> = {}): CampaignEvent[] {
  return [...issued(more), { type: 'ReviewingOpened', data: { campaignId, assigned: 2 } }];
}

export function rating(): CampaignEvent[] {
  return [...reviewing(), { type: 'RatingOpened', data: { campaignId, cutOffOn: '2026-12-14' } }];
}

export function monitoring(): CampaignEvent[] {
  return [...rating(), { type: 'MonitoringOpened', data: { campaignId } }];
}

export function closed(): CampaignEvent {
  return { type: 'CampaignClosed', data: { campaignId, reason: 'Hết đợt.' } };
}

export function cancelled(): CampaignEvent {
  return { type: 'CampaignCancelled', data: { campaignId, reason: 'Thu hồi.' } };
}

export function paused(pausedAt: Instant): CampaignEvent {
  return { type: 'CampaignPaused', data: { campaignId, pausedAt, reason: 'Bão số 9.' } };
}

export function command<Type extends CampaignCommand['type']>(
  type: Type,
  data: DataOf<Type>,
  when: Instant = at('2026-03-02'),
  actor: ActorRef = ADMIN,
): CampaignCommand {
  // The name and its data belong together by the signature; a union cannot say so.
  return { type, data, at: when, actor } as CampaignCommand;
}
