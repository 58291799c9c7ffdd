// The day on which the product believes to be: plain working weeks without a holiday, the same in every run.

/** Monday 2027-03-08, 09:00 in Hà Nội: the campaigns are drafted and issued. */
export const ISSUED_AT = Date.parse('2027-03-08T02:00:00.000Z');
/** Wednesday 2027-03-10, 08:00:10: the morning after the first due day; the rungs of campaign k are due at 08:01 + k. */
export const BEGINS_AT = Date.parse('2027-03-10T01:00:10.000Z');
export const DUE = { ACKNOWLEDGE: '2027-03-09', REVIEW: '2027-03-09', PLAN: '2027-03-17' } as const;
/** The day of the rounds. */
export const TODAY = '2027-03-10';
/** Later than the day for the plan, whatever pauses did to it; the unit's own is later than the campaign's. */
export const EXTENDED_TO = { campaign: '2027-03-22', unit: '2027-03-26' } as const;
export const CUT_OFF = '2027-05-28';
export const ACTION_DUE = '2027-05-20';
export const HELD_ON = '2027-03-05';
/** When campaign k wakes its units, HH:MM. */
export const deliverAt = (campaign: number) => `08:${String(1 + campaign).padStart(2, '0')}`;
