/** Where a person watches the work: one line a step, with its time. */
export type Progress = Readonly<{
  /** Runs a step; `say` shows what it is busy with. The step's answer, when it is text, is shown behind its name. */
  step<Result>(name: string, work: (say: (detail: string) => void) => Promise<Result>): Promise<Result>;
  note(text: string): void;
}>;

const QUIET_MS = 2_000;

/** @param now monotonic milliseconds */
export function createProgress(write: (line: string) => void, now: () => number): Progress {
  return {
    async step(name, work) {
      const started = now();
      let told = started;
      const say = (detail: string): void => {
        if (now() - told < QUIET_MS && told !== started) return;
        told = now();
        write(`  … ${name}: ${detail}\n`);
      };
      const result = await work(say);
      const detail = typeof result === 'string' && result !== '' ? `: ${result}` : '';
      write(`  ✓ ${name}${detail} (${seconds(now() - started)})\n`);
      return result;
    },
    note: (text) => write(`  ! ${text}\n`),
  };
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
