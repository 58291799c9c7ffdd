// Keeps node_modules equal to package-lock.json. Plain JavaScript: it runs before any package is there. Tells what it does on
// stderr: stdout is for what a program answers, such as the report of a simulation.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, statSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What the installed packages and the downloaded tools take, with room to work. */
const ROOM_FOR_PACKAGES = 2 * 2 ** 30;
const STAMP = '.dondoc-packages';
const PROGRESS_EVERY_MS = 5_000;
/** How long the registry may take to say anything at all. */
const REGISTRY_MS = 10_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** What a person can do something about: shown as one sentence, without a stack. */
class Refusal extends Error {
  name = 'Refusal';
}

/**
 * Runs `npm ci` unless node_modules already came from this very package-lock.json.
 * @param {string} root the clone
 */
export async function installPackages(root) {
  if (isInstalled(root)) return;
  const unlock = await lockInstall(root);
  try {
    if (isInstalled(root)) return;
    const free = statfsSync(root);
    if (free.bavail * free.bsize < ROOM_FOR_PACKAGES) {
      throw new Refusal(`the disk of ${root} has less than 2 GB free, and the packages need that much.`);
    }
    await npmCi(root);
    writeFileSync(join(root, 'node_modules', STAMP), lockHash(root));
  } finally {
    unlock();
  }
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** By our own stamp; failing that (somebody ran npm by hand) by npm's record, when it is not older than the lock. */
function isInstalled(root) {
  const stamp = join(root, 'node_modules', STAMP);
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash(root);
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  return statSync(record).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

const lockFile = (root) => join(root, '.dondoc', 'install.lock');

/** Two starts at once must not both empty node_modules: the second waits, then finds the work done. */
async function lockInstall(root) {
  const folder = join(root, '.dondoc');
  const lock = lockFile(root);
  let told = false;
  for (;;) {
    try {
      mkdirSync(folder, { recursive: true });
      const file = openSync(lock, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'EROFS') throw new Refusal(`${root} is not writable.`);
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = readHolder(lock);
    if (holder !== null && !holder.some(isAlive)) rmSync(lock, { force: true });
    else if (!told)
      process.stderr.write(`  … packages: another start (pid ${holder?.[0]}) is installing them\n`);
    told = true;
    await pause(500);
  }
}

/** The start and, once it runs, its npm, which may outlive it; null while the file is made and not yet written. */
function readHolder(lock) {
  try {
    const text = readFileSync(lock, 'utf8');
    return text === '' ? null : text.split(' ').map(Number);
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function npmCi(root) {
  process.stderr.write('  … packages: npm ci (about a minute)\n');
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const progress = setInterval(() => {
    process.stderr.write(`  … packages: ${countPackages(root)} in place after ${seconds()} s\n`);
  }, PROGRESS_EVERY_MS);
  try {
    const { code, output } = await runNpm(root, await ciArguments(root));
    if (code !== 0) throw new Refusal(explain(output));
  } finally {
    clearInterval(progress);
  }
  process.stderr.write(`  ✓ packages: ${countPackages(root)} installed (${seconds()} s)\n`);
}

/**
 * Without a network npm retries each of a thousand packages in turn, for many minutes. One look at the registry beforehand
 * tells; npm then works from its cache alone, which either has everything or fails at once.
 */
async function ciArguments(root) {
  const usual = ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  const { output } = await runNpm(root, ['config', 'get', 'registry', 'https-proxy', 'proxy']);
  const setting = (name) => new RegExp(`^${name}=(.+)$`, 'm').exec(output)?.[1];
  const registry = setting('registry');
  const hasProxy = [setting('https-proxy'), setting('proxy')].some((value) => value && value !== 'null');
  if (hasProxy || !registry) return usual;
  const answers = await fetch(registry, { method: 'HEAD', signal: AbortSignal.timeout(REGISTRY_MS) }).then(
    () => true,
    () => false,
  );
  return answers ? usual : [...usual, '--offline'];
}

/** Runs npm to its end; a start that is stopped meanwhile takes npm with it. */
function runNpm(root, args) {
  const npm = process.env.npm_execpath;
  const [command, before] = npm?.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const stop = () => {
      child.kill();
      process.exit(1);
    };
    for (const signal of SIGNALS) process.once(signal, stop);
    if (args[0] === 'ci') writeFileSync(lockFile(root), `${process.pid} ${child.pid ?? process.pid}`);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.on('error', () =>
      reject(new Refusal('npm was not found on PATH: install Node together with npm.')),
    );
    child.on('close', (code) => {
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve({ code, output });
    });
  });
}

function explain(output) {
  if (/ENOSPC/.test(output)) return 'the disk is full: npm could not write the packages.';
  if (
    /ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i.test(
      output,
    )
  ) {
    return 'there is no network to the package registry, and the packages are not installed yet: connect and start again.';
  }
  return `npm ci failed, and this is what it said last:\n${output.trim().split('\n').slice(-15).join('\n')}`;
}

/** Counts while npm works in the same folder, so a folder may vanish between two looks. */
function countPackages(root) {
  const namesIn = (folder) => {
    try {
      return readdirSync(folder).filter((name) => !name.startsWith('.'));
    } catch {
      return [];
    }
  };
  const top = join(root, 'node_modules');
  return namesIn(top).flatMap((name) => (name.startsWith('@') ? namesIn(join(top, name)) : [name])).length;
}
