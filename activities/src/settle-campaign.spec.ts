import { describe, expect, it } from '@jest/globals';
import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import { DEFAULT_CADENCE } from '@dondoc/domain/escalation/cadence.ts';
import { reminderSlots } from './settle-campaign.ts';

const calendar = calendarFor(NEWEST_CALENDAR);
const slots = (at: string) =>
  reminderSlots({ cadence: DEFAULT_CADENCE, zone: 'Asia/Ho_Chi_Minh' }, calendar, at);

// 08:00 in Hà Nội is 01:00 UTC; Friday 5 to Monday 8 March 2027.
describe('Reminder slots', () => {
  it('come at the hour of delivery, that very instant included', () => {
    expect(slots('2027-03-05T00:59:59.999Z')).toMatchObject({ next: '2027-03-05T01:00:00.000Z' });
    expect(slots('2027-03-05T01:00:00.000Z')).toEqual({
      last: '2027-03-05T01:00:00.000Z',
      next: '2027-03-08T01:00:00.000Z',
    });
  });

  it('pass over the weekend', () => {
    for (const at of ['2027-03-06T05:00:00.000Z', '2027-03-07T23:00:00.000Z']) {
      expect(slots(at)).toEqual({ last: '2027-03-05T01:00:00.000Z', next: '2027-03-08T01:00:00.000Z' });
    }
  });

  it('pass over a holiday: Victory Day and May Day of 2026', () => {
    expect(slots('2026-04-30T05:00:00.000Z')).toEqual({
      last: '2026-04-29T01:00:00.000Z',
      next: '2026-05-04T01:00:00.000Z',
    });
  });
});
