import { compare, DECIMAL, exact } from '@dondoc/domain/rating/exact.ts';
import { cursorText, startOf, type Page } from '../keyset.ts';
import { ratingLine, standingLevel, type RatingLine } from './rating-line.ts';
import {
  LEVEL_ORDER,
  STATUS_ORDER,
  type RatingFilter,
  type RatingSort,
  type RatingsRequest,
} from './ratings.query.ts';
import type { RatingRow } from './ratings.projection.ts';

type Order = { of: (line: RatingLine) => string; compare: (one: string, other: string) => number };

const NEVER = 'infinity';
const vietnamese = new Intl.Collator('vi');
const byCharacters = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
const byNumber = (one: string, other: string) => Number(one) - Number(other);
// Whoever has no score stands below every score; a cursor may hold anything.
const byPoints = (one: string, other: string) =>
  DECIMAL.test(one) && DECIMAL.test(other) ? compare(exact(one), exact(other)) : byCharacters(one, other);
const text = (of: Order['of']): Order => ({ of, compare: byCharacters });
const place = <Value>(all: readonly Value[], of: (line: RatingLine) => Value | null): Order => ({
  of: (line) => {
    const value = of(line);
    return String(value === null ? all.length : all.indexOf(value));
  },
  compare: byNumber,
});
const flag = (of: (line: RatingLine) => boolean | null) => place([false, true], (line) => of(line) ?? false);

/** The columns of the read model in memory: the same values of the same viewer, in the same order. */
const ORDERS: Readonly<Record<RatingSort, Order>> = {
  code: text(({ code }) => code),
  name: { of: ({ unitName, code }) => unitName ?? code, compare: vietnamese.compare },
  kind: text(({ kind }) => kind),
  peerGroup: text(({ peerGroup }) => peerGroup),
  status: place(STATUS_ORDER, ({ status }) => status),
  score: { of: ({ score }) => score ?? '', compare: byPoints },
  provisional: place(LEVEL_ORDER, ({ provisional }) => provisional),
  stale: flag(({ stale }) => stale),
  capped: place(LEVEL_ORDER, ({ capped }) => capped),
  official: place(LEVEL_ORDER, ({ official }) => official),
  level: place(LEVEL_ORDER, standingLevel),
  decision: text(({ decisionNo }) => decisionNo ?? ''),
  decidedOn: text(({ decidedOn }) => decidedOn ?? NEVER),
  voided: flag(({ voided }) => voided),
  publishedOn: text(({ publishedOn }) => publishedOn ?? NEVER),
  answerBy: text(({ petition }) => petition?.answerBy ?? NEVER),
};

/** What `listRatings` answers, of rows that were folded from the log: the list as it stood at an earlier position. */
export function listFolded(
  rows: readonly RatingRow[],
  { names, ...request }: RatingsRequest & { names: ReadonlyMap<string, string | null> },
): Page<RatingLine> {
  const { shared, viewer, campaignId, sort = 'code', after, limit } = request;
  const own = rows.filter((row) => row.campaignId === campaignId);
  const codes = new Map(own.map(({ subjectId, code }) => [subjectId, code]));
  const lines = own
    .map((row) =>
      ratingLine(row, {
        code: row.code ?? `${codes.get(row.unitId) ?? row.unitId}/${row.post}`,
        unitName: names.get(row.unitId) ?? null,
        shared,
        viewer,
      }),
    )
    .filter((line) => isAsked(line, request));

  const isDescending = sort.startsWith('-');
  const order = ORDERS[(isDescending ? sort.slice(1) : sort) as RatingSort];
  const direction = isDescending ? -1 : 1;
  const inOrder = (one: [string, string], other: [string, string]) =>
    direction * (order.compare(one[0], other[0]) || byCharacters(one[1], other[1]));
  const keyed = lines.map((line) => ({ line, at: [order.of(line), line.subjectId] as [string, string] }));
  const start = after === undefined ? null : startOf(after, sort);
  const rest = keyed
    .filter(({ at }) => start === null || inOrder(at, [start.value, start.key]) > 0)
    .sort((one, other) => inOrder(one.at, other.at));
  const last = rest.length > limit ? rest[limit - 1] : undefined;
  return {
    items: rest.slice(0, limit).map(({ line }) => line),
    next: last === undefined ? null : cursorText({ sort, value: last.at[0], key: last.at[1] }),
  };
}

function isAsked(line: RatingLine, asked: RatingFilter): boolean {
  const { score, petition } = line;
  const { minScore, maxScore } = asked;
  const equal: [unknown, unknown][] = [
    [asked.unitId, line.unitId],
    [asked.kind, line.kind],
    [asked.group, line.peerGroup],
    [asked.status, line.status],
    [asked.provisional, line.provisional],
    [asked.capped, line.capped],
    [asked.official, line.official],
    [asked.level, standingLevel(line)],
    [asked.decision, line.decisionNo],
    [asked.stale, line.stale],
    [asked.voided, line.voided],
    [asked.decided, line.official !== null],
    [asked.published, line.publishedOn !== null],
  ];
  return (
    equal.every(([wanted, is]) => wanted === undefined || wanted === is) &&
    (minScore === undefined || (score !== null && compare(exact(score), exact(minScore)) >= 0)) &&
    (maxScore === undefined || (score !== null && compare(exact(score), exact(maxScore)) <= 0)) &&
    (asked.petition === undefined || (petition !== null && (asked.petition === 'OPEN' || petition.overdue)))
  );
}
