import type { Level } from '@dondoc/domain/rating/level.ts';
import type { OpenPeriod } from '@dondoc/domain/rating/process/period-state.ts';
import type { RatingRow } from './ratings.projection.ts';

/** What the period says of all its ratings at once. */
export type SharedTerms = { mergedInto: OpenPeriod['mergedInto']; locked: boolean };
export const NO_PERIOD: SharedTerms = { mergedInto: {}, locked: false };

/** Whoever looks: everything is open to those who oversee, to a unit what is its own. */
export type Viewer = { oversees: boolean; unitId: string | null };

/** A line of the list; what its viewer may not see is null. */
export type RatingLine = {
  subjectId: string;
  code: string;
  unitId: string;
  unitName: string | null;
  kind: 'UNIT' | 'PERSON';
  post: string | null;
  /** The group that counts, after merges by decision. */
  peerGroup: string;
  status: RatingRow['status'] | null;
  score: string | null;
  provisional: Level | null;
  stale: boolean | null;
  capped: Level | null;
  official: Level | null;
  decisionNo: string | null;
  decidedOn: string | null;
  voided: boolean | null;
  publishedOn: string | null;
  petition: { no: number; answerBy: string; overdue: boolean } | null;
  locked: boolean | null;
  version: number | null;
  lastPosition: number | null;
};

/** Levels are for everybody once published; all else is for the subject and those who rate. */
export function ratingLine(
  row: RatingRow,
  {
    code,
    unitName,
    shared,
    viewer,
  }: { code: string; unitName: string | null; shared: SharedTerms; viewer: Viewer },
): RatingLine {
  const { subjectId, unitId, post, publishedOn, petitionNo, answerBy, answerOverdue } = row;
  const isOpen = viewer.oversees || viewer.unitId === unitId;
  const hidden = {
    subjectId,
    code,
    unitId,
    unitName,
    kind: post === null ? ('UNIT' as const) : ('PERSON' as const),
    post,
    peerGroup: shared.mergedInto[row.peerGroup] ?? row.peerGroup,
    status: null,
    score: null,
    provisional: null,
    stale: null,
    capped: null,
    official: publishedOn === null ? null : row.official,
    decisionNo: null,
    decidedOn: null,
    voided: null,
    publishedOn,
    petition: null,
    locked: null,
    version: null,
    lastPosition: null,
  };
  if (!isOpen) return hidden;
  const { status, score, provisional, stale, capped, official, decisionNo, decidedOn, voided } = row;
  return {
    ...hidden,
    status,
    score,
    provisional,
    stale,
    capped,
    official,
    decisionNo,
    decidedOn,
    voided,
    petition:
      petitionNo === null || answerBy === null ? null : { no: petitionNo, answerBy, overdue: answerOverdue },
    locked: shared.locked,
    version: row.version,
    lastPosition: row.lastPosition,
  };
}

/** The level that stands: the authority's, else the one after the cap, else the provisional one. */
export const standingLevel = ({
  official,
  capped,
  provisional,
}: Pick<RatingLine, 'official' | 'capped' | 'provisional'>): Level | null =>
  official ?? capped ?? provisional;
