import { Session } from 'node:inspector';

/**
 * How many blocks of code under `folder` (a part of their paths) run during `run`, counted exactly by V8 (precise coverage): a
 * measure of work that is the same on every machine, however busy. What the runtime does itself (a sort, a pattern) counts as one.
 */
export function countedSteps(folder: string, run: () => void): number {
  const session = new Session();
  session.connect();
  let steps = 0;
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    run();
    session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (error !== null) throw error;
      for (const script of coverage.result.filter(({ url }) => url.includes(folder))) {
        for (const { ranges } of script.functions) for (const { count } of ranges) steps += count;
      }
    });
  } finally {
    session.disconnect();
  }
  return steps;
}
