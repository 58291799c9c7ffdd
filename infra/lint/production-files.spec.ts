import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

import { repositoryRoot } from '../local/repository-root.ts';
import { cacheFolder } from '../local/toolchain/toolchain.ts';

const INFRA = join(repositoryRoot, 'infra');
const LINT_TOOLS = join(cacheFolder(process.env), 'lint');
/** The oldest Kubernetes that the chart is for and is still looked after, and a new one. */
const KUBERNETES = ['1.31.0', '1.34.0'];
const PATIENCE_MS = 60_000;

function toolAt(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), LINT_TOOLS];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** A check by a tool that infra/lint/get-tools.sh fetches; skipped by name where it is not there. */
function checkedBy(name: string, behaviour: string, check: (path: string) => void): void {
  const path = toolAt(name);
  const declare = path === null ? it.skip : it;
  declare(`${behaviour} (${name})`, () => check(path ?? ''), PATIENCE_MS);
}

function run(command: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(command, [...args], {
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

const compose = readFileSync(join(INFRA, 'compose/compose.yaml'), 'utf8');
const exampleNames = [
  ...readFileSync(join(INFRA, 'compose/example.env'), 'utf8').matchAll(/^([A-Z_]+)=/gm),
].map(([, name]) => name);

describe('the image', () => {
  checkedBy('hadolint', 'has a Dockerfile without a warning', (hadolint) => {
    run(hadolint, [join(INFRA, 'images/Dockerfile')]);
  });

  it('runs as nobody who may do anything, on Node 24, with production packages only', () => {
    const dockerfile = readFileSync(join(INFRA, 'images/Dockerfile'), 'utf8');
    expect(dockerfile.match(/^FROM node:\S+/gm)?.every((from) => from.startsWith('FROM node:24.'))).toBe(
      true,
    );
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(dockerfile).toContain('npm ci --omit=dev');
    // A data folder that may not be written would stop the api at its start: it would keep evidence there.
    const api = /^FROM base AS api$([\s\S]*?)^FROM /m.exec(dockerfile)?.[1] ?? '';
    expect(api).toContain('apps/api/src/main.ts');
    expect(`${/^FROM \S+ AS base$([\s\S]*?)^FROM /m.exec(dockerfile)?.[1]}${api}`).not.toContain(
      'DONDOC_DATA_DIR',
    );
  });
});

describe('compose', () => {
  it('takes every secret from the environment, and the example names each', () => {
    const required = [...compose.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name);
    expect(new Set(required).size).toBeGreaterThan(5);
    for (const name of required) expect(exampleNames).toContain(name);
    expect(compose).not.toMatch(/^ *\w*(PASSWORD|PWD|DATA_KEY): *[^$\s]/m);
  });

  checkedBy('compose-config', 'is a valid model for Compose', (loader) => {
    const folder = mkdtempSync(join(tmpdir(), 'dondoc-compose-'));
    try {
      const file = join(folder, 'compose.yaml');
      // The loader alone reads no environment; what is required gets a value here.
      writeFileSync(file, compose.replaceAll(/\$\{[A-Z_]+:\?[^}]*\}/g, '/given'));
      const { services } = JSON.parse(run(loader, ['-format', 'json', file])) as {
        services: Record<string, { depends_on?: Record<string, { condition: string }> }>;
      };
      for (const part of ['api', 'worker']) {
        expect(services[part]?.depends_on?.['migrate']?.condition).toBe('service_completed_successfully');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the chart', () => {
  const chart = join(INFRA, 'chart');
  const rendered = (helm: string, ...sets: string[]) =>
    run(helm, ['template', 'dondoc', chart, ...sets.flatMap((set) => ['--set', set])]);
  const everything = [
    'kafka.brokers=k:9092',
    'secrets.kafka.name=kafka',
    'secrets.smtp.name=smtp',
    'otlpEndpoint=http://o:4318',
    'notices.quietHours=18:00-08:00',
    'notices.digestAt=16:30',
    'evidence.bucketUrl=https://s3.example/evidence',
    'secrets.evidence.name=bucket',
    'evidence.clamd=clamd:3310',
  ];

  checkedBy('helm', 'has no fault that its linter knows', (helm) => {
    expect(run(helm, ['lint', '--strict', chart])).toContain('0 chart(s) failed');
  });

  checkedBy('helm', 'refuses values that its schema forbids', (helm) => {
    expect(() => rendered(helm, 'temporal.address=nowhere')).toThrow(/temporal.*address/s);
    expect(() => rendered(helm, 'secrets.dataKey.name=')).toThrow(/dataKey/);
    expect(() => rendered(helm, 'notices.quietHours=18-8')).toThrow(/quietHours/);
    expect(() => rendered(helm, 'evidence.bucketUrl=https://s3.example/evidence')).toThrow(
      /secrets.evidence.name/,
    );
  });

  checkedBy('helm', 'hands on every switch that the README names, to whom it is for', (helm) => {
    const variables = (of: string) => {
      const text = rendered(helm, ...everything)
        .split(/^---$/m)
        .find((document) => new RegExp(`^kind: Deployment$[\\s\\S]*name: dondoc-${of}$`, 'm').test(document));
      return [...(text ?? '').matchAll(/name: "?([A-Z][A-Z0-9_]+)/g)].map(([, name]) => name);
    };
    const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
    const named = (prefix: string) =>
      [...readme.matchAll(new RegExp(`\`(${prefix}_[A-Z0-9_]+)\``, 'g'))].map(([, name]) => name);
    for (const prefix of ['NOTICE', 'MAIL', 'SMTP'])
      expect(variables('worker')).toEqual(expect.arrayContaining(named(prefix)));
    for (const prefix of ['EVIDENCE', 'CLAMD'])
      expect(variables('api')).toEqual(expect.arrayContaining(named(prefix)));
  });

  checkedBy('helm', 'holds no secret, and shows the owner to the migration only', (helm) => {
    const documents = rendered(helm, ...everything).split(/^---$/m);
    expect(documents.filter((text) => /^kind: Secret$/m.test(text))).toEqual([]);
    const withOwner = documents.filter((text) => text.includes('DATABASE_OWNER_URL'));
    expect(withOwner.map((text) => /name: (\S+)/.exec(text)?.[1])).toEqual(['dondoc-migrate']);
  });

  const helm = toolAt('helm');
  const schemas = join(LINT_TOOLS, 'schemas');
  const isComplete = helm !== null && existsSync(schemas);
  for (const version of KUBERNETES) {
    const checker = isComplete ? 'kubeconform' : 'kubeconform with helm and its schemas';
    checkedBy(checker, `is valid for Kubernetes ${version}, all switches on and off`, (kubeconform) => {
      const at = `${schemas}/{{.NormalizedKubernetesVersion}}-local-strict/{{.ResourceKind}}{{.KindSuffix}}.json`;
      const args = ['-strict', '-summary', '-kubernetes-version', version, '-schema-location', at, '-'];
      for (const sets of [
        everything,
        ['temporal.versioned=false', 'worker.autoscaling.enabled=false', 'networkPolicy.enabled=false'],
      ]) {
        const summary = run(kubeconform, args, rendered(helm ?? '', ...sets));
        expect(summary).toMatch(/Invalid: 0, Errors: 0, Skipped: 0/);
      }
    });
  }
});

describe('scripts for operators', () => {
  const scripts = readdirSync(INFRA, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.sh'),
  );

  it.each(scripts)('%s is bash that stops at the first fault', (script) => {
    const path = join(INFRA, script);
    execFileSync('bash', ['-n', path]);
    expect(readFileSync(path, 'utf8')).toMatch(/^#!\/usr\/bin\/env bash\n(#.*\n)*set -euo pipefail\n/);
  });
});
