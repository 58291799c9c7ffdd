import { describe, expect, it } from '@jest/globals';
import { renderFeed } from './render-feed.ts';

const AT = '2026-12-01T02:00:00.000Z';
const one = {
  campaignId: 'c1',
  title: 'Kiểm điểm năm 2026; đợt 1, tỉnh',
  phase: 'REVIEW' as const,
  deadline: { on: '2026-12-14', basis: { ref: '1889-CV/TU' } },
  version: 2,
};
const lines = (text: string) => text.replace(/\r\n /g, '').split('\r\n');

describe('A calendar feed (RFC 5545)', () => {
  it('shows an open deadline on its last good day, in whatever zone the server runs', () => {
    expect(lines(renderFeed('u1', [one], AT))).toEqual(
      expect.arrayContaining([
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'UID:c1/u1/REVIEW@dondoc',
        'SEQUENCE:2',
        'DTSTAMP:20261201T020000Z',
        'DTSTART;VALUE=DATE:20261214',
        'SUMMARY:Hạn nộp báo cáo kiểm điểm: Kiểm điểm năm 2026\\; đợt 1\\, tỉnh',
      ]),
    );
  });

  it('is a calendar without events when nothing is owed, and no line is longer than 75 octets', () => {
    expect(lines(renderFeed('u1', [], AT)).filter((line) => line === 'BEGIN:VEVENT')).toEqual([]);
    for (const line of renderFeed('u1', [one], AT).split('\r\n'))
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });
});
