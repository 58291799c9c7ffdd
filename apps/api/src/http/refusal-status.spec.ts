import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isKnownRefusal, statusOfRefusal } from './refusal-status.ts';

const root = join(import.meta.dirname, '../../../..');
const REFUSAL = /(?:new DomainError|refuseFaults)\(\s*'([a-z-]+)'/g;

/** Every code that the rules, the adapters and the api refuse with, as their sources say. */
function codesInSources(): string[] {
  const files = ['libs', 'apps/api/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('spec.ts') && !path.includes('node_modules'))
      .map((path) => readFileSync(join(root, folder, path), 'utf8')),
  );
  return [...new Set(files.flatMap((text) => [...text.matchAll(REFUSAL)].map(([, code = '']) => code)))];
}

describe('The status of a refusal', () => {
  it('is chosen for every code that anything refuses with', () => {
    const codes = codesInSources();
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !isKnownRefusal(code))).toEqual([]);
  });

  it.each([
    ['unknown-campaign', 404],
    ['not-your-unit', 403],
    ['review-incomplete', 422],
    ['already-issued', 409],
    ['a-code-nobody-listed', 409],
  ])('%s is %i', (code, status) => expect(statusOfRefusal(code)).toBe(status));
});
