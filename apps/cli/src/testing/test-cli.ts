import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext } from '../context.ts';
import { runProgram } from '../program.ts';
import { sessionFile, type StoredSession } from '../session-file.ts';

export type Ended = { code: number; stdout: string; stderr: string };
/** The program as one person uses it: with a session file of their own. */
export type Dondoc = {
  run: (line: readonly string[], typed?: readonly string[]) => Promise<Ended>;
  /** A command with --json: what it printed. */
  json: (line: readonly string[], typed?: readonly string[]) => Promise<unknown>;
  session: () => StoredSession | null;
  /** A folder that goes with the person. */
  folder: string;
  leave: () => void;
};

export function createDondoc(options: {
  env?: Readonly<Record<string, string>>;
  session?: StoredSession;
  now?: string;
}): Dondoc {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-cli-'));
  const file = sessionFile(folder);
  if (options.session) file.write(options.session);

  async function run(line: readonly string[], typed: readonly string[] = []): Promise<Ended> {
    const written = { stdout: '', stderr: '' };
    const stream = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (written[name] += text) });
    const env = { XDG_CONFIG_HOME: folder, ...options.env };
    const answers = [...typed];
    const context = {
      ...createContext(env, stream('stdout'), stream('stderr')),
      ask: async () => answers.shift() ?? '',
      ...(options.now === undefined ? {} : { now: () => options.now ?? '' }),
    };
    const code = await runProgram(context, line);
    return { code, ...written };
  }

  return {
    run,
    async json(line, typed) {
      const { code, stdout, stderr } = await run([...line, '--json'], typed);
      if (code !== 0) throw new Error(`${line.join(' ')} ended with ${code}: ${stderr}`);
      return JSON.parse(stdout) as unknown;
    },
    session: () => file.read(),
    folder,
    leave: () => rmSync(folder, { recursive: true }),
  };
}
