import type { Chance } from '../../chance.ts';

/** How a unit did on the tasks of its year, which come from outside the log (criterion B3 and the conditions of each level). */
export const WORK = ['EXCEEDED', 'DONE', 'ONE_LATE', 'UNDONE', 'FAILED'] as const;
export type Work = {
  conduct: (typeof WORK)[number];
  /** Half points of the general criteria G1 and G2, of 20. */
  general: readonly [number, number];
  /** What the unit gives itself beyond the appraisal, in points; 5 or more must be explained. */
  flatters: number;
  /** Contests its level once it is published. */
  petitions: boolean;
};

export const TASKS: Readonly<
  Record<Work['conduct'], { assigned: number; done: number; onTime: number; exceeded: number }>
> = {
  EXCEEDED: { assigned: 10, done: 10, onTime: 10, exceeded: 4 },
  DONE: { assigned: 10, done: 10, onTime: 10, exceeded: 1 },
  ONE_LATE: { assigned: 10, done: 10, onTime: 9, exceeded: 2 },
  // Between 70 % and all: no level's conditions hold, and the authority must decide.
  UNDONE: { assigned: 10, done: 8, onTime: 8, exceeded: 0 },
  FAILED: { assigned: 10, done: 6, onTime: 5, exceeded: 0 },
};

/** The unit that petitions against its level, among those that will have a plan. */
export const PETITIONER_PLACE = 5;

/** `place`: the unit's among those that will have a plan; the first of them show what every year must show once. */
export function drawWork(chance: Chance, place: number): Work {
  const drawn = chance.weighted({ EXCEEDED: 45, DONE: 33, ONE_LATE: 12, UNDONE: 6, FAILED: 4 });
  const half = () => chance.between(16, 20);
  const general = [half(), half()] as const;
  const flatters = chance.weighted({ 0: 55, 2: 25, 6: 20 });
  return {
    conduct: place === PETITIONER_PLACE ? 'ONE_LATE' : place === 6 ? 'UNDONE' : drawn,
    petitions: place === PETITIONER_PLACE,
    general: place === PETITIONER_PLACE ? [19, 19] : general,
    flatters: place === 0 || place === PETITIONER_PLACE ? 6 : Number(flatters),
  };
}
