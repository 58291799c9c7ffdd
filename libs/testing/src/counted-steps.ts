import { Worker } from 'node:worker_threads';

export type StepsAsked = Readonly<{
  /** File URL of a module, and the function of it that is called with one text at a time. */
  module: string;
  call: string;
  /** Part of the paths of the code that counts. */
  folder: string;
  /** Each answered by one count, for all of its texts. */
  batches: readonly (readonly string[])[];
}>;

/**
 * How many blocks of code under `folder` run for each batch, counted exactly by V8 (precise coverage): a measure of work that is
 * the same on every machine, however busy. What the runtime does itself (a pattern, a sort) counts as one. Counted in a thread
 * of its own, because counting slows all code of a thread.
 */
export function countedSteps(asked: StepsAsked): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('counted-steps.worker.ts', import.meta.url), {
      workerData: asked,
      execArgv: ['--import', '@oxc-node/core/register'],
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
