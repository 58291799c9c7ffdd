import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { satisfies, validRange } from 'semver';

type Packed = { version?: string; link?: boolean; peerDependencies?: Record<string, string> };
type Lock = { packages: Record<string, Packed> };

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const { packages } = read('package-lock.json') as Lock;
/** What the root says another version is good enough for: `package@name`. */
const overridden = new Set(
  Object.entries((read('package.json') as { overrides: Record<string, object> }).overrides).flatMap(
    ([owner, names]) => Object.keys(names).map((name) => `${owner}@${name}`),
  ),
);

/** Where Node would find `name` from the package at `place`; undefined when nothing of that name is installed. */
function foundFrom(place: string, name: string): Packed | undefined {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = packages[`${folder}${folder === '' ? '' : '/'}node_modules/${name}`];
    if (found !== undefined || folder === '') return found;
  }
}

/** `npm:typescript@>=7.1` asks for `>=7.1` of another package under this name. */
const rangeOf = (wanted: string) => wanted.replace(/^npm:@?[^@]+@/, '');

function unmetPeers(): string[] {
  return Object.entries(packages).flatMap(([place, { peerDependencies = {} }]) =>
    Object.entries(peerDependencies).flatMap(([name, wanted]) => {
      const { version } = foundFrom(place, name) ?? {};
      const range = rangeOf(wanted);
      if (version === undefined || validRange(range) === null || satisfies(version, range)) return [];
      const owner = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return overridden.has(`${owner}@${name}`)
        ? []
        : [`${owner} wants ${name} ${wanted}, and finds ${version}`];
    }),
  );
}

describe('The lock file', () => {
  // npm 10 and 11.6, which come with Node 20 to 24, refuse it otherwise, whatever the npm that wrote it says.
  it('holds no package whose peer, needed or not, is there in a version it does not take', () => {
    expect(unmetPeers()).toEqual([]);
  });

  it('names no registry', () => {
    expect(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')).not.toMatch(
      /"resolved": "http/,
    );
  });
});
