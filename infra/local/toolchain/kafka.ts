// Obtains Apache Kafka: the jars of one broker, each compared with its pinned SHA-256, and the Java that runs them.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { Refusal, errnoOf } from '../refusal.ts';
import { NotHere, download, reasonOf, run } from './places.ts';
import { sha256Of } from './pins.ts';
import { cacheFolder, type Environment } from './toolchain.ts';

/** `classPath` is what `java -cp` takes. */
export type ObtainedKafka = Readonly<{ java: string; classPath: string; version: string; source: string }>;
type Say = (detail: string) => void;

const CENTRAL = 'https://repo1.maven.org/maven2';
const HERE = join(import.meta.dirname, 'kafka');
/** Kafka 4 asks for Java 17. */
const OLDEST_JAVA = 17;
const MAVEN_GOAL = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

type Pinned = Readonly<{ version: string; jars: Readonly<Record<string, string>> }>;

/** @throws Refusal without Java, when a place gave other bytes, or when no place has the jars */
export async function obtainKafka(env: Environment, say: Say): Promise<ObtainedKafka> {
  const { version, jars } = JSON.parse(await readFile(join(HERE, 'jars.json'), 'utf8')) as Pinned;
  const java = await findJava(env);
  const folder = join(cacheFolder(env), `kafka-${version}`);
  const obtained = { java, classPath: join(folder, '*'), version };
  if (await isThere(folder)) {
    for (const [path, sha256] of Object.entries(jars)) {
      const file = join(folder, basename(path));
      const found = (await isThere(file)) ? await sha256Of(file) : 'none: it is missing';
      refuseOtherBytes(file, sha256, found, `Delete ${folder} and start again.`);
    }
    return { ...obtained, source: 'the cache' };
  }
  const source = await fetchInto(folder, jars, say);
  return { ...obtained, source };
}

async function fetchInto(folder: string, jars: Pinned['jars'], say: Say): Promise<string> {
  const places = [
    { source: 'Maven Central', fetch: fromCentral },
    { source: 'Maven', fetch: fromMaven },
  ];
  const refusals: string[] = [];
  const half = await mkdtemp(join(tmpdir(), 'dondoc-kafka-'));
  try {
    for (const { source, fetch } of places) {
      try {
        await fetch(half, jars, say);
      } catch (error) {
        if (!(error instanceof NotHere)) throw error;
        refusals.push(error.message);
        continue;
      }
      for (const [path, sha256] of Object.entries(jars)) {
        const bytes = await readFile(join(half, basename(path)));
        const found = createHash('sha256').update(bytes).digest('hex');
        refuseOtherBytes(
          `what ${source} gave as ${path}`,
          sha256,
          found,
          'Nothing was kept; do not use that source.',
        );
      }
      await keep(half, folder, jars);
      return source;
    }
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  throw new Refusal(
    `Apache Kafka is not on this machine and could not be fetched (${refusals.join('; ')}). ` +
      `Connect to the network, or start without --kafka.`,
  );
}

async function fromCentral(folder: string, jars: Pinned['jars'], say: Say): Promise<void> {
  let done = 0;
  for (const path of Object.keys(jars)) {
    const bytes = await download(`${CENTRAL}/${path}`, () => {}).catch((error: unknown) => {
      throw new NotHere(`${new URL(CENTRAL).host}: ${reasonOf(error)}`, { cause: error });
    });
    await writeFile(join(folder, basename(path)), bytes);
    say(`Maven Central: ${(done += 1)} of ${Object.keys(jars).length} files`);
  }
}

/** Through the person's own Maven, which knows the mirrors of their house. */
async function fromMaven(folder: string, _jars: Pinned['jars'], say: Say): Promise<void> {
  say('mvn dependency:copy-dependencies');
  const pom = join(folder, 'pom.xml');
  await cp(join(HERE, 'pom.xml'), pom);
  const failure = await run('mvn', [
    '--quiet',
    '--batch-mode',
    `--file=${pom}`,
    MAVEN_GOAL,
    '-DincludeScope=runtime',
    `-DoutputDirectory=${folder}`,
  ]);
  if (failure !== null) throw new NotHere(`mvn: ${failure}`);
}

/** Copied beside its place and renamed, so that a start that dies half-way leaves nothing that looks whole. */
async function keep(from: string, folder: string, jars: Pinned['jars']): Promise<void> {
  const half = `${folder}.${process.pid}.part`;
  try {
    await mkdir(half, { recursive: true });
    for (const path of Object.keys(jars))
      await cp(join(from, basename(path)), join(half, basename(path)), { dereference: true });
    await rename(half, folder);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    // Another start was quicker; what it kept was compared as well.
    if (errnoOf(error) !== 'ENOTEMPTY' && errnoOf(error) !== 'EEXIST') throw error;
  }
}

async function findJava(env: Environment): Promise<string> {
  const java = env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : 'java';
  const said = await promisify(execFile)(java, ['-version'], { env: { ...env } }).catch(() => null);
  const found = Number(/version "(\d+)/.exec(said?.stderr ?? '')?.[1] ?? 0);
  if (found >= OLDEST_JAVA) return java;
  const what = found === 0 ? 'there is no Java here' : `the Java here is ${found}`;
  throw new Refusal(
    `Kafka needs Java ${OLDEST_JAVA} or newer and ${what}: install it (or set JAVA_HOME), or start without --kafka.`,
  );
}

function refuseOtherBytes(where: string, pinned: string, found: string, advice: string): void {
  if (found === pinned) return;
  throw new Refusal(
    `wrong checksum: ${where} (SHA-256 ${found.slice(0, 20)}…, pinned ${pinned.slice(0, 16)}…). ${advice}`,
  );
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
