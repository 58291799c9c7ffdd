// `npm start`: everything up under one supervisor, until Ctrl-C.
import { setTimeout as pause } from 'node:timers/promises';

import { closingBox } from './closing-box.ts';
import { firstStart } from './first-start.ts';
import { bringUp } from './installation.ts';
import { createProgress, seconds } from './progress.ts';
import { explain } from './refusal.ts';
import { repositoryRoot } from './repository-root.ts';
import { USAGE, readStartOptions } from './start-options.ts';
import type { DataDirectory } from './supervisor/data-directory.ts';
import { npmAncestor } from './supervisor/npm-ancestor.ts';
import { isRunning } from './supervisor/process-identity.mjs';
import type { Supervisor } from './supervisor/supervisor.ts';

const write = (text: string): void => void process.stdout.write(text);
const startedAt = performance.now();
let running: { supervisor: Supervisor; data: DataDirectory } | null = null;
let ending: Promise<never> | null = null;

// Whoever read our output may be gone (`npm start | head`); the work goes on without an audience.
process.stdout.on('error', () => {});

/** Stops everything in order; what comes while it stops changes nothing. */
function end(reason: string, exitCode: number): Promise<never> {
  ending ??= (async () => {
    write(`\n${reason}\n`);
    const began = performance.now();
    if (running !== null) {
      await running.supervisor.stopAll((name) => write(`  ✓ ${name} stopped\n`));
      await running.data.release();
    }
    write(`Stopped in ${seconds(performance.now() - began)}.\n`);
    process.exit(exitCode);
  })();
  return ending;
}

/** A killed npm cannot pass its end on. */
async function whileNpmLives(): Promise<void> {
  const npm = npmAncestor(process.env);
  if (npm === null) return;
  while (isRunning(npm)) await pause(1_000);
  await end('npm was ended; stopping …', 0);
}

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), repositoryRoot);
  if (options === null) return write(USAGE);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void end('Stopping …', 0));
  }
  void whileNpmLives();
  write(`Đôn Đốc starts (data in ${options.dataDirectory})\n`);
  const progress = createProgress(write, () => performance.now());
  const installation = await bringUp(repositoryRoot, options, progress, (supervisor, data) => {
    running = { supervisor, data };
  });
  const first = await Promise.race([
    firstStart(installation, options, progress),
    installation.supervisor.failure,
  ]);
  write(closingBox(installation, first, performance.now() - startedAt));
  await installation.supervisor.failure;
}

try {
  await main();
} catch (error) {
  if (ending === null) {
    process.stderr.write(`dondoc: ${explain(error)}\n`);
    if (running === null) process.exit(1);
    await end('Stopping what was started …', 1);
  }
}
