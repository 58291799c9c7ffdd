import type { Chance } from '../chance.ts';
import { FINDING_TEXTS } from './finding-texts.ts';
import { drawWork, PETITIONER_PLACE, type Work } from './rating/draw-work.ts';

/** How one action of a plan fares. LATE comes after its day, NEVER not in this year. */
export type ActionConduct = {
  done: 'ON_TIME' | 'LATE' | 'PARTIAL_FIRST' | 'REJECTED_FIRST' | 'NEVER';
  extension: 'NONE' | 'GRANTED' | 'DENIED';
  /** Working days beyond the due day; only with LATE. */
  lateBy: number;
  /** Uploads a wrong file first and takes it back. */
  withdraws: boolean;
};
export type CheckInConduct = 'ON_TIME' | 'LATE' | 'MISSED';

/** How one unit goes through the year of monitoring. Drawn before anything happens. */
export type UnitYear = {
  /** Places in FINDING_TEXTS: what was concluded about it. The first may be a compound, or repeat a closed one. */
  findings: readonly number[];
  special: 'COMPOUND' | 'REPEAT' | null;
  suggestion: 'NONE' | 'WITH_REVIEW' | 'AFTER_ACCEPTANCE';
  /** Tries what the rules forbid before it does the right thing. */
  isCareless: boolean;
  amendsPlan: boolean;
  hasContinuousAction: boolean;
  actions: readonly ActionConduct[];
  checkIns: readonly CheckInConduct[];
  /** Says that it has the amendment in hand, so many working days after it; null: never. */
  acknowledgesAmendmentAfter: number | null;
  work: Work;
};

const ACTIONS = 8;
const PERIODS = 12;
/** The unit that goes into the next one, among those that will have a plan. */
export const MERGED_PLACE = 3;

/**
 * Draws one unit's year. `place` is the unit's among those that will have a plan: what every year must show once is given to the
 * first of them, so that a short cast shows it too.
 */
export function drawUnitYear(chance: Chance, place: number): UnitYear {
  const count = Number(chance.weighted({ 0: 40, 1: 32, 2: 20, 3: 8 }));
  const first = chance.between(0, FINDING_TEXTS.length - 1);
  const suggestion = chance.weighted({ NONE: 80, WITH_REVIEW: 12, AFTER_ACCEPTANCE: 8 });
  const isCareless = chance.between(1, 10) === 1;
  const amendsPlan = chance.between(1, 14) === 1;
  const hasContinuousAction = chance.between(1, 6) === 1;
  const actions = Array.from({ length: ACTIONS }, () => drawAction(chance));
  const checkIns = Array.from({ length: PERIODS }, () =>
    chance.weighted({ ON_TIME: 78, LATE: 13, MISSED: 9 }),
  );
  const passesOver = chance.between(1, 9) === 1;
  const after = chance.between(1, 3);
  const work = drawWork(chance, place);
  return {
    acknowledgesAmendmentAfter: place === 1 || (passesOver && place !== 0) ? null : after,
    work,
    // Different places: an item of a conclusion is registered against a unit once.
    findings: Array.from(
      { length: Math.max(count, place <= MERGED_PLACE ? 1 : 0) },
      (_, index) => (first + index * 3) % FINDING_TEXTS.length,
    ),
    special: place === 0 ? 'COMPOUND' : place === 1 ? 'REPEAT' : null,
    suggestion: place === 0 ? 'WITH_REVIEW' : place === 1 ? 'AFTER_ACCEPTANCE' : suggestion,
    isCareless: place === 0 || isCareless,
    amendsPlan: place === 2 || amendsPlan,
    hasContinuousAction: place === 1 || hasContinuousAction,
    actions:
      place === 0 ? [SHOWN.partial, SHOWN.rejected, SHOWN.granted, ...actions] : withShown(place, actions),
    checkIns:
      place === 0 ? ['ON_TIME', 'MISSED', 'LATE', ...checkIns] : place === PETITIONER_PLACE ? [] : checkIns,
  };
}

const plain: ActionConduct = { done: 'ON_TIME', extension: 'NONE', lateBy: 0, withdraws: false };
const SHOWN = {
  partial: { ...plain, done: 'PARTIAL_FIRST', withdraws: true },
  rejected: { ...plain, done: 'REJECTED_FIRST' },
  granted: { ...plain, extension: 'GRANTED' },
  denied: { ...plain, extension: 'DENIED', done: 'LATE', lateBy: 14 },
  never: { ...plain, done: 'NEVER' },
} satisfies Record<string, ActionConduct>;

function withShown(place: number, actions: readonly ActionConduct[]): readonly ActionConduct[] {
  if (place === 1) return [SHOWN.denied, SHOWN.never, ...actions];
  // It is merged in the middle of the year, and its successor goes on with what it left.
  if (place === MERGED_PLACE) return [SHOWN.never, SHOWN.never, ...actions];
  // Nothing but one late task stands between it and a better level, so its petition is answered with one.
  if (place === PETITIONER_PLACE) return [plain];
  return place === 2 ? [SHOWN.granted, ...actions] : actions;
}

function drawAction(chance: Chance): ActionConduct {
  const done = chance.weighted({ ON_TIME: 52, LATE: 18, PARTIAL_FIRST: 12, REJECTED_FIRST: 9, NEVER: 9 });
  const extension = chance.weighted({ NONE: 80, GRANTED: 13, DENIED: 7 });
  return { done, extension, lateBy: chance.between(2, 14), withdraws: chance.between(1, 12) === 1 };
}
