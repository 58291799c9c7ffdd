// A registry mirror that carries only one platform's binaries makes npm leave the other platforms' optional packages out of
// package-lock.json, and `npm ci` then refuses its own lock. Run after `npm install <package>`: it adds those entries again,
// by name and version only, so the lock stays portable and `npm ci` passes everywhere.
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'armv7',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const packages = lock.packages;
let added = 0;

/** Node's own look-up: is `name` there for the package at `path`, at any level above it? */
function isLocked(path, name) {
  for (
    let at = path;
    ;
    at = at.includes('node_modules/') ? at.slice(0, Math.max(at.lastIndexOf('node_modules/') - 1, 0)) : ''
  ) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

for (const [path, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    const words = name.split('/').pop().split('-');
    const os = SYSTEMS.find((system) => words.some((word) => word.startsWith(system)));
    const cpu = PROCESSORS.find((processor) => words.includes(processor));
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(entry.dev || entry.devOptional ? { dev: true } : {}),
      ...(words.includes('musl') ? { libc: ['musl'] } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} entries for other platforms added to package-lock.json\n`);
