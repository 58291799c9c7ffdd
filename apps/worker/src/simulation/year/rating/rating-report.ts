import { LEVEL_NAMES, type Level } from '@dondoc/domain/rating/level.ts';
import { countBy, type Counts } from '../../count-by.ts';
import type { Logged } from '../rules/rule-view.ts';

/** How the year was rated: levels by peer group, and what became of the petition. Null: the year ended before its rating. */
export type RatingReport = {
  policy: string;
  /** The number of the decision that adopted the rules. */
  adoptedBy: string | null;
  decided: number;
  byLevel: Counts;
  groups: {
    group: string;
    units: number;
    /** Before the cap, by the rules alone. */
    provisional: Counts;
    places: number;
    official: Counts;
    /** Too few for a place: the authority may merge it with a similar group. */
    isSmall: boolean;
  }[];
  petitions: {
    unit: string;
    receivedOn: string;
    answerBy: string;
    answeredOn: string;
    outcome: string;
    level: string;
  }[];
  lockedBecause: string | null;
};

export function ratingReport(
  events: readonly Logged[],
  codes: ReadonlyMap<string, string>,
): RatingReport | null {
  const groupOf = new Map<string, string>();
  const provisional = new Map<string, Level>();
  const official = new Map<string, Level>();
  const caps = new Map<string, { places: number; isSmall: boolean }>();
  const petitions = new Map<string, RatingReport['petitions'][number]>();
  const report = { policy: '', adoptedBy: null as string | null, lockedBecause: null as string | null };
  for (const { type, data } of events) {
    if (type === 'RatingPeriodOpened') {
      const { code, version, adoption } = data.unitPolicy.document;
      report.policy = `${code} version ${version}`;
      report.adoptedBy = adoption?.decisionNo ?? null;
    }
    if (type === 'UnitAssigned') groupOf.set(data.unitId, data.peerGroup);
    if (type === 'ProvisionalLevelComputed') provisional.set(data.subjectId, data.level);
    if (type === 'RatingDecided' || type === 'RatingSuperseded') official.set(data.subjectId, data.level);
    if (type === 'PeriodLocked') report.lockedBecause = data.reason;
    if (type === 'CapComputed') {
      const { quota, warnings } = data.result;
      caps.set(data.group, { places: quota ?? 0, isSmall: warnings.includes('SMALL_GROUP') });
    }
    if (type === 'PetitionReceived') {
      const { receivedOn, answerBy, unitId } = data;
      const unit = codes.get(unitId) ?? unitId;
      petitions.set(data.subjectId, {
        unit,
        receivedOn,
        answerBy,
        answeredOn: '',
        outcome: 'OPEN',
        level: '',
      });
    }
    if (type === 'PetitionAnswered') {
      const petition = petitions.get(data.subjectId);
      if (petition) Object.assign(petition, { answeredOn: data.answeredOn, outcome: data.outcome });
    }
  }
  if (official.size === 0) return null;
  for (const [subjectId, petition] of petitions) petition.level = official.get(subjectId) ?? '';
  const levels = (of: ReadonlyMap<string, Level>, group: string | null) =>
    inRank(countBy(of, ([id, level]) => (group === null || groupOf.get(id) === group ? level : '')));
  return {
    ...report,
    decided: official.size,
    byLevel: levels(official, null),
    groups: [...caps]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, { places, isSmall }]) => ({
        group,
        units: [...official.keys()].filter((id) => groupOf.get(id) === group).length,
        provisional: levels(provisional, group),
        places,
        official: levels(official, group),
        isSmall,
      })),
    petitions: [...petitions.values()],
  };
}

/** Best first, in the order of the rules and not of the alphabet. */
const inRank = (counts: Counts): Counts =>
  Object.fromEntries(
    (Object.keys(LEVEL_NAMES) as Level[]).flatMap((level) =>
      counts[level] === undefined ? [] : [[level, counts[level]]],
    ),
  );
