import type { RatingsWritten } from '@dondoc/contracts/ratings.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Rated } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import type { StepsTaken } from '@dondoc/event-store/write-path/rating/rating-steps.ts';

/** What came of a step for many. `undecidedBelow`: those decided before units below them. */
export function ratingsWritten(
  rated: readonly Rated[],
  taken: readonly StepsTaken[],
  undecidedBelow: RatingsWritten['undecidedBelow'] = [],
): RatingsWritten {
  const codes = new Map(rated.map(({ subjectId, code }) => [subjectId, code]));
  const refused = taken.flatMap((each) => each.refused);
  const written = taken.reduce((sum, each) => sum + each.written, 0);
  return {
    written,
    unchanged: rated.length - written - refused.length,
    refused: refused.map(({ subjectId, code, error }) => ({
      subject: codes.get(subjectId) ?? subjectId,
      code,
      message: error.message,
    })),
    undecidedBelow,
    position: taken.reduce<number | null>(
      (last, { position }) => (position === null ? last : Math.max(last ?? 0, position)),
      null,
    ),
  };
}

/** One refusal is the whole request's: its code and message, and every one of them listed. Nothing was written. */
export function refuseWhole(rated: readonly Rated[], { refused }: StepsTaken): void {
  const [first] = refused;
  if (first === undefined) return;
  const codes = new Map(rated.map(({ subjectId, code }) => [subjectId, code]));
  const errors = refused.map(({ subjectId, error }) => ({
    path: codes.get(subjectId) ?? subjectId,
    rule: typeof error.details['rule'] === 'string' ? error.details['rule'] : error.code,
    message: error.message,
  }));
  const { error } = first;
  throw new DomainError(error.code, `${errors[0]?.path}: ${error.message}`, { ...error.details, errors });
}
