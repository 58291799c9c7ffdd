import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { importDirective } from './import-directive.ts';
import { toDirectiveContent } from './to-directive-content.ts';

const text = readFileSync('infra/local/example/directive.txt', 'utf8');
const content = (changed: string, term?: string) =>
  toDirectiveContent(importDirective(changed), { text: changed, ...(term === undefined ? {} : { term }) });
const refusal = (path: string) =>
  expect.objectContaining({
    code: 'directive-incomplete',
    details: expect.objectContaining({ errors: expect.arrayContaining([expect.objectContaining({ path })]) }),
  });

describe('toDirectiveContent', () => {
  it('holds the facts of the letter and the hash of its text, and keeps what is not stated open', () => {
    expect(content(text)).toMatchObject({
      family: 'PARTY',
      number: { raw: '1889-CV/TU', seq: 1889, type: 'CV', issuer: 'TU', term: '2020-2025' },
      issuedOn: '2023-11-15',
      deadlines: [],
      notStated: ['deadlines'],
      sourceSha256: createHash('sha256').update(text).digest('hex'),
    });
  });

  it('counts a State number in its year, and takes the term that the administrator gives', () => {
    const state = readFileSync('test/fixtures/directives/state-letter-flattened.txt', 'utf8');
    expect(content(state).number.term).toBe('2024');
    expect(content(text, '2021-2026').number.term).toBe('2021-2026');
  });

  it('asks for the term of a Party number in a congress year instead of guessing it', () => {
    const congress = text.replace('năm 2023\n\nKính', 'năm 2025\n\nKính');
    expect(() => content(congress)).toThrow(refusal('/term'));
    expect(content(congress, '2025-2030').number.term).toBe('2025-2030');
  });

  it.each([
    ['number', text.replace('Số 1889-CV/TU\n', ''), '/number/seq'],
    ['date', text.replace(/Quảng Ngãi, ngày.*\n/, ''), '/date'],
    ['sequence of the number', text.replace('1889-CV', '....-CV'), '/number/seq'],
  ])('refuses a letter without its %s and says what to add', (_what, changed, path) => {
    expect(() => content(changed)).toThrow(refusal(path));
  });

  it('refuses what the importer refused', () => {
    expect(() => content('Xin chào.')).toThrow(
      expect.objectContaining({
        code: 'directive-refused',
        details: expect.objectContaining({ refusal: 'NOT_A_DIRECTIVE' }),
      }),
    );
  });
});
