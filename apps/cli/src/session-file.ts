import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export type StoredSession = {
  url: string;
  token: string;
  login: string;
  /** The last event this session wrote: what it lists next is to be complete up to there. */
  position?: number;
};

/** Where the token of the last `dondoc login` is kept, readable by its owner only. */
export type SessionFile = {
  read: () => StoredSession | null;
  write: (session: StoredSession) => void;
  remove: () => void;
};

export function sessionFile(configHome = join(homedir(), '.config')): SessionFile {
  const path = join(configHome, 'dondoc', 'session.json');
  return {
    read() {
      try {
        return JSON.parse(readFileSync(path, 'utf8')) as StoredSession;
      } catch {
        return null; // never logged in, or a file that somebody broke: both mean "log in"
      }
    },
    write(session) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, `${JSON.stringify(session, null, 2)}\n`, { mode: 0o600 });
    },
    remove: () => rmSync(path, { force: true }),
  };
}
