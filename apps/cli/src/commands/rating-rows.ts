import type { RatingRow } from '@dondoc/contracts/ratings.ts';
import { compare, exact, minus, shareText, ZERO } from '@dondoc/domain/rating/exact.ts';
import { isRated, type Level, rankOf } from '@dondoc/domain/rating/level.ts';
import type { Page } from '../api.ts';
import type { CliContext } from '../context.ts';
import { table } from '../table.ts';
import { quoted } from './rating-next.ts';
import { ratingsPath } from './rating-options.ts';

const LEVELS: readonly Level[] = [
  'EXCELLENT',
  'GOOD',
  'COMPLETED',
  'NOT_COMPLETED',
  'NOT_RATED',
  'UNDETERMINED',
];

/** What the list is asked for; the API's own filters and columns. */
export type RatingsAsked = Readonly<
  Partial<
    Record<
      | 'asOf'
      | 'unit'
      | 'kind'
      | 'group'
      | 'status'
      | 'level'
      | 'minScore'
      | 'maxScore'
      | 'decision'
      | 'stale'
      | 'voided'
      | 'published'
      | 'petition'
      | 'sort',
      string
    >
  >
>;

/** All that the caller may see of a campaign's ratings. */
export async function ratingRows(
  { api }: Pick<CliContext, 'api'>,
  campaign: string,
  asked: RatingsAsked = {},
): Promise<Page<RatingRow>> {
  if (asked.asOf === undefined) return api().list<RatingRow>(ratingsPath(campaign), asked);
  // As of then: nothing that came later is missing from it.
  const items: RatingRow[] = [];
  let completeTo = 0;
  for await (const page of api().pages<RatingRow>(ratingsPath(campaign), asked)) {
    items.push(...page.items);
    ({ completeTo } = page);
  }
  return { items, next: null, completeTo };
}

/** The level that stands: the authority's, else the one after the cap, else the provisional one. */
const levelOf = ({ official, capped, provisional }: RatingRow): Level | null =>
  official ?? capped ?? provisional;

const answerOf = ({ petition }: RatingRow) =>
  petition === null ? '' : `${petition.answerBy}${petition.overdue ? ' OVERDUE' : ''}`;

/** Where it stands, and what keeps anybody from deciding on it. */
function stepOf({ status, voided, stale }: RatingRow): string {
  const marks = [...(voided ? ['voided'] : []), ...(stale ? ['stale'] : [])];
  return `${status ?? '-'}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
}

export const describeRatings = (rows: readonly RatingRow[]): string =>
  table(
    [
      'CODE',
      'GROUP',
      'STATUS',
      'SCORE',
      'PROVISIONAL',
      'AFTER CAP',
      'OFFICIAL',
      'PUBLISHED',
      'ANSWER BY',
      'NAME',
    ],
    rows.map((row) => [
      row.code,
      row.peerGroup,
      stepOf(row),
      row.score ?? '-',
      row.provisional ?? '-',
      row.capped ?? '-',
      row.official ?? '-',
      row.publishedOn ?? '-',
      answerOf(row),
      row.unitName ?? '',
    ]),
  );

/** For whom facts are missing or the rules leave it open, and where to look. */
export const undetermined = (campaign: string, [first, ...others]: readonly RatingRow[]): string =>
  `${others.length + 1} are UNDETERMINED: facts are missing, or the rules leave it to the authority. ` +
  `dondoc rating explain --campaign ${campaign} --unit ${quoted(first?.code ?? '')} says what; dondoc rating import brings facts.`;

/** A line for each peer group, with the numbers of the cap in sight. */
export function describeSummary(rows: readonly RatingRow[]): string {
  const groups = [...new Set(rows.map(({ peerGroup }) => peerGroup))].sort();
  const line = (name: string, of: readonly RatingRow[]) => [
    name,
    String(of.length),
    ...LEVELS.map((level) => String(of.filter((row) => levelOf(row) === level).length)),
    String(of.filter(({ official, voided }) => official !== null && voided !== true).length),
    String(of.filter(({ publishedOn }) => publishedOn !== null).length),
    String(of.filter(({ voided }) => voided === true).length),
  ];
  return table(
    ['GROUP', 'ALL', ...LEVELS, 'DECIDED', 'PUBLISHED', 'VOIDED'],
    [
      ...groups.map((group) =>
        line(
          group,
          rows.filter(({ peerGroup }) => peerGroup === group),
        ),
      ),
      line('all', rows),
    ],
  );
}

/** `moved`: levels up (+) or down (-); null where one of the years has no level. `points`: the change of the score, signed. */
export type YearPair = {
  code: string;
  before: { level: Level | null; score: string | null } | null;
  after: { level: Level | null; score: string | null };
  moved: number | null;
  points: string | null;
};

export function yearOnYear(before: readonly RatingRow[], after: readonly RatingRow[]): YearPair[] {
  const then = new Map(before.map((row) => [row.subjectId, row]));
  return after.map((row) => {
    const was = then.get(row.subjectId);
    const [from, to] = [was === undefined ? null : levelOf(was), levelOf(row)];
    return {
      code: row.code,
      before: was === undefined ? null : { level: from, score: was.score },
      after: { level: to, score: row.score },
      moved: from !== null && to !== null && isRated(from) && isRated(to) ? rankOf(from) - rankOf(to) : null,
      points: difference(was?.score ?? null, row.score),
    };
  });
}

function difference(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const change = minus(exact(to), exact(from));
  return compare(change, ZERO) < 0 ? `-${shareText(minus(ZERO, change))}` : `+${shareText(change)}`;
}

export const describeYears = (years: readonly YearPair[]): string =>
  table(
    ['CODE', 'LEVEL THEN', 'SCORE THEN', 'LEVEL NOW', 'SCORE NOW', 'MOVED', 'POINTS'],
    years.map(({ code, before, after, moved, points }) => [
      code,
      before?.level ?? '-',
      before?.score ?? '-',
      after.level ?? '-',
      after.score ?? '-',
      moved === null || moved === 0 ? '' : moved > 0 ? `+${moved}` : String(moved),
      points ?? '',
    ]),
  );
