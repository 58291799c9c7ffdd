import { basis, campaignId, directiveId, later, PRIVATE, review, unitId, type Published } from './parts.ts';

const addressee = { unitId, code: 'HU-TRABONG', category: 'A', peerGroup: 'HU' };
const requirement = {
  no: '1',
  text: PRIVATE,
  kind: 'TOPIC_REVIEW' as const,
  mandatory: true,
  appliesTo: ['A'],
};
const policy = { code: 'VN-FIRST', version: 1 };

export const CAMPAIGN: Published<
  | 'CampaignDrafted'
  | 'DeadlineSet'
  | 'AddresseesExpanded'
  | 'CampaignIssued'
  | 'ReviewingOpened'
  | 'CampaignAmended'
  | 'DeadlineExtended'
  | 'CalendarVersionAdopted'
  | 'DeadlineRecomputed'
  | 'AddresseeAdded'
  | 'CampaignPaused'
  | 'CampaignResumed'
  | 'RatingOpened'
  | 'ScoringCompleted'
  | 'MonitoringOpened'
  | 'CampaignClosed'
  | 'CampaignCancelled'
> = {
  CampaignDrafted: {
    campaignId,
    directiveId,
    title: 'Kiểm điểm năm 2023',
    reviewYear: 2023,
    monitoringYear: 2024,
    zone: 'Asia/Ho_Chi_Minh',
    calendar: { code: 'VN', version: '2023' },
    policy,
    cadence: {
      reminderOffsets: [-5, -1],
      rungs: [],
      deliverAt: '08:00',
      resubmitWorkingDays: 3,
      planMinWorkingDays: 5,
      extensionGraceDays: 0,
    },
    requirements: [requirement],
    cutOffOn: '2024-02-15',
  },
  DeadlineSet: { campaignId, deadline: review },
  AddresseesExpanded: { campaignId, page: 1, units: [addressee], basis },
  CampaignIssued: { campaignId, unitCount: 86 },
  ReviewingOpened: { campaignId, assigned: 86 },
  CampaignAmended: { campaignId, requirements: [requirement], effectiveOn: '2023-12-11', basis },
  DeadlineExtended: { campaignId, phase: 'REVIEW', from: review, to: later, reason: PRIVATE },
  CalendarVersionAdopted: {
    campaignId,
    calendar: {
      code: 'VN',
      version: '2023-12',
      zone: 'Asia/Ho_Chi_Minh',
      weekend: ['SAT', 'SUN'],
      adopted: [{ on: '2023-12-15', basis: PRIVATE, off: [{ on: '2023-12-29', name: PRIVATE }], worked: [] }],
    },
    replaced: { code: 'VN', version: '2023' },
    basis,
    adoptedAt: '2023-12-15T02:00:00.000Z',
  },
  DeadlineRecomputed: {
    campaignId,
    phase: 'REVIEW',
    from: review,
    to: later,
    because: { code: 'VN', version: '2023-12' },
  },
  AddresseeAdded: { campaignId, unit: addressee, basis },
  CampaignPaused: { campaignId, pausedAt: '2023-12-12T01:00:00.000Z', reason: PRIVATE },
  CampaignResumed: {
    campaignId,
    pausedAt: '2023-12-12T01:00:00.000Z',
    resumedAt: '2023-12-19T01:00:00.000Z',
    pausedDays: 7,
    deadlines: [later],
  },
  RatingOpened: { campaignId, cutOffOn: '2024-02-15' },
  ScoringCompleted: { campaignId, policy, scored: 86, cutPosition: 4_811 },
  MonitoringOpened: { campaignId },
  CampaignClosed: { campaignId, reason: PRIVATE },
  CampaignCancelled: { campaignId, reason: PRIVATE },
};
