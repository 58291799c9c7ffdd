import { basis, findingId, ids, PRIVATE, SHA256, unitId, type Published } from './parts.ts';

const conclusionId = '7e5d4c3b-2a19-4f08-8e7d-1889c0de0006';
const finding = { unitId, findingId };

export const FINDING: Published<
  'ConclusionRegistered' | 'FindingRegistered' | 'FindingSplit' | 'FindingAdvanced' | 'FindingClosed'
> = {
  ConclusionRegistered: {
    conclusionId,
    source: 'INSPECTION',
    number: '12/KL-TTr',
    issuer: PRIVATE,
    signedOn: '2023-09-15',
    subject: PRIVATE,
  },
  FindingRegistered: {
    ...finding,
    no: '7',
    parentId: null,
    registeredOn: '2023-11-20',
    origin: {
      conclusionId,
      source: 'INSPECTION',
      number: '12/KL-TTr',
      issuer: PRIVATE,
      signedOn: '2023-09-15',
      item: PRIVATE,
    },
    text: PRIVATE,
    textSha256: PRIVATE,
    position: PRIVATE,
    severity: 'HIGH',
    amount: PRIVATE,
    recommendation: 'MONEY_RECOVERY',
    requiredAction: PRIVATE,
    due: { on: '2024-03-31', basis },
    responsible: PRIVATE,
    theme: PRIVATE,
    repeatsFindingId: null,
  },
  FindingSplit: {
    ...finding,
    into: ['3c9e8d10-1f2a-4b6c-9d7e-1889c0de0007', '3c9e8d10-1f2a-4b6c-9d7e-1889c0de0008'],
    reason: PRIVATE,
  },
  FindingAdvanced: {
    ...finding,
    from: 'OPEN',
    to: 'RESPONDED',
    because: { campaignId: ids.campaignId, eventId: '6c2a7f4e-5a11-5d0e-9d3b-1889c0de0004' },
  },
  FindingClosed: { ...finding, no: '7', as: 'VERIFIED_CLOSED', basis, note: PRIVATE, evidence: [SHA256] },
};
