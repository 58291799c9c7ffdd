import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DirectiveImport } from './directive-import.ts';
import * as fc from 'fast-check';
import { countedSteps } from '@dondoc/testing/counted-steps.ts';
import { importDirective } from './import-directive.ts';

const FOLDER = 'test/fixtures/directives';
const SEED = '../shared/seeds/1889-CV-TU.txt';
const expected = (name: string) =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.expect.json`), 'utf8')) as { refused: unknown };
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -4));
const directives = names.filter((name) => expected(name).refused === null);
const source = (name: string) => readFileSync(join(FOLDER, `${name}.txt`), 'utf8');

/** The fixtures' language: keys given must match, lists match whole, `textStartsWith` looks at `text`, `warnings` names codes. */
function matcher(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(matcher);
  if (typeof value !== 'object' || value === null) return value;
  const { textStartsWith, ...rest } = value as Record<string, unknown>;
  const entries = Object.entries(rest).map(([key, part]) => [key, matcher(part)]);
  const start =
    typeof textStartsWith === 'string'
      ? { text: expect.stringMatching(new RegExp(`^${escaped(textStartsWith)}`)) }
      : {};
  return expect.objectContaining({ ...Object.fromEntries(entries), ...start });
}
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function expectImport(actual: DirectiveImport, name: string): void {
  const codes = { ...actual, warnings: [...new Set(actual.warnings.map(({ code }) => code))] };
  expect(codes).toEqual(matcher(expected(name)));
}

const DASHES = /(?<=\d)-(?=[A-ZĐ])|(?<=[A-ZĐ])-(?=[A-ZĐ])/g;
const MUTATIONS: Readonly<Record<string, (text: string) => string>> = {
  'decomposed Unicode': (text) => text.normalize('NFD'),
  'CRLF line ends': (text) => text.replaceAll('\n', '\r\n'),
  'a byte order mark': (text) => `\uFEFF${text}`,
  'non-breaking spaces': (text) => text.replaceAll(' ', '\u00A0'),
  'trailing spaces': (text) => text.replaceAll('\n', ' \t \n'),
  'zero-width characters': (text) => text.replaceAll(' ', ' \u200B'),
  'non-breaking hyphens in numbers': (text) => text.replace(DASHES, '\u2011'),
  'en dashes in numbers': (text) => text.replace(DASHES, '–'),
  'Markdown bold on every line': (text) => text.replace(/^(?!\s*[-+*|#])(\S.*\S)$/gm, '**$1**'),
  'a blank line between all lines of head and tail': (text) =>
    text.replace(/\n(?=(?:Số|SỐ|Sô|Nơi nhận|NƠI NHẬN|Kính gửi|KÍNH GỬI|T\/M|TM\.|KT\.|K\/T))/g, '\n\n'),
  'form feeds and page numbers': (text) => `\f${text}\n\f2\n`,
};

describe('importDirective', () => {
  it.each(names)('reads %s as its fixture says', (name) => {
    expectImport(importDirective(readFileSync(join(FOLDER, `${name}.txt`))), name);
  });

  (existsSync(SEED) ? it : it.skip)(
    'reads the real letter 1889-CV/TU (skipped: ../shared/seeds is not there)',
    () => {
      const imported = importDirective(readFileSync(SEED));
      expectImport(imported, '1889-CV-TU');
      expect(imported.fields).toContainEqual({ path: 'number', confidence: 0.99, lines: [7, 7] });
    },
  );

  it("reads the example's own letter with the facts of the real one", () => {
    const { directive, notStated } = importDirective(readFileSync('infra/local/example/directive.txt'));
    expect(directive).toMatchObject({
      number: { raw: '1889-CV/TU' },
      date: '2023-11-15',
      signature: { name: 'Đặng Ngọc Huy' },
    });
    expect([
      directive?.addressees.length,
      directive?.requirements.length,
      directive?.distribution.length,
    ]).toEqual([5, 3, 7]);
    expect(notStated).toEqual(['deadlines']);
  });

  describe.each(Object.entries(MUTATIONS))('is not disturbed by %s', (_name, mutate) => {
    it.each(directives)('%s', (name) => {
      expect(importDirective(mutate(source(name))).directive).toEqual(
        importDirective(source(name)).directive,
      );
    });
  });

  it("answers any mixture of a directive's own words without a fault, with lines that exist", () => {
    const words = directives.flatMap((name) => source(name).split(/(?<=\n)|(?<=[ \t])/));
    const mixture = fc.array(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, fc.string({ unit: 'binary' })),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(mixture, (parts) => {
        const text = parts.join('');
        const { refused, directive, fields } = importDirective(text);
        expect(refused === null).toBe(directive !== null);
        const last = text.split(/\r\n|\n|\r/).length;
        for (const { lines } of fields)
          expect(lines[0] >= 1 && lines[0] <= lines[1] && lines[1] <= last).toBe(true);
      }),
      { numRuns: 300, seed: 1889 },
    );
  });

  it('points at lines of the input as it was given', () => {
    const imported = importDirective(`\r\n\r\n${source('party-directive').replaceAll('\n', '\r\n')}`);
    expect(imported.fields).toContainEqual(expect.objectContaining({ path: 'number', lines: [5, 5] }));
    expect(imported.fields).toContainEqual(
      expect.objectContaining({ path: 'requirements', lines: [18, 23] }),
    );
  });

  it('is less sure of what it had to repair', () => {
    const sureness = (name: string, path: string) =>
      importDirective(source(name)).fields.find((field) => field.path === path)?.confidence ?? 0;
    expect(sureness('ocr-slips', 'number')).toBeLessThan(sureness('party-letter-two-columns', 'number'));
    expect(sureness('draft-without-number', 'number')).toBeLessThan(0.7);
    expect(sureness('youth-union-plan', 'family')).toBeLessThan(sureness('party-directive', 'family'));
  });

  it('names each field either as found, with its lines, or as not stated', () => {
    for (const name of directives) {
      const { directive, fields, notStated } = importDirective(source(name));
      expect([...fields.map(({ path }) => path), ...notStated].sort()).toEqual(
        Object.keys(directive ?? {}).sort(),
      );
      for (const { confidence, lines } of fields) {
        expect(confidence > 0 && confidence < 1).toBe(true);
        expect(lines[0] >= 1 && lines[1] >= lines[0] && lines[1] <= source(name).split('\n').length).toBe(
          true,
        );
      }
    }
  });

  it('reads a letter with any number of lines of one kind in steps that grow with its length', async () => {
    const letter = source('party-letter-two-columns');
    const places: readonly ((lines: string) => string)[] = [
      (lines) => `${letter}\n${lines}`,
      (lines) => lines,
      (lines) => letter.replace(/^.*Kính gửi.*$/m, `$&\n${lines}`),
      (lines) => letter.replace(/^.*Nơi nhận.*$/m, `$&\n${lines}`),
    ];
    const kinds = [
      'BÍ THƯ',
      'Ban Tổ chức,',
      'và tiếp theo',
      '- Gửi trong 3 ngày.',
      '(1) Họp; (2) Gửi.',
      '1. Số 1-CV/TU ngày 1/1/2024',
    ];
    const hostile = (line: string, count: number) => places.map((place) => place(`${line}\n`.repeat(count)));
    const steps = await countedSteps({
      module: new URL('import-directive.ts', import.meta.url).href,
      call: 'importDirective',
      folder: '/directive-import/',
      batches: kinds.flatMap((line) => [hostile(line, 200), hostile(line, 800)]),
    });
    for (const index of kinds.keys()) {
      const [few = 0, many = 0] = steps.slice(2 * index, 2 * index + 2);
      expect(few).toBeGreaterThan(1000);
      // Four times the lines; work that grew with their square would take up to sixteen times the steps.
      expect(many / few).toBeLessThan(5);
    }
  });

  it.each([
    ['EMPTY', ''],
    ['EMPTY', ' \n\t***\n'],
    ['UNREADABLE', Buffer.from('\ufeffSố 1889-CV/TU', 'utf16le')],
    ['UNREADABLE', Buffer.from('Số 1889-CV/TU', 'utf16le')],
    ['UNREADABLE', Buffer.from('Kế hoạch số é', 'latin1')],
    ['UNREADABLE', new Uint8Array(5000).map((_byte, index) => (index * 7919) % 251)],
    ['UNREADABLE', `Số 1-CV/TU\u0000`],
    ['TOO_LARGE', 'Số 1889-CV/TU\n'.repeat(80_000)],
    ['NOT_A_DIRECTIVE', 'Xin chào.'],
  ])('refuses with %s', (code, input) => {
    expect(importDirective(input)).toEqual({
      kind: 'directive-import/1',
      refused: { code, message: expect.stringMatching(/\.$/) },
      directive: null,
      notStated: [],
      fields: [],
      warnings: [],
    });
  });
});
