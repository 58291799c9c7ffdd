import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { Deadline, Phase } from '@dondoc/domain/deadline/deadline.ts';
import ical from 'ical-generator';

/** What a unit still owes in a campaign. `version`: how often the day moved, so that a calendar takes the newer one. */
export type FeedDeadline = {
  campaignId: string;
  title: string;
  phase: Phase;
  deadline: Pick<Deadline, 'on' | 'basis'>;
  version: number;
};

const STEP: Record<Phase, string> = {
  ACKNOWLEDGE: 'Hạn xác nhận tiếp nhận',
  REVIEW: 'Hạn nộp báo cáo kiểm điểm',
  PLAN: 'Hạn nộp kế hoạch khắc phục',
};

/** The open deadlines of one unit as an RFC 5545 calendar: each a day as a whole, its last good one. */
export function renderFeed(unitId: string, deadlines: readonly FeedDeadline[], at: Instant): string {
  const calendar = ical({
    name: 'Đôn Đốc',
    prodId: { company: 'dondoc', product: 'deadlines', language: 'VI' },
  });
  for (const { campaignId, title, phase, deadline, version } of deadlines) {
    calendar.createEvent({
      id: `${campaignId}/${unitId}/${phase}@dondoc`,
      sequence: version,
      stamp: new Date(at),
      start: new Date(`${deadline.on}T00:00:00.000Z`),
      allDay: true,
      summary: `${STEP[phase]}: ${title}`,
      description: `Căn cứ: ${deadline.basis.ref}`,
    });
  }
  return calendar.toString();
}
