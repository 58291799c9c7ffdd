import { createAsk, type Ask } from './ask.ts';
import { createApi, type Api } from './api.ts';
import { operatorConfig, type OperatorConfig } from './operator-config.ts';
import { createOutput, type Output } from './output.ts';
import { sessionFile, type SessionFile } from './session-file.ts';

const DEFAULT_URL = 'http://127.0.0.1:8080';

type Environment = Readonly<Record<string, string | undefined>>;
type Streams = Parameters<typeof createOutput>;

/** What a command needs from outside, read once in main.ts. */
export type CliContext = {
  /** The API as the logged-in person, or as their principal. */
  api: (onBehalfOf?: string) => Api;
  /** The API before a login. */
  anonymous: (url?: string) => { api: Api; url: string };
  session: SessionFile;
  ask: Ask;
  output: Output;
  /** How to reach the database, for the commands that need no API; refuses in one sentence. */
  operator: (dataDir?: string) => OperatorConfig;
  now: () => string;
};

export function createContext(environment: Environment, ...[stdout, stderr]: Streams): CliContext {
  // Set to nothing is not set.
  const env = (name: string) => environment[name] || undefined;
  const session = sessionFile(env('XDG_CONFIG_HOME'));
  const output = createOutput(stdout, stderr);
  const url = () => env('DONDOC_URL') ?? session.read()?.url ?? DEFAULT_URL;
  const written = {
    read: () => session.read()?.position,
    keep(position: number) {
      const stored = session.read();
      if (stored !== null) session.write({ ...stored, position });
    },
    missed: (completeTo: number) =>
      output.note(`Complete to position ${completeTo} only; what you wrote last comes in a moment.`),
  };
  const nothingWritten = { read: () => undefined, keep: () => {}, missed: () => {} };
  return {
    session,
    api(onBehalfOf) {
      const token = env('DONDOC_TOKEN');
      return token === undefined
        ? createApi({ url: url(), token: session.read()?.token ?? null, written, onBehalfOf })
        : createApi({ url: url(), token, written: nothingWritten, onBehalfOf });
    },
    anonymous: (given) => ({
      url: given ?? url(),
      api: createApi({ url: given ?? url(), token: null, written: nothingWritten }),
    }),
    ask: createAsk(),
    output,
    operator: (dataDir) => operatorConfig(environment, dataDir),
    now: () => new Date().toISOString(),
  };
}
