import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START, startTestApi, type Person, type TestApi } from '@dondoc/api/testing/test-api.ts';
import { inMemoryViews } from '@dondoc/api/testing/in-memory-views.ts';
import type { AccountRole } from '@dondoc/contracts/session.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { folderEvidenceStore } from '@dondoc/evidence/folder-store.ts';
import { createDondoc, type Dondoc } from './test-cli.ts';

/** A real API over the log in memory, and people at their own terminals, logged in. */
export type Office = {
  api: TestApi;
  url: string;
  /** Another person, or the same program with an environment of its own. */
  person: (role: AccountRole, unitCode?: string) => Promise<{ cli: Dondoc; who: Person }>;
  terminal: (env: Readonly<Record<string, string>>) => Dondoc;
  /** The administrator. */
  office: Dondoc;
  officer: Person;
  /** What the lists were asked to be complete to. */
  waitedFor: [view: string, position: number][];
  /** By how many positions every list stays behind, from now on. */
  fallBehind: (positions: number) => void;
  /** Where the api keeps evidence. */
  kept: string;
  close: () => Promise<void>;
};

export async function openOffice(): Promise<Office> {
  const store = createInMemoryEventStore({ now: () => START });
  const views = inMemoryViews(store);
  const waitedFor: Office['waitedFor'] = [];
  let behind = 0;
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-office-'));
  const api = await startTestApi({
    store,
    evidence: {
      store: folderEvidenceStore(join(folder, 'kept')),
      spoolFolder: join(folder, 'spool'),
      scanner: null,
      maxBytes: 1_000_000,
    },
    views: {
      ...views,
      async waitFor(view, position, timeoutMs) {
        waitedFor.push([view, position]);
        return (await views.waitFor(view, position, timeoutMs)) - behind;
      },
    },
  });
  const url = await api.app.getUrl();
  const people: Dondoc[] = [];
  const seated = (cli: Dondoc) => {
    people.push(cli);
    return cli;
  };
  const person: Office['person'] = async (role, unitCode) => {
    const who = await api.person(role, unitCode);
    return {
      cli: seated(createDondoc({ session: { url, token: who.token, login: role }, now: START })),
      who,
    };
  };
  const { cli: office, who: officer } = await person('ADMINISTRATOR');
  return {
    api,
    url,
    person,
    terminal: (env) => seated(createDondoc({ env })),
    office,
    officer,
    waitedFor,
    kept: join(folder, 'kept'),
    fallBehind: (positions) => void (behind = positions),
    async close() {
      for (const cli of people) cli.leave();
      await api.close();
      rmSync(folder, { recursive: true });
    },
  };
}
