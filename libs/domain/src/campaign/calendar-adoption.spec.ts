import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { calendarAt, calendarOf, nextCalendar } from '../calendar/calendar-version.ts';
import { NEWEST_CALENDAR } from '../calendar/calendars.ts';
import { VN_2026_11 } from '../calendar/vn-calendar.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { fold } from '../decider.ts';
import type { Count } from '../deadline/deadline.ts';
import { campaignDecider } from './campaign.decider.ts';
import type { CampaignEvent } from './campaign.events.ts';
import { termsOf } from './campaign-state.ts';
import type { DataOf } from './campaign-step.ts';
import {
  at,
  BASIS,
  campaignId,
  command,
  deadline,
  deadlineSet,
  drafted,
  expanded,
  paused,
  WEEKDAYS,
  ZONE,
} from './test-campaigns.ts';

const given = (...history: CampaignEvent[]) =>
  specificationFor(campaignDecider)({ calendar: WEEKDAYS }, ...history);

/** Friday 13 March off, Saturday 14 March worked instead: announced on the 11th. 2026-03-02 is a Monday. */
const swapped = (off: string, worked: string[] = [], version = '2'): WorkingCalendar => ({
  ...WEEKDAYS,
  version,
  adopted: [{ on: '2026-03-11', basis: 'Công điện 2', off: [{ on: off, name: 'Nghỉ hoán đổi' }], worked }],
});
const counted = (count: number): Count => ({ from: '2026-03-02', count, unit: 'WORKING_DAY' });
const REVIEW = deadline('REVIEW', '2026-03-20', { relation: 'WITHIN', counted: counted(14) });
const set = (one: typeof REVIEW): CampaignEvent => ({
  type: 'DeadlineSet',
  data: { campaignId, deadline: one },
});
/** ACKNOWLEDGE is past, REVIEW was counted, PLAN was stated. */
const running = (review = REVIEW): CampaignEvent[] => [
  ...drafted(),
  set(deadline('ACKNOWLEDGE', '2026-03-06', { counted: counted(4) })),
  set(review),
  deadlineSet('PLAN'),
  expanded('A01', 'A02'),
  { type: 'CampaignIssued', data: { campaignId, unitCount: 2 } },
  { type: 'ReviewingOpened', data: { campaignId, assigned: 2 } },
];
const adopt = (
  calendar: WorkingCalendar,
  more: Partial<DataOf<'AdoptCalendar'>> = {},
  when = at('2026-03-11'),
) => command('AdoptCalendar', { calendar, basis: BASIS, ...more }, when);
const adopted = (calendar: WorkingCalendar, replaced = NEWEST_CALENDAR): CampaignEvent => ({
  type: 'CalendarVersionAdopted',
  data: { campaignId, calendar, replaced, basis: BASIS, adoptedAt: at('2026-03-11') },
});
const moved = (to: string, from = REVIEW): CampaignEvent => ({
  type: 'DeadlineRecomputed',
  data: {
    campaignId,
    phase: 'REVIEW',
    from,
    to: deadline('REVIEW', to, { relation: 'WITHIN', counted: counted(14) }),
    because: { code: 'WEEKDAYS', version: '2' },
  },
});

describe('A new version of the calendar in a running campaign (R-29)', () => {
  it('counts an open deadline again and says so by an event; the past one and the stated one stay', () => {
    const holiday = swapped('2026-03-13');
    given(...running())
      .when(adopt(holiday))
      .then(adopted(holiday), moved('2026-03-23'));
    const terms = termsOf(fold(campaignDecider, [...running(), adopted(holiday), moved('2026-03-23')]));
    expect(terms.deadlines.REVIEW).toMatchObject({ version: 2, original: { on: '2026-03-20' } });
    expect(terms.deadlines.PLAN?.version).toBe(1);
    expect(calendarOf(terms)).toEqual(holiday);
    expect(calendarAt(terms, at('2026-03-10'))).toBe(VN_2026_11);
  });

  it('moves nothing when the swapped day is worked before the deadline', () => {
    const swap = swapped('2026-03-13', ['2026-03-14']);
    given(...running())
      .when(adopt(swap))
      .then(adopted(swap));
  });

  it('never makes a unit late by the announcement: a nearer day leaves the next working day', () => {
    const saturdays = swapped('2026-01-01', ['2026-03-07', '2026-03-14', '2026-03-08', '2026-03-15']);
    given(...running())
      .when(adopt(saturdays, {}, at('2026-03-19')))
      .then({
        ...adopted(saturdays),
        data: { ...adopted(saturdays).data, adoptedAt: at('2026-03-19') },
      } as CampaignEvent);
    given(...running())
      .when(adopt(saturdays, {}, at('2026-03-16')))
      .then(
        {
          ...adopted(saturdays),
          data: { ...adopted(saturdays).data, adoptedAt: at('2026-03-16') },
        } as CampaignEvent,
        moved('2026-03-17'),
      );
  });

  it('counts on what a pause gave back', () => {
    const after = deadline('REVIEW', '2026-03-23', {
      relation: 'WITHIN',
      counted: { ...counted(14), pausedDays: [3] },
    });
    const holiday = swapped('2026-03-13');
    given(...running(after))
      .when(adopt(holiday))
      .then(adopted(holiday), {
        ...moved('2026-03-26', after),
        data: { ...moved('2026-03-26', after).data, to: { ...after, ...days('2026-03-26') } },
      } as CampaignEvent);
  });

  it('is nothing the second time, and refuses other days under the same version', () => {
    const holiday = swapped('2026-03-13');
    const history = [...running(), adopted(holiday), moved('2026-03-23')];
    const again = specificationFor(campaignDecider)({ calendar: holiday }, ...history);
    again.when(adopt(JSON.parse(JSON.stringify(holiday)) as WorkingCalendar)).thenNothingHappens();
    again.when(adopt(swapped('2026-03-12'))).thenRefuses('calendar-not-adoptable', {
      errors: [expect.objectContaining({ path: '/calendar/version' })],
    });
  });

  it('refuses to bring the steps out of order, another zone, a missing basis, and a campaign that stands still', () => {
    const month = swapped('2026-03-13');
    const long = {
      ...month,
      adopted: [
        {
          ...month.adopted[0],
          off: Array.from({ length: 15 }, (_, day) => ({ on: `2026-03-${12 + day}`, name: 'Bão' })),
        },
      ],
    } as WorkingCalendar;
    given(...running())
      .when(adopt(long))
      .thenRefuses('deadlines-out-of-order');
    given(...running())
      .when(adopt({ ...month, zone: 'Asia/Tokyo' }))
      .thenRefuses('calendar-not-adoptable');
    given(...running())
      .when(adopt(month, { basis: { ref: ' ' } }))
      .thenRefuses('basis-missing');
    given(...running(), paused(at('2026-03-10')))
      .when(adopt(month))
      .thenRefuses('campaign-paused');
    given(...drafted())
      .when(adopt(month))
      .thenRefuses('wrong-step');
  });

  it('may be given as the adoptions it adds to the calendar in force', () => {
    const addition = {
      version: '2026-12',
      adopted: [
        { on: '2026-12-20', basis: 'Thông báo', off: [{ on: '2026-12-31', name: 'Nghỉ' }], worked: [] },
      ],
    };
    const next = nextCalendar(addition, VN_2026_11);
    expect(next).toMatchObject({ code: 'VN', version: '2026-12', zone: ZONE, covers: VN_2026_11.covers });
    expect(next.adopted).toHaveLength(VN_2026_11.adopted.length + 1);
    expect(nextCalendar(addition, next)).toBe(next);
    expect(() => nextCalendar({ version: '3', adopted: [] }, VN_2026_11)).toThrow(
      expect.objectContaining({ code: 'invalid-calendar', details: { path: '/adopted' } }),
    );
  });
});

function days(on: string) {
  const { endsAt } = deadline('REVIEW', on);
  return { on, endsAt };
}
