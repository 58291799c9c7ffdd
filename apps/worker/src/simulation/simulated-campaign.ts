import type { ActorRef } from '@dondoc/domain/actor.ts';
import { NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { CampaignCommand } from '@dondoc/domain/campaign/campaign.commands.ts';
import type { Addressee, Requirement } from '@dondoc/domain/campaign/campaign.events.ts';
import { deadlineOn } from '@dondoc/domain/deadline/make-deadline.ts';
import { PHASES, type Basis, type Phase } from '@dondoc/domain/deadline/deadline.ts';
import { DEFAULT_CADENCE, type Cadence } from '@dondoc/domain/escalation/cadence.ts';
import { NEWEST_POLICY } from '@dondoc/domain/scoring/policies.ts';
import { handleCampaignCommand } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { DueDays } from './behaviour.ts';
import { DUE_WORKING_DAYS } from './campaign-days.ts';

export const ZONE = 'Asia/Ho_Chi_Minh';
/** The simulated committee; no unit's own official, so that it may decide on every unit's record. */
export const COMMITTEE: ActorRef = { id: 'simulated:committee', role: 'ADMINISTRATOR' };
/** Who concluded, and who verifies what was remedied. */
export const INSPECTORATE: ActorRef = { id: 'simulated:inspectorate', role: 'ADMINISTRATOR' };

export const REQUIREMENTS: readonly Requirement[] = [
  { no: '1', text: 'Kiểm điểm sự phối hợp', kind: 'TOPIC_REVIEW', mandatory: true, appliesTo: [] },
  {
    no: '2',
    text: 'Liên hệ các khuyết điểm đã kết luận',
    kind: 'FINDINGS_LINKED',
    mandatory: true,
    appliesTo: [],
  },
  { no: '3', text: 'Xây dựng kế hoạch khắc phục', kind: 'PLAN_REQUIRED', mandatory: true, appliesTo: [] },
];

/** Drafts and launches through the same commands a person's request would become. Units are assigned by the worker. */
export async function launchSimulatedCampaign(
  store: EventStore,
  frame: {
    campaignId: string;
    directiveId: string;
    units: readonly Addressee[];
    at: Instant;
    launchedOn: Day;
    due: DueDays;
    cutOffOn: Day;
    cadence?: Cadence;
  },
): Promise<void> {
  const { campaignId, at, due, launchedOn } = frame;
  const basis = { ref: 'simulation', text: 'drawn for the simulation' };
  const steps: Omit<CampaignCommand, 'at' | 'actor'>[] = [
    {
      type: 'DraftCampaign',
      data: {
        campaignId,
        directiveId: frame.directiveId,
        title: 'Simulated campaign',
        reviewYear: Number(frame.cutOffOn.slice(0, 4)) - 1,
        monitoringYear: Number(frame.cutOffOn.slice(0, 4)),
        zone: ZONE,
        calendar: NEWEST_CALENDAR,
        policy: NEWEST_POLICY,
        cadence: frame.cadence ?? DEFAULT_CADENCE,
        requirements: REQUIREMENTS,
        cutOffOn: frame.cutOffOn,
      },
    },
    ...PHASES.map((phase) => ({
      type: 'SetDeadline' as const,
      data: { deadline: deadlineOn(countedFrom(launchedOn, phase, due[phase], basis), ZONE) },
    })),
    { type: 'ExpandAddressees', data: { units: frame.units, basis } },
    { type: 'IssueCampaign', data: {} },
  ];
  for (const [index, step] of steps.entries()) {
    await handleCampaignCommand(store, {
      campaignId,
      commandId: `simulation/${campaignId}/${index}`,
      command: { ...step, at, actor: COMMITTEE } as CampaignCommand,
    });
  }
}

/** Counted, not stated: a calendar that is taken over later moves it. */
const countedFrom = (from: Day, phase: Phase, on: Day, basis: Basis) => ({
  phase,
  on,
  relation: 'WITHIN' as const,
  counted: { from, count: DUE_WORKING_DAYS[phase], unit: 'WORKING_DAY' as const },
  basis,
});
