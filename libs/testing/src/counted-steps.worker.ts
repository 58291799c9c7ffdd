import { Session } from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';
import type { StepsAsked } from './counted-steps.ts';

const { module, call, folder, batches } = workerData as StepsAsked;
const run = ((await import(module)) as Record<string, (text: string) => unknown>)[call];
if (run === undefined) throw new Error(`${module} exports no ${call}.`);

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
const counts = batches.map((texts) => {
  for (const text of texts) run(text);
  let steps = 0;
  // Answers at once, with what ran since it was last asked.
  session.post('Profiler.takePreciseCoverage', (error, coverage) => {
    if (error !== null) throw error;
    for (const { url, functions } of coverage.result) {
      if (!url.includes(folder)) continue;
      for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    }
  });
  return steps;
});
parentPort?.postMessage(counts, []);
