import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { CapChoice } from '@dondoc/domain/rating/process/period.events.ts';
import { groupOf } from '@dondoc/domain/rating/process/period-state.ts';
import { requirePeriod } from '@dondoc/domain/rating/process/period.decider.ts';
import {
  ratedSubjects,
  ratingPeriod,
  type Rated,
} from '@dondoc/event-store/write-path/rating/rating-context.ts';
import {
  capPeerGroup,
  decideLevels,
  publishLevels,
  type DecisionLine,
} from '@dondoc/event-store/write-path/rating/rating-decisions.ts';
import type { StepsTaken } from '@dondoc/event-store/write-path/rating/rating-steps.ts';
import type { Frame } from '../../say.ts';
import type { CastUnit } from '../../cast.ts';
import { ratedUnits, ratingsAt } from './rating-frame.ts';

const DECISION = '12-QĐ/TU';

/** R-18, group by group. Where the ranking leaves equals at the last place, the authority chooses and says why. */
export async function selectExcellent(frame: Frame, at: Instant): Promise<void> {
  const { store, campaignId } = frame;
  const { act, noteRefusal } = ratingsAt(frame, at);
  const period = requirePeriod((await ratingPeriod(store, campaignId)) ?? { status: 'NONE' });
  const rated = await ratedSubjects(store, campaignId);
  const groups = [...new Set(rated.map(({ peerGroup }) => groupOf(period, peerGroup)))].sort();
  for (const group of groups) {
    const cap = (choice: CapChoice | null) =>
      capPeerGroup(store, act(`cap/${group}`), { group, choice, exceptional: null });
    try {
      await cap(null);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'tie-open') throw error;
      const first = rated.find(({ peerGroup }) => groupOf(period, peerGroup) === group);
      if (first !== undefined) noteRefusal('R-18', first, error);
      const { proposed, tie } = error.details as {
        proposed: readonly string[];
        tie: { places: number; among: readonly string[] };
      };
      const selected = [...proposed, ...tie.among.slice(0, tie.places)];
      await cap({ selected, reason: 'Tập thể Ban Thường vụ biểu quyết' });
    }
  }
}

/** One numbered decision over everybody. What the rules leave open the authority decides, with its reason. */
export async function decide(frame: Frame, cast: readonly CastUnit[], at: Instant): Promise<void> {
  const { act, today, mustFail, stateOf } = ratingsAt(frame, at);
  const lines: DecisionLine[] = [];
  let tried = false;
  for (const { rated } of await ratedUnits(frame, cast)) {
    const { provisional, cap } = await stateOf(rated);
    if (!tried && provisional?.level === 'EXCELLENT' && cap?.selected === false) {
      tried = true;
      const data = { level: 'EXCELLENT', decisionNo: DECISION, decidedOn: today, reason: null } as const;
      await mustFail('R-18', rated, { type: 'Decide', data });
    }
    const isOpen = (cap?.level ?? provisional?.level) === 'UNDETERMINED';
    lines.push(
      isOpen
        ? { rated, level: 'COMPLETED', reason: 'Chưa đủ điều kiện của mức nào; đã khắc phục phần lớn' }
        : { rated },
    );
  }
  const { taken } = await decideLevels(frame.store, act('decide'), {
    decisionNo: DECISION,
    decidedOn: today,
    lines,
  });
  requireAll(taken);
}

/** the levels go to everybody, the points do not. */
export async function publish(frame: Frame, at: Instant, only?: Rated): Promise<void> {
  const { act } = ratingsAt(frame, at);
  const name = only === undefined ? 'publish' : `publish/${only.subjectId}`;
  const { taken } = await publishLevels(frame.store, act(name), only === undefined ? null : [only]);
  requireAll(taken);
}

function requireAll({ refused: [first] }: StepsTaken): void {
  if (first !== undefined) throw first.error;
}
