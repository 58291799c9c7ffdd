import { describe, expect, it } from '@jest/globals';
import { assignmentIdOf, unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { campaignsProjection } from '../campaigns/campaigns.projection.ts';
import { foldPage } from '../projection.ts';
import {
  CAMPAIGN,
  campaignEvent,
  deadline,
  launched,
  logged,
  timely,
  unitEvent,
  unitRegistered,
  type Entry,
} from '../test-log.ts';
import { unitsProjection } from '../units/units.projection.ts';
import { assignmentsProjection } from './assignments.projection.ts';

const boardAfter = (...entries: Entry[]) =>
  foldPage(assignmentsProjection, new Map(), logged([...launched('HU-BATO'), ...entries])).get(
    assignmentIdOf(CAMPAIGN, unitIdOf('HU-BATO')),
  );
const campaignAfter = (...entries: Entry[]) =>
  foldPage(campaignsProjection, new Map(), logged([...launched('HU-BATO'), ...entries])).get(CAMPAIGN);
const raised = (step: number) =>
  unitEvent('HU-BATO', 'EscalationRaised', {
    phase: step > 2 ? 'PLAN' : 'REVIEW',
    level: step > 3 ? 'CHECK' : 'URGE',
    step,
    to: ['UNIT'],
    dueVersion: 'c1',
    dueOn: '2023-12-20',
  });

describe('The board', () => {
  it('begins with the assignment: nothing is done, acknowledgement and review are open', () => {
    expect(boardAfter()).toMatchObject({
      status: 'ASSIGNED',
      openPhases: ['ACKNOWLEDGE', 'REVIEW'],
      acknowledgedAt: null,
      reviewVersion: 0,
      escalationLevel: 'MONITOR',
      exempt: false,
      version: 1,
    });
  });

  it('tells when each step was taken, whether late, and in which version', () => {
    const row = boardAfter(
      unitEvent(
        'HU-BATO',
        'AcknowledgementRecorded',
        timely('ACKNOWLEDGE', '2023-12-08', true),
        '2023-12-10T01:00:00.000Z',
      ),
      unitEvent(
        'HU-BATO',
        'SelfReviewSubmitted',
        { version: 2, answers: [], limitations: [], ...timely('REVIEW', '2023-12-20') },
        '2023-12-19T01:00:00.000Z',
      ),
    );
    expect(row).toMatchObject({
      acknowledgedAt: '2023-12-10T01:00:00.000Z',
      acknowledgedLate: true,
      reviewSubmittedAt: '2023-12-19T01:00:00.000Z',
      reviewLate: false,
      reviewVersion: 2,
      openPhases: [],
    });
  });

  it('keeps nothing of what a unit wrote', () => {
    const secret = 'Đồng chí A';
    const row = boardAfter(
      unitEvent('HU-BATO', 'SelfReviewSubmitted', {
        version: 1,
        answers: [{ requirementNo: '1', kind: 'ANSWERED', text: secret }],
        limitations: [{ no: '1', text: secret, cause: secret }],
        ...timely('REVIEW', '2023-12-20'),
      }),
      unitEvent('HU-BATO', 'SelfReviewReturned', {
        version: 1,
        reasons: [{ item: '1', text: secret }],
        resubmit: deadline('REVIEW', '2023-12-25'),
        returnedAt: '2023-12-20T01:00:00.000Z',
      }),
    );
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row).toMatchObject({
      status: 'REVIEW_RETURNED',
      own: { REVIEW: { deadline: { on: '2023-12-25' }, moves: 1 } },
    });
  });

  it('shows the highest rung that stands, and falls back when that one is cleared', () => {
    expect(boardAfter(raised(1), raised(4))).toMatchObject({ escalationLevel: 'CHECK', escalationStep: 4 });
    const cleared = unitEvent('HU-BATO', 'EscalationCleared', { phase: 'PLAN', level: 'CHECK', step: 4 });
    expect(boardAfter(raised(1), raised(4), cleared)).toMatchObject({
      escalationLevel: 'URGE',
      escalationStep: 1,
    });
  });

  it('goes on with the work on an approved plan, and keeps none of its evidence', () => {
    const title = 'Biên bản họp';
    const report = { actionId: 'a1', version: 1, note: title };
    const row = boardAfter(
      unitEvent('HU-BATO', 'PlanApproved', { version: 1 }),
      unitEvent('HU-BATO', 'ActionReportedDone', {
        ...report,
        evidence: [{ sha256: '1'.repeat(64), title }],
      }),
      unitEvent('HU-BATO', 'VerificationRecorded', {
        ...report,
        verdict: 'ACCEPTED',
        evidence: ['1'.repeat(64)],
      }),
    );
    expect(row).toMatchObject({ status: 'PLAN_APPROVED', openPhases: [], version: 4 });
    expect(JSON.stringify(row)).not.toContain(title);
  });

  it('leaves an exempted unit nothing open and keeps the score with its points', () => {
    const score = {
      policy: { code: 'P', version: 1 },
      points: '4.50',
      of: '10.00',
      parts: [],
      cutPosition: 9,
    };
    const row = boardAfter(
      unitEvent('HU-BATO', 'UnitExempted', { basis: { ref: 'QĐ 7' }, reason: 'sáp nhập' }),
      unitEvent('HU-BATO', 'ScoreComputed', { score }),
    );
    expect(row).toMatchObject({ status: 'EXEMPTED', exempt: true, openPhases: [], score, points: '4.50' });
  });
});

describe('The campaigns', () => {
  it('keep the deadline first set beside the one in force (R-08)', () => {
    const to = deadline('REVIEW', '2023-12-27');
    const row = campaignAfter(
      campaignEvent('DeadlineExtended', {
        phase: 'REVIEW',
        from: deadline('REVIEW', '2023-12-20'),
        to,
        reason: 'mưa lũ',
      }),
    );
    expect(row?.deadlines.REVIEW).toEqual({
      current: to,
      original: deadline('REVIEW', '2023-12-20'),
      version: 2,
    });
  });

  it('count units and assignments, and end with the end of the campaign', () => {
    const ended = '2024-02-01T01:00:00.000Z';
    const row = campaignAfter(campaignEvent('CampaignClosed', { reason: 'xong' }, ended));
    expect(row).toMatchObject({
      unitCount: 1,
      assignedCount: 1,
      status: 'CLOSED',
      paused: false,
      endedAt: ended,
    });
  });
});

describe('The directory of units', () => {
  it('follows corrections and dissolution', () => {
    const unitId = unitIdOf('HU-BATO');
    const [registered] = logged([unitRegistered('HU-BATO', 'bato@example.vn')]);
    const history = logged([
      unitRegistered('HU-BATO', 'bato@example.vn'),
      {
        streamId: unitId,
        category: 'unit',
        at: '2024-06-01T01:00:00.000Z',
        event: { type: 'UnitDissolved', data: { unitId, on: '2024-07-01', basis: { ref: 'NQ 1' } } },
      },
    ]);
    expect(registered?.type).toBe('UnitRegistered');
    expect(foldPage(unitsProjection, new Map(), history).get(unitId)).toMatchObject({
      mail: 'bato@example.vn',
      validTo: '2024-07-01',
      version: 2,
    });
  });
});
