// The processes of a data directory, on disk: when supervisor AND guardian were killed, the next start ends what they left.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

import { endProcess } from './process-identity.mjs';
import type { ProcessIdentity } from './process-identity.mjs';

type Entry = ProcessIdentity & Readonly<{ gentle: NodeJS.Signals }>;
export type ProcessRecord = Readonly<{
  add(process: ProcessIdentity, gentle: NodeJS.Signals): void;
  remove(pid: number): void;
}>;

/** How long an orderly end of a left-over may take, in milliseconds. */
const PATIENCE = 5_000;

/** Ends what an earlier start left running, then keeps the file up to date. */
export async function openProcessRecord(file: string): Promise<ProcessRecord> {
  await Promise.all(readEntries(file).map((entry) => endProcess(entry, entry.gentle, PATIENCE)));
  const entries = new Map<number, Entry>();
  const write = (): void => {
    writeFileSync(`${file}.part`, JSON.stringify([...entries.values()]));
    renameSync(`${file}.part`, file);
  };
  write();
  return {
    add(process, gentle) {
      entries.set(process.pid, { ...process, gentle });
      write();
    },
    remove(pid) {
      entries.delete(pid);
      write();
    },
  };
}

function readEntries(file: string): readonly Entry[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Entry[];
  } catch {
    return [];
  }
}
