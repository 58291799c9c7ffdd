import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkCase } from '@dondoc/cli/cases/answer-case.ts';
import { findCases, readCases } from '@dondoc/cli/cases/read-cases.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('test/fixtures/cases/README.md');
const fromFile = [...page.matchAll(/^\| `npx dondoc cases run (\S+)` \| (.+) \| (.+) \| [\d.]+ \|$/gm)];
const fromEvents = [...page.matchAll(/^\| (AC-\d+) \| .+ \| `npm run spec -- (\S+) -t (AC-\d+)` \|$/gm)];
const numberOf = (id: string) => id.replace(/[a-z]$/, '');

// Where the rules themselves are at hand, nothing of their section 14 may be missing here.
const rules = ['../shared', '../../shared']
  .map((place) => join(root, place, 'domain/domain.md'))
  .find((place) => existsSync(place));
const itWithRules = rules === undefined ? it.skip : it;

describe('The page of the acceptance cases', () => {
  it('names every case that is a file, with the result it has', async () => {
    const all = await readCases();
    expect(new Set(fromFile.map(([, id]) => id))).toEqual(new Set(all.map(({ id }) => id)));
    for (const [, id = '', title, result] of fromFile) {
      const [one] = await findCases(id);
      if (one === undefined) throw new Error(`${id} is no case.`);
      const { result: answered, differences } = checkCase(one);
      expect([id, one.title, answered, differences]).toEqual([id, title, result, []]);
    }
  });

  it.each(fromEvents.map(([, id = '', path = '', asked]) => [id, path, asked] as const))(
    '%s is held by %s',
    (id, path, asked) => {
      expect(asked).toBe(id);
      expect(read(path)).toMatch(new RegExp(`(?:it|describe)(?:\\.each\\(.*\\))?\\([^\\n]*${id}\\b`));
    },
  );

  itWithRules('leaves out no case of the rules', () => {
    const asked = [...readFileSync(rules ?? '', 'utf8').matchAll(/^\| (AC-\d+) \|/gm)].map(([, id]) => id);
    expect(asked.length).toBeGreaterThan(35);
    const held = new Set([...fromFile, ...fromEvents].map(([, id = '']) => numberOf(id)));
    expect(asked.filter((id = '') => !held.has(id))).toEqual([]);
  });
});
