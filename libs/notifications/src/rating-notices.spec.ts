import { describe, expect, it } from '@jest/globals';
import type { RatingEvent } from '@dondoc/domain/rating/process/rating.events.ts';
import type { CampaignFacts } from './notice-facts.ts';
import { noticeTexts } from './notice-texts.ts';
import { ratingNotices } from './rating-notices.ts';

const SECRET = 'Đồng chí A nhận khuyết điểm';
const campaign: CampaignFacts = { title: 'Kiểm điểm năm 2026', directive: null, deadlines: {} };
const unit = { campaignId: 'c1', unitId: 'u1', subjectId: 'u1' };
const post = { ...unit, subjectId: 'p1' };
const policy = { code: 'VN-UNIT-366-335', version: 2, sha256: '0'.repeat(64) };
const decision = { decisionNo: '15-QĐ/TU', decidedOn: '2026-12-20', reason: SECRET, policy };

const told = (event: RatingEvent) =>
  ratingNotices(event, campaign, () => 'Huyện ủy Ba Tơ').map(({ to, kind, facts }) => ({
    to,
    kind,
    ...noticeTexts(kind, facts).texts,
  }));
const voided: RatingEvent = {
  type: 'RatingApprovalVoided',
  data: { ...unit, was: 'PUBLISHED', cause: 'RESULT_CHANGED' },
};
const petition: RatingEvent = {
  type: 'PetitionReceived',
  data: {
    ...unit,
    petitionNo: 1,
    receivedOn: '2027-01-11',
    answerBy: '2027-01-20',
    answerEndsAt: '2027-01-20T17:00:00.000Z',
    text: SECRET,
  },
};
const appraised: RatingEvent = {
  type: 'AppraisalRecorded',
  data: {
    ...unit,
    score: '91.37',
    level: 'GOOD',
    general: null,
    deviation: { points: '6.00', levelChanged: true },
    explanation: SECRET,
  },
};
const superseded: RatingEvent = {
  type: 'RatingSuperseded',
  data: { ...unit, ...decision, supersedes: '12-QĐ/TU', from: 'EXCELLENT', level: 'GOOD' },
};
const answered: RatingEvent = {
  type: 'PetitionAnswered',
  data: {
    ...unit,
    petitionNo: 1,
    outcome: 'CONFIRMED',
    answerNo: '9-CV/TU',
    answeredOn: '2027-01-18',
    note: SECRET,
  },
};
const overdue: RatingEvent = {
  type: 'PetitionOverdue',
  data: { ...unit, petitionNo: 1, answerBy: '2027-01-20' },
};

describe('The notices of a rating', () => {
  it('tell the unit its published level, and a post of it without naming anybody', () => {
    const published = (of: typeof unit): RatingEvent => ({
      type: 'RatingPublished',
      data: { ...of, level: 'GOOD', publishedOn: '2026-12-21' },
    });
    expect(told(published(unit))).toMatchObject([
      {
        to: { unitId: 'u1' },
        vi: {
          subject: 'Kết quả xếp loại: Hoàn thành tốt nhiệm vụ',
          body: 'Kết quả xếp loại đơn vị theo “Kiểm điểm năm 2026”: Hoàn thành tốt nhiệm vụ.\nNếu không đồng ý, đơn vị có thể gửi kiến nghị trên hệ thống Đôn Đốc.',
        },
        en: { subject: 'Rating published: Good' },
      },
    ]);
    expect(told(published(post))[0]?.vi.body).toContain('một vị trí công tác của đơn vị');
  });

  it('tell both sides of an approval that is void, and why (R-20)', () => {
    expect(told(voided).map(({ to }) => to)).toEqual([{ administratorsAbout: 'u1' }, { unitId: 'u1' }]);
    expect(told(voided)[0]?.vi.subject).toBe('Kết quả xếp loại cần xem xét lại: Huyện ủy Ba Tơ');
    expect(told(voided)[0]?.vi.body).toContain('dữ liệu đầu vào thay đổi');
  });

  it('tell both sides of a petition and its day, the administrators when it is late, the unit the answer (R-24)', () => {
    expect(told(petition).map(({ to }) => to)).toEqual([{ administratorsAbout: 'u1' }, { unitId: 'u1' }]);
    expect(told(petition)[1]?.en.body).toContain('answered by 20/01/2027');
    expect(told(overdue)).toMatchObject([{ to: { administratorsAbout: 'u1' } }]);
    expect(told(answered)).toMatchObject([
      { to: { unitId: 'u1' }, vi: { subject: 'Trả lời kiến nghị về kết quả xếp loại: giữ nguyên' } },
    ]);
  });

  it.each([voided, petition, appraised, superseded, answered, overdue])(
    'after $type say something in both languages, and nothing that is sealed: no reason, no points',
    (event) => {
      for (const { vi, en } of told(event)) {
        for (const text of [vi.subject, vi.body, en.subject, en.body]) {
          expect(text).not.toMatch(/undefined|null|NaN|\{\{|\[object| {2}/);
          expect(text).not.toContain(SECRET);
          expect(text).not.toContain('91.37');
          expect(text.trim()).not.toBe('');
        }
      }
    },
  );

  it('leave the authority’s own steps on the way unsaid', () => {
    expect(
      told({ type: 'RatingDecided', data: { ...unit, ...decision, level: 'GOOD', undecidedBelow: [] } }),
    ).toEqual([]);
  });
});
