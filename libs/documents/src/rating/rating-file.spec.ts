import { describe, expect, it } from '@jest/globals';
import { CapResult } from '@dondoc/contracts/cap-case.ts';
import { RatingResult } from '@dondoc/contracts/rating-case.ts';
import { capRatingFile, evaluateRatingFile } from './rating-file.ts';
import { expectAnswer, fixtureCases } from './test-cases.ts';

describe('Rating cases', () => {
  it.each(fixtureCases('rating').map((one) => [one.id, one.title, one] as const))(
    '%s: %s',
    (_id, _title, { input, expect: wanted }) => {
      const { result } = evaluateRatingFile(input);
      expectAnswer(result, wanted);
      expect(RatingResult.safeParse(result).error).toBeUndefined();
    },
  );
});

describe('Cap cases', () => {
  it.each(fixtureCases('cap').map((one) => [one.id, one.title, one] as const))(
    '%s: %s',
    (_id, _title, { input, expect: wanted }) => {
      const { result } = capRatingFile(input);
      expectAnswer(result, wanted);
      expect(CapResult.safeParse(result).error).toBeUndefined();
    },
  );
});
