// `npm test`: everything in order, going on after a failure; the last line says how many passed, failed and were skipped.
import { repositoryRoot } from './repository-root.ts';
import { createProgress, seconds } from './progress.ts';
import { explain } from './refusal.ts';
import { PARTS, runPart } from './test-parts.ts';
import type { Counts, Part } from './test-parts.ts';
import { buildClusterServer, builtClusterServer, SERVER_VERSION } from './toolchain/cluster-server.ts';
import type { ToolName } from './toolchain/pins.ts';
import { obtainKafka } from './toolchain/kafka.ts';
import { obtainTool } from './toolchain/toolchain.ts';

const write = (text: string): void => void process.stdout.write(text);

type Say = (detail: string) => void;
type Line = Readonly<{ part: Part; counts: Counts; tookMs: number }>;

async function main(args: readonly string[]): Promise<Counts> {
  write(`Node ${process.version}\n`);
  const isFast = args.includes('--fast');
  const isCluster = args.includes('--cluster');
  const missing = isFast || isCluster ? [] : await missingTools();
  const withoutCluster = isFast ? null : await missingCluster(isCluster);
  if (withoutCluster !== null) missing.push(withoutCluster);
  const parts = PARTS.filter((part) => {
    if (part.target === 'cluster') return !isFast && withoutCluster === null;
    return !isCluster && (part.fast || !isFast);
  });
  const lines: Line[] = [];
  const checks = parts.filter((part) => !part.isSuite);
  // The checks say something only when they fail, and the slowest of them keeps one core busy: they go two at a time.
  const lane = async (): Promise<void> => {
    for (let part = checks.shift(); part !== undefined; part = checks.shift()) lines.push(await run(part));
  };
  await Promise.all([lane(), lane()]);
  for (const part of parts) if (part.isSuite) lines.push(await run(part));
  write(`\n${'─'.repeat(78)}\n${lines.map(summaryLine).join('\n')}\n`);
  for (const reason of missing) write(`  - skipped: ${reason}\n`);
  return lines.map(({ counts }) => counts).reduce(sum, { passed: 0, failed: 0, skipped: missing.length });
}

async function run(part: Part): Promise<Line> {
  write(`\n▶ ${part.target}: ${part.says}\n`);
  const started = performance.now();
  const { counts, output } = await runPart(repositoryRoot, part, process.env, write);
  const line = { part, counts, tookMs: performance.now() - started };
  if (!part.isSuite && counts.failed > 0) write(`${output.trimEnd()}\n`);
  write(`${summaryLine(line)}\n`);
  return line;
}

/** A server that cannot be had: its specs skip, and this says by name which and why. */
async function missingTools(): Promise<string[]> {
  const progress = createProgress(write, () => performance.now());
  const tool = (name: ToolName) => (say: Say) => obtainTool(name, process.env, say);
  const wanted: readonly (readonly [string, string, (say: Say) => Promise<{ source: string }>])[] = [
    ['temporal', 'everything on the real Temporal server', tool('temporal')],
    ['temporal-test-server', 'everything on the time-skipping Temporal server', tool('temporal-test-server')],
    ['seaweedfs', 'the evidence store on a real S3 server', tool('seaweedfs')],
    ['kafka', 'everything on a real Kafka broker', (say) => obtainKafka(process.env, say)],
  ];
  const missing: string[] = [];
  for (const [name, users, obtain] of wanted) {
    try {
      await progress.step(name, async (say) => (await obtain(say)).source);
    } catch (error) {
      missing.push(`${users}: ${explain(error)}`);
    }
  }
  return missing;
}

/** Why the cluster's specs cannot run, or null. Building its server takes minutes, so only who asks for it waits for that. */
async function missingCluster(mayBuild: boolean): Promise<string | null> {
  const about = `the workflow specs on a Temporal cluster (server ${SERVER_VERSION} on PostgreSQL)`;
  if (!mayBuild) {
    return builtClusterServer(process.env) ? null : `${about}: not built yet; npm run test:cluster builds it`;
  }
  const progress = createProgress(write, () => performance.now());
  try {
    await progress.step(`Temporal server ${SERVER_VERSION}`, async (say) => {
      const isCached = builtClusterServer(process.env) !== null;
      await buildClusterServer(process.env, say);
      return isCached ? 'the cache' : 'built from its Go module, checksum right';
    });
    return null;
  } catch (error) {
    return `${about}: ${explain(error)}`;
  }
}

function sum(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

function summaryLine({ part, counts, tookMs }: Line): string {
  const ran = counts.passed + counts.failed > 0;
  const mark = counts.failed > 0 ? '✗' : ran ? '✓' : '-';
  const numbers = part.isSuite
    ? `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
    : '';
  return `  ${mark} ${part.target.padEnd(11)} ${seconds(tookMs).padStart(8)}   ${numbers || part.says}`;
}

const totals = await main(process.argv.slice(2));
write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
