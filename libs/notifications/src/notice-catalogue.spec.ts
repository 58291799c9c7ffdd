import { describe, expect, it } from '@jest/globals';
import type { AssignmentEvent, Verdict } from '@dondoc/domain/assignment/assignment.events.ts';
import type { ClosedStatus, FindingEvent } from '@dondoc/domain/finding/finding.events.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import {
  campaignEvent,
  findingEvent,
  findingRegistered,
  deadline,
  assigned,
  timely,
  unitEvent,
  type Entry,
} from '@dondoc/read-models/test-log.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { assignmentNotices, campaignNotices, findingNotices } from './notice-catalogue.ts';
import type { Notice } from './notice-facts.ts';
import type { CampaignFacts } from './campaign-facts.ts';
import { noticeTexts } from './notice-texts.ts';

const UNIT = unitIdOf('HU-BATO');
const SECRET = 'Đồng chí A nhận khuyết điểm';
const campaign: CampaignFacts = {
  title: 'Kiểm điểm năm 2023',
  directive: { number: '1889-CV/TU', abstract: 'V/v kiểm điểm năm 2023' },
  deadlines: { ACKNOWLEDGE: '2023-12-08', REVIEW: '2023-12-20', PLAN: '2024-01-19' },
};
const step = ({ category, event }: Entry): Notice[] =>
  category === 'finding'
    ? findingNotices(event as FindingEvent, () => 'Huyện ủy Sơn Tịnh')
    : cycleStep(event);
const cycleStep = (event: Entry['event']): Notice[] =>
  'unitId' in event.data
    ? assignmentNotices(event as AssignmentEvent, campaign, () => 'Huyện ủy Ba Tơ')
    : campaignNotices(event as CampaignEvent, campaign);
const told = (entry: Entry) =>
  step(entry).map(({ kind, facts, to }) => ({ to, kind, ...noticeTexts(kind, facts).texts }));

const rung = (to: readonly ('UNIT' | 'HEAD' | 'STANDING_COMMITTEE')[], level: 'URGE' | 'CHECK' = 'URGE') =>
  unitEvent('HU-BATO', 'EscalationRaised', {
    phase: 'REVIEW',
    level,
    step: 2,
    to,
    dueVersion: 'c1',
    dueOn: '2023-12-20',
  });
const reasons = [{ item: '1', text: SECRET }];
const returned = {
  version: 1,
  reasons,
  resubmit: deadline('REVIEW', '2023-12-25'),
  returnedAt: '2023-12-20T01:00:00.000Z',
};
const extension = {
  phase: 'REVIEW' as const,
  from: deadline('REVIEW', '2023-12-20'),
  to: deadline('REVIEW', '2023-12-27'),
};
const verified = (verdict: Verdict) =>
  unitEvent('HU-BATO', 'VerificationRecorded', {
    actionId: 'A1',
    version: 1,
    verdict,
    note: SECRET,
    evidence: ['1'.repeat(64)],
  });
const submitted = { version: 2, ...timely('REVIEW', '2023-12-20', true) };

const suggested = (reopens: boolean) =>
  unitEvent('HU-BATO', 'ReviewSuggestionIssued', {
    no: '1',
    position: SECRET,
    text: SECRET,
    basis: { ref: '1920-CV/TU' },
    reopens: reopens ? deadline('REVIEW', '2023-12-25') : null,
    issuedAt: '2023-12-20T01:00:00.000Z',
  });
const closing = (as: ClosedStatus) =>
  findingEvent('HU-BATO', 'FindingClosed', {
    findingId: 'finding-1',
    no: '1',
    as,
    basis: { ref: '40/BC-TTr' },
    note: SECRET,
    evidence: [],
  });

type FindingRegistration = Extract<FindingEvent, { type: 'FindingRegistered' }>['data'];
const inherited = {
  succession: 'succession-1',
  basis: { ref: '1658/NQ-UBTVQH15' },
  from: { unitId: 'u-old', code: 'HU-SONTINH' },
  step: { status: 'REVIEW_ACCEPTED', since: '2023-12-10T01:00:00.000Z', dueOn: '2024-01-19' },
  actionIds: ['HU-SONTINH.A1', 'HU-SONTINH.A2'],
  actions: [],
  inheritedAt: '2023-12-20T01:00:00.000Z',
};

const EVERY: Record<string, Entry> = {
  suggested: suggested(false),
  suggestedAfterSubmission: suggested(true),
  findingRegistered: findingRegistered('HU-BATO', '1', { text: SECRET, requiredAction: SECRET }),
  findingVerified: closing('VERIFIED_CLOSED'),
  findingAccepted: closing('ACCEPTED_NOT_REMEDIABLE'),
  findingObsolete: closing('NO_LONGER_APPLICABLE'),
  assigned: assigned('HU-BATO'),
  exempted: unitEvent('HU-BATO', 'UnitExempted', { basis: { ref: 'QĐ 7' }, reason: SECRET }),
  reviewSubmitted: unitEvent('HU-BATO', 'SelfReviewSubmitted', {
    ...submitted,
    answers: [{ requirementNo: '1', kind: 'ANSWERED', text: SECRET }],
    limitations: [{ no: '1', text: SECRET, cause: SECRET }],
  }),
  reviewReturned: unitEvent('HU-BATO', 'SelfReviewReturned', returned),
  reviewAccepted: unitEvent('HU-BATO', 'SelfReviewAccepted', {
    version: 1,
    plan: null,
    acceptedAt: '2023-12-21T01:00:00.000Z',
  }),
  planSubmitted: unitEvent('HU-BATO', 'PlanSubmitted', { ...submitted, actions: [] }),
  planReturned: unitEvent('HU-BATO', 'PlanReturned', returned),
  planApproved: unitEvent('HU-BATO', 'PlanApproved', { version: 1 }),
  actionReported: unitEvent('HU-BATO', 'ActionReportedDone', {
    actionId: 'A1',
    version: 2,
    evidence: [{ sha256: '1'.repeat(64), title: SECRET }],
    note: SECRET,
  }),
  actionVerified: verified('ACCEPTED'),
  actionDoneInPart: verified('PARTIAL'),
  actionSentBack: verified('REJECTED'),
  extended: unitEvent('HU-BATO', 'UnitDeadlineExtended', {
    ...extension,
    days: 7,
    reason: SECRET,
    grantedAt: '2023-12-10T01:00:00.000Z',
  }),
  reminded: unitEvent('HU-BATO', 'ReminderSent', {
    phase: 'REVIEW',
    offset: -5,
    dueVersion: 'c1',
    dueOn: '2023-12-20',
  }),
  urged: rung(['UNIT', 'HEAD']),
  checked: rung(['STANDING_COMMITTEE'], 'CHECK'),
  campaignExtended: campaignEvent('DeadlineExtended', { ...extension, reason: 'mưa lũ' }),
  campaignRecounted: campaignEvent('DeadlineRecomputed', {
    ...extension,
    because: { code: 'VN', version: '2023-12' },
  }),
  recounted: unitEvent('HU-BATO', 'UnitDeadlineRecomputed', {
    ...extension,
    because: { code: 'VN', version: '2023-12' },
    recomputedAt: '2023-12-10T01:00:00.000Z',
  }),
  paused: campaignEvent('CampaignPaused', { pausedAt: '2023-12-10T01:00:00.000Z', reason: 'bão' }),
  resumed: campaignEvent('CampaignResumed', {
    pausedAt: '2023-12-10T01:00:00.000Z',
    resumedAt: '2023-12-11T01:00:00.000Z',
    pausedDays: 2,
    deadlines: [],
  }),
  amended: campaignEvent('CampaignAmended', {
    requirements: [],
    effectiveOn: '2023-12-15',
    basis: { ref: '1900-CV/TU' },
  }),
  joinedLate: unitEvent('HU-BATO', 'UnitAssigned', {
    directiveId: 'd1',
    code: 'HU-BATO',
    category: 'd',
    peerGroup: 'DISTRICT',
    lateJoin: { ref: '1901-CV/TU' },
  }),
  remindedOfAmendments: unitEvent('HU-BATO', 'ReminderSent', {
    phase: 'REVIEW',
    offset: -5,
    dueVersion: 'c1',
    dueOn: '2023-12-20',
    amendments: [1, 2],
  }),
  inherited: unitEvent('HU-BATO', 'ItemsInherited', inherited),
  inheritedActions: unitEvent('HU-BATO', 'ItemsInherited', { ...inherited, step: null }),
  findingDivided: findingEvent('HU-BATO', 'FindingRegistered', {
    ...(findingRegistered('HU-BATO', '1.2', { text: SECRET }).event.data as FindingRegistration),
    parentId: 'finding-1',
  }),
  findingInherited: findingEvent('HU-BATO', 'FindingInherited', {
    ...(findingRegistered('HU-BATO', '3', { text: SECRET }).event.data as FindingRegistration),
    status: 'OPEN',
    from: { unitId: 'u-old', code: 'HU-SONTINH', no: '1' },
    succession: 'succession-1',
  }),
  closed: campaignEvent('CampaignClosed', { reason: 'đã hoàn thành' }),
  cancelled: campaignEvent('CampaignCancelled', { reason: 'thay bằng văn bản khác' }),
};
const entryOf = (name: string): Entry => EVERY[name] ?? assigned(name);

describe('The catalogue of notices', () => {
  it.each(Object.keys(EVERY))(
    'says something in both languages after "%s", and nothing a unit wrote',
    (name) => {
      const notices = told(entryOf(name));
      expect(notices.length).toBeGreaterThan(0);
      for (const { vi, en } of notices) {
        for (const text of [vi.subject, vi.body, en.subject, en.body]) {
          expect(text).not.toMatch(/undefined|null|NaN|\[object/);
          expect(text).toBe(text.normalize('NFC'));
          expect(text.trim()).not.toBe('');
        }
        expect(vi.subject).not.toBe(en.subject);
        expect(vi.subject).not.toContain('\n');
      }
      expect(JSON.stringify(notices)).not.toContain(SECRET);
    },
  );

  it('tells a unit of its assignment on what grounds and until when', () => {
    expect(told(entryOf('assigned'))).toEqual([
      {
        to: { unitId: UNIT },
        kind: 'UnitAssigned',
        vi: {
          subject: 'Giao nhiệm vụ: Kiểm điểm năm 2023',
          body: [
            'Căn cứ văn bản số 1889-CV/TU (V/v kiểm điểm năm 2023): đơn vị được giao thực hiện “Kiểm điểm năm 2023”.',
            'Thời hạn xác nhận tiếp nhận: chậm nhất ngày 08/12/2023.',
            'Thời hạn nộp báo cáo kiểm điểm: chậm nhất ngày 20/12/2023.',
            'Thời hạn nộp kế hoạch khắc phục: chậm nhất ngày 19/01/2024.',
            'Đề nghị đơn vị xác nhận tiếp nhận và thực hiện đúng thời hạn trên hệ thống Đôn Đốc.',
          ].join('\n'),
        },
        en: expect.objectContaining({ subject: 'Assigned: Kiểm điểm năm 2023' }),
      },
    ]);
  });

  it('sends a rung to the unit, and what its head and the committees should know to the administrators', () => {
    expect(step(rung(['UNIT'])).map(({ to }) => to)).toEqual([{ unitId: UNIT }]);
    expect(step(entryOf('urged')).map(({ to, kind }) => [to, kind])).toEqual([
      [{ unitId: UNIT }, 'EscalationRaised'],
      [{ administratorsAbout: UNIT }, 'EscalationReported'],
    ]);
    expect(told(entryOf('checked'))[0]?.vi).toEqual({
      subject: 'Đề xuất kiểm tra: Huyện ủy Ba Tơ quá hạn nộp báo cáo kiểm điểm',
      body: 'Huyện ủy Ba Tơ đã quá thời hạn nộp báo cáo kiểm điểm của “Kiểm điểm năm 2023” (ngày 20/12/2023).\nNơi cần báo cáo: Thường trực cấp ủy.',
    });
  });

  it('sends a submission to the administrators, and what concerns the campaign to every unit', () => {
    expect(step(entryOf('reviewSubmitted')).map(({ to }) => to)).toEqual([{ administratorsAbout: UNIT }]);
    expect(step(entryOf('paused')).map(({ to }) => to)).toEqual(['EVERY_UNIT']);
  });

  it('asks the administrators to verify a reported action, and tells the unit the verdict', () => {
    expect(step(entryOf('actionReported')).map(({ to }) => to)).toEqual([{ administratorsAbout: UNIT }]);
    expect(told(entryOf('actionReported'))[0]?.vi.subject).toBe(
      'Huyện ủy Ba Tơ báo cáo hoàn thành giải pháp A1',
    );
    expect(told(entryOf('actionVerified'))).toEqual([
      {
        to: { unitId: UNIT },
        kind: 'VerificationRecorded',
        vi: {
          subject: 'Xác nhận đã khắc phục xong: giải pháp A1',
          body: 'Giải pháp A1 trong kế hoạch khắc phục của đơn vị theo “Kiểm điểm năm 2023” đã được xác nhận khắc phục xong.',
        },
        en: expect.objectContaining({ subject: 'Remediation verified: action A1' }),
      },
    ]);
    expect(told(entryOf('actionSentBack'))[0]?.vi.body).toContain('bổ sung minh chứng và báo cáo lại');
  });

  it('names the later of the two plan deadlines after an acceptance', () => {
    const accepted = (on: string) =>
      unitEvent('HU-BATO', 'SelfReviewAccepted', {
        version: 1,
        plan: deadline('PLAN', on),
        acceptedAt: '2023-12-21T01:00:00.000Z',
      });
    expect(told(accepted('2024-01-25'))[0]?.vi.body).toContain('chậm nhất ngày 25/01/2024');
    expect(told(accepted('2024-01-10'))[0]?.vi.body).toContain('chậm nhất ngày 19/01/2024');
  });

  it('tells every unit what an amendment makes different, and asks to acknowledge it', () => {
    const amended = EVERY['amended']?.event as CampaignEvent;
    const [notice] = campaignNotices(amended, campaign, {
      number: 2,
      changes: [
        { kind: 'ADDED', no: '5', text: 'Kết quả chuyển đổi số' },
        { kind: 'RESCINDED', no: '3', text: null },
      ],
    });
    if (notice === undefined) throw new Error('told nothing');
    expect(noticeTexts(notice.kind, notice.facts).texts.vi.body.split('\n')).toEqual([
      'Nội dung yêu cầu của “Kiểm điểm năm 2023” được điều chỉnh lần 2, áp dụng từ ngày 15/12/2023. Căn cứ: 1900-CV/TU.',
      '- Bổ sung yêu cầu 5: Kết quả chuyển đổi số',
      '- Bãi bỏ yêu cầu 3.',
      'Đề nghị đơn vị xem các yêu cầu mới và xác nhận đã tiếp nhận nội dung điều chỉnh trên hệ thống Đôn Đốc.',
    ]);
  });

  it('tells a successor what it takes over, once for all findings of one unit', () => {
    expect(told(entryOf('inherited'))[0]?.vi.body.split('\n')).toEqual([
      'Đơn vị tiếp tục thực hiện “Kiểm điểm năm 2023” thay Huyện ủy Ba Tơ. Căn cứ: 1658/NQ-UBTVQH15.',
      'Bước chuyển giao: xây dựng kế hoạch khắc phục, thời hạn chậm nhất ngày 19/01/2024.',
      'Giải pháp khắc phục chuyển giao: HU-SONTINH.A1, HU-SONTINH.A2; thời hạn và kết quả đã thực hiện được giữ nguyên.',
      'Vi phạm thời hạn trước khi chuyển giao được ghi cho đơn vị cũ, không tính cho đơn vị tiếp nhận.',
    ]);
    expect(step(entryOf('findingInherited'))).toEqual([
      expect.objectContaining({ kind: 'FindingsInherited', once: 'succession-1/HU-SONTINH' }),
    ]);
  });

  it('stays silent about steps nobody needs to be told of', () => {
    expect(
      step(unitEvent('HU-BATO', 'AcknowledgementRecorded', timely('ACKNOWLEDGE', '2023-12-08'))),
    ).toEqual([]);
    expect(step(campaignEvent('ReviewingOpened', { assigned: 1 }))).toEqual([]);
  });
});
