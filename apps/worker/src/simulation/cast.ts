import type { UnitPlan } from './behaviour.ts';
import type { UnitYear } from './year/draw-year.ts';

/** `year`: how it goes through the year of monitoring; absent in a campaign that ends with the scores. */
export type CastUnit = { unitId: string; plan: UnitPlan; year?: UnitYear };

/** What every simulated review names. */
export const LIMITATION = { no: '1', text: 'Phối hợp giữa các bộ phận còn chậm', cause: 'Chưa phân công rõ' };
