import { describe, expect, it } from '@jest/globals';
import { VN_2026_11 } from '@dondoc/domain/calendar/vn-calendar.ts';
import { campaignDays } from './campaign-days.ts';

const days = (from: string, months: number | null) => campaignDays(VN_2026_11, from, months);

describe('The days of a simulated campaign', () => {
  it('ends with the scores of the review when nobody asks for more', () => {
    expect(days('2026-11-16', null)).toMatchObject({
      launchedOn: '2026-11-16',
      // 24 November is a day off, and so is New Year.
      due: { ACKNOWLEDGE: '2026-11-19', REVIEW: '2026-12-08', PLAN: '2026-12-29' },
      cutOffOn: '2027-02-03',
      ratesYear: false,
    });
  });

  it('rates the monitored year up to 14 December when it runs on beyond it', () => {
    expect(days('2026-11-16', 14)).toMatchObject({
      cutOffOn: '2027-12-14',
      endsOn: '2028-01-31',
      ratesYear: true,
    });
  });

  it('leaves the rating to the next campaign when there is no time to decide it', () => {
    expect(days('2026-11-16', 13)).toMatchObject({ cutOffOn: '2027-02-03', endsOn: '2027-12-31' });
    expect(days('2026-11-16', 4)).toMatchObject({ ratesYear: false });
  });
});
