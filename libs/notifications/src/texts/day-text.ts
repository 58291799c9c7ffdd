import type { Day } from '@dondoc/domain/calendar/day.ts';

/** 2023-12-08 -> 08/12/2023, as days are written in Viet Nam, in either language. */
export const dayText = (day: Day) => day.split('-').reverse().join('/');
