import {
  handleAssignmentCommand,
  handleCampaignCommand,
} from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { rosterOf } from '@dondoc/domain/campaign/campaign-state.ts';
import { campaignAsOf } from '../campaigns/read-campaign.ts';

const SYSTEM = { id: 'test', role: 'SYSTEM' } as const;

/** What the launch workflow does: assigns every addressed unit, then opens the reviewing. */
export async function openCampaign(store: EventStore, campaignId: string, at: string): Promise<void> {
  const { state } = await campaignAsOf(store, campaignId, await store.head());
  for (const { unitId, code, category, peerGroup } of rosterOf(state)) {
    await handleAssignmentCommand(store, {
      campaignId,
      unitId,
      commandId: `${campaignId}/assign/${unitId}`,
      command: {
        type: 'AssignUnit',
        at,
        actor: SYSTEM,
        data: {
          campaignId,
          unitId,
          directiveId: state.directiveId,
          code,
          category,
          peerGroup,
          lateJoin: null,
        },
      },
    });
  }
  await handleCampaignCommand(store, {
    campaignId,
    commandId: `${campaignId}/open`,
    command: { type: 'OpenReviewing', at, actor: SYSTEM, data: { assigned: state.roster.length } },
  });
}

const basis = { ref: '217-CV/TU' };

/** The body that drafts a campaign of the test letter, addressed to every unit of category d. */
export const draftOf = (directiveId: string) => ({
  directiveId,
  reviewYear: 2026,
  monitoringYear: 2027,
  addressees: { categories: ['d'] },
  deadlines: [
    { phase: 'ACKNOWLEDGE', on: '2026-11-20', basis },
    { phase: 'REVIEW', on: '2026-12-08', basis },
    { phase: 'PLAN', on: '2026-12-18', basis },
  ],
  cutOffOn: '2026-12-31',
});

/** What a diligent unit sends, in order. The limitation is quoted word for word. */
export const UNIT_STEPS = {
  meeting: { heldOn: '2026-11-16', summoned: 12, present: 11 },
  review: {
    answers: [
      { requirementNo: '1', kind: 'ANSWERED', text: 'Đã rà soát 12 nội dung.' },
      { requirementNo: '2', kind: 'ANSWERED', text: 'Đã phân công xây dựng kế hoạch.' },
    ],
    limitations: [{ no: '1', text: 'Chậm ban hành kế hoạch.', cause: 'Thiếu nhân sự.' }],
  },
  plan: {
    actions: [
      {
        id: 'A1',
        limitationNo: '1',
        limitation: 'Chậm ban hành kế hoạch.',
        measure: 'Giao một đồng chí phụ trách.',
        lead: 'Văn phòng Huyện ủy',
        due: '2027-03-31',
        deliverable: 'Kế hoạch được ban hành',
      },
    ],
  },
};
