import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { Refusal } from '../refusal.ts';
import { obtainKafka } from './kafka.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, 'kafka', file), 'utf8');
const { version, jars } = JSON.parse(read('jars.json')) as { version: string; jars: Record<string, string> };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dondoc-kafka-spec-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A Java that says it is this one. */
function javaHome(said: string): string {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'java'), `#!/bin/sh\necho 'openjdk version "${said}"' >&2\n`, {
    mode: 0o755,
  });
  return folder;
}
const obtained = (env: Record<string, string>) =>
  obtainKafka({ DONDOC_CACHE: folder, PATH: process.env['PATH'], ...env }, () => {});

describe('Kafka', () => {
  it.each([
    ['no Java', () => '/nowhere', 'needs Java 17 or newer and there is no Java'],
    ['an old Java', () => javaHome('11.0.2'), 'needs Java 17 or newer and the Java here is 11'],
  ])('is refused with %s, in one sentence that says what to do', async (_what, home, reason) => {
    const asked = obtained({ JAVA_HOME: home() });
    await expect(asked).rejects.toThrow(Refusal);
    await expect(asked).rejects.toThrow(reason);
    await expect(asked).rejects.toThrow('start without --kafka');
  });

  it('is refused when a cached file holds other bytes or is missing, and the sentence says which file', async () => {
    const cached = join(folder, `kafka-${version}`);
    mkdirSync(cached);
    const first = join(cached, basename(Object.keys(jars)[0] ?? ''));
    const home = javaHome('17.0.15');
    await expect(obtained({ JAVA_HOME: home })).rejects.toThrow(`wrong checksum: ${first}`);
    writeFileSync(first, 'something else');
    await expect(obtained({ JAVA_HOME: home })).rejects.toThrow(`wrong checksum: ${first}`);
  });

  it('is pinned file by file, in the version that the pom asks for', () => {
    expect(Object.keys(jars)).toContain(`org/apache/kafka/kafka_2.13/${version}/kafka_2.13-${version}.jar`);
    expect(read('pom.xml')).toContain(`<version>${version}</version>`);
    for (const sha256 of Object.values(jars)) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    const names = Object.keys(jars).map((path) => basename(path));
    expect(new Set(names).size).toBe(names.length);
  });
});
