import { readdirSync, readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { CapResult } from '@dondoc/domain/rating/cap-group.ts';
import type { RatingResult } from '@dondoc/domain/rating/rating-result.ts';

/** A case as data: `expect` is a subset of the answer, by the rules of the page that fixes the interface. */
export type FixtureCase = {
  id: string;
  title: string;
  input: unknown;
  expect: Record<string, unknown> & {
    exit?: number;
    reasonsInclude?: string[];
    reasonsExclude?: string[];
    partPoints?: Record<string, string>;
  };
};

export function fixtureCases(folder: 'rating' | 'cap'): FixtureCase[] {
  const cases = new URL(`../../../../test/fixtures/cases/${folder}/`, import.meta.url);
  return readdirSync(cases)
    .sort()
    .map((file): FixtureCase => JSON.parse(readFileSync(new URL(file, cases), 'utf8')));
}

const CONTAINED = ['carriedOver', 'warnings', 'insufficient'];
const BLAMING = ['FIRED', 'FAILED', 'HOLE', 'DEMOTED'];

export function expectAnswer(answer: RatingResult | CapResult, wanted: FixtureCase['expect']): void {
  const { reasonsInclude = [], reasonsExclude = [], partPoints = {}, ...rest } = wanted;
  const listed = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      CONTAINED.includes(name) ? expect.arrayContaining(value as string[]) : value,
    ]),
  );
  expect(answer).toMatchObject(listed);
  if (answer.kind === 'cap-result/1') return;
  const codes = answer.reasons.map(({ code }) => code);
  const blamed = answer.reasons.filter(({ outcome }) => BLAMING.includes(outcome)).map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(reasonsInclude));
  expect(blamed.filter((code) => reasonsExclude.includes(code))).toEqual([]);
  const points = Object.fromEntries(answer.parts.map((part) => [part.code, part.points]));
  expect(points).toMatchObject(partPoints);
}
