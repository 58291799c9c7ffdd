import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from '@jest/globals';
import { createContext } from './context.ts';
import { buildProgram } from './program.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const rows = readme.split('\n').filter((line) => line.startsWith('| `dondoc '));
/** Commands that do something of their own beside those below them. */
const LISTS_THEMSELVES = new Set(['inbox', 'outbox']);
const silent = { write: () => true };

/** `campaign board`, and the rest of its line in the table. */
type Leaf = { name: string; options: string[] };

function leavesOf(command: Command, above = ''): Leaf[] {
  return command.commands.flatMap((each) => {
    const name = `${above} ${each.name()}`.trim();
    const options = each.options.map(({ long }) => long ?? '').filter((long) => long !== '--json');
    const isLeaf = each.commands.length === 0 || LISTS_THEMSELVES.has(name);
    return [...(isLeaf ? [{ name, options }] : []), ...leavesOf(each, name)];
  });
}

describe('The reference of the command line', () => {
  const leaves = leavesOf(buildProgram(createContext({}, silent, silent)));

  it('names every command with every option', () => {
    expect(leaves.length).toBeGreaterThan(40);
    const missing = leaves.flatMap(({ name, options }) => {
      const row = rows.find((line) => new RegExp(`\`dondoc ${name}[ \`]`).test(line));
      return row === undefined
        ? [name]
        : options.filter((option) => !row.includes(option)).map((option) => `${name} ${option}`);
    });
    expect(missing).toEqual([]);
  });

  it('names no command that there is not', () => {
    const names = rows.flatMap((row) =>
      [...row.matchAll(/`dondoc ((?:[a-z-]+ ?)+)/g)].map(([, words = '']) => words.trim()),
    );
    expect(names.length).toBeGreaterThan(40);
    const known = leaves.map(({ name }) => name);
    expect(
      names.filter((name) => !known.some((each) => name === each || name.startsWith(`${each} `))),
    ).toEqual([]);
  });
});
