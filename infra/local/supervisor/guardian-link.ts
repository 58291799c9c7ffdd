// The supervisor's end of the guardian's pipe: see guardian.mjs for what happens when it breaks.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import type { ProcessIdentity } from './process-identity.mjs';

export type Guardian = Readonly<{
  /** From now on this process (the leader of its group) ends with us, however we end. */
  record(process: ProcessIdentity, gentle: NodeJS.Signals): void;
  forget(pid: number): void;
  /** Everything was stopped in order: nothing is left to end. */
  dismiss(): void;
}>;

/** Detached, in a session of its own: the Ctrl-C that stops us must not stop it first. */
export function startGuardian(): Guardian {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'guardian.mjs')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  // The pipe breaks only when the guardian itself was killed; then our own orderly stop is what remains.
  child.stdin.on('error', () => {});
  child.unref();
  const tell = (...words: readonly (string | number)[]): void =>
    void child.stdin.write(`${words.join('\t')}\n`);
  return {
    record: ({ pid, started }, gentle) => tell('started', pid, started, gentle),
    forget: (pid) => tell('ended', pid),
    dismiss: () => {
      tell('bye');
      child.stdin.end();
    },
  };
}
