// What the committee does to a whole campaign while its units work: two pauses, an extension, an amendment, in any order.
import type { Chance, Step } from './command.ts';
import { EXTENDED_TO, TODAY } from './virtual-time.ts';

export type CampaignActs = Readonly<{
  /** The next act, or none in this round. */
  next(): Step | null;
  /** The clock stands, or stood a moment ago: no unit acts in this round. */
  isStill(): boolean;
}>;

export function createCampaignActs(chance: Chance): CampaignActs {
  const groups = [[PAUSE, RESUME], [EXTEND], [AMEND], [PAUSE, RESUME]];
  const acts: Step[] = [];
  while (groups.length > 0) acts.push(...groups.splice(chance(0, groups.length - 1), 1).flat());
  let isPaused = false;
  let wasPaused = false;
  return {
    next() {
      wasPaused = isPaused;
      const oneIn = isPaused ? 2 : 5;
      if (chance(1, oneIn) > 1) return null;
      const act = acts.shift() ?? null;
      if (act !== null) isPaused = act === PAUSE || (isPaused && act !== RESUME);
      return act;
    },
    isStill: () => isPaused || wasPaused,
  };
}

const BASIS = { ref: 'Công văn số 1912-CV/TU' };
const act = (path: string, writes: string, body: object): Step => ({
  by: 'ADMINISTRATOR',
  path,
  writes,
  body,
});
const PAUSE = act('pause', 'CampaignPaused', { reason: 'Bão số 5' });
const RESUME = act('resume', 'CampaignResumed', {});
const EXTEND = act('extend', 'DeadlineExtended', {
  phase: 'PLAN',
  to: EXTENDED_TO.campaign,
  reason: 'Bão số 5',
  basis: BASIS,
});
const AMEND = act('amend', 'CampaignAmended', {
  changes: [
    {
      kind: 'ADD',
      requirement: { no: '2', text: 'Số liệu kèm theo', kind: 'DATA', mandatory: false, appliesTo: [] },
    },
  ],
  effectiveOn: TODAY,
  basis: BASIS,
});
