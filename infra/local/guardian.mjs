// Watches one supervisor through a pipe. When the pipe closes without "bye" the supervisor died (kill -9, a crash, no memory):
// every process that it had recorded is ended. A process is known by pid AND start time, so a pid that was given to somebody
// else meanwhile is never hit. Plain JavaScript without packages: it must be small and start at once.
import { createInterface } from 'node:readline';

import { endProcess } from './supervisor/process-identity.mjs';

/** PostgreSQL may need this long for its last checkpoint; everything else is gone sooner. */
const GENTLE_MS = 5_000;

/** @type {Map<number, { started: string, gentle: NodeJS.Signals }>} */
const recorded = new Map();
let saidBye = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const [word, pid, started, gentle] = line.split('\t');
  if (word === 'bye') saidBye = true;
  if (word === 'started') recorded.set(Number(pid), { started, gentle });
  if (word === 'ended') recorded.delete(Number(pid));
}

if (!saidBye) {
  await Promise.all(
    [...recorded].map(([pid, { started, gentle }]) => endProcess({ pid, started }, gentle, GENTLE_MS)),
  );
}
