import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Refusal } from './refusal.ts';

export type StartOptions = Readonly<{
  dataDirectory: string;
  port: number;
  /** start without the example */
  empty: boolean;
  /** text of a directive that is launched instead of the example's letter */
  directiveFile: string | null;
  /** also start a Kafka broker, and publish the log to it */
  kafka: boolean;
}>;

export const USAGE = `npm start -- [--port N] [--data-dir FOLDER] [--empty] [--directive FILE] [--kafka]

  --port N           where the API answers (default 8080)
  --data-dir FOLDER  where everything is kept (default .dondoc in the clone)
  --empty            on the first start, only the first administrator: no example campaign
  --directive FILE   on the first start, launch this directive (text) instead of the example's letter
  --kafka            also start a Kafka broker (needs Java 17) and publish the log to it
`;

/** @throws Refusal when an option is not known or has no sense; null when help was asked for */
export function readStartOptions(args: readonly string[], root: string): StartOptions | null {
  const values = parse(args);
  if (values.help) return null;
  const port = Number(values.port ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refusal(`--port ${values.port} is not a port number (1 to 65535).`);
  }
  const directiveFile = values.directive === undefined ? null : resolve(values.directive);
  if (directiveFile !== null && !existsSync(directiveFile)) {
    throw new Refusal(`--directive: there is no file ${directiveFile}.`);
  }
  if (directiveFile !== null && values.empty)
    throw new Refusal('--empty and --directive exclude each other.');
  return {
    dataDirectory: resolve(values['data-dir'] ?? join(root, '.dondoc')),
    port,
    empty: values.empty ?? false,
    directiveFile,
    kafka: values.kafka ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        empty: { type: 'boolean' },
        directive: { type: 'string' },
        kafka: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, {
      cause: error,
    });
  }
}
