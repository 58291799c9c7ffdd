// What happens once in the life of a data directory: the first log-ins and the example campaign. Each part is written down
// when it is done, so a start that is interrupted goes on where it was.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Pool } from 'pg';

import { firstCampaign } from './first-campaign.ts';
import { createLogin } from './first-logins.ts';
import type { FirstLogin } from './first-logins.ts';
import type { Installation } from './installation.ts';
import type { Progress } from './progress.ts';
import type { StartOptions } from './start-options.ts';
import { asBootstrap } from './bootstrap-session.ts';

export type FirstStart = Readonly<{ logins: readonly FirstLogin[]; notes: readonly string[] }>;

const UNIT_OF_EXAMPLE = 'SNV';

export async function firstStart(
  installation: Installation,
  options: StartOptions,
  progress: Progress,
): Promise<FirstStart> {
  const { data } = installation;
  const done = data.at('first-start-done');
  const file = data.at('first-logins.txt');
  if (existsSync(done)) {
    const where = existsSync(file) ? [`The first log-ins are in ${file}.`] : [];
    return { logins: [], notes: [...where, ...readFileSync(done, 'utf8').split('\n').filter(Boolean)] };
  }
  const pool = new Pool({ connectionString: installation.ownerUrl, max: 2 });
  try {
    const logins: FirstLogin[] = [];
    const handOut = async (
      what: string,
      login: string,
      role: FirstLogin['role'],
      unitCode: string | null,
    ) => {
      const made = await createLogin(pool, { what, login, role, unitCode }, recordedIn(file));
      appendFileSync(file, line(made), { mode: 0o600 });
      logins.push(made);
    };
    await handOut('Administrator', 'admin', 'ADMINISTRATOR', null);
    const notes = options.empty
      ? ['Started empty: import a directive and units with `npx dondoc`, or see the API documents.']
      : await asBootstrap(pool, installation.url, (api) =>
          firstCampaign(api, options.directiveFile, progress),
        );
    if (!options.empty) {
      await handOut(`Unit ${UNIT_OF_EXAMPLE}`, UNIT_OF_EXAMPLE.toLowerCase(), 'UNIT', UNIT_OF_EXAMPLE);
      await handOut('Auditor', 'auditor', 'AUDITOR', null);
    }
    writeFileSync(done, `${notes.join('\n')}\n`);
    return { logins, notes: [`These log-ins are also in ${file}; each password works once.`, ...notes] };
  } finally {
    await pool.end();
  }
}

/** Log-ins that an interrupted first start had already written down: they were made, and their passwords are not lost. */
function recordedIn(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((text) => text.split('\t')).map((cells) => [cells[1] ?? '', cells[2] ?? '']));
}

function line({ what, login, oneTimePassword }: FirstLogin): string {
  return `${what}\t${login}\t${oneTimePassword}\n`;
}
