// Sends the script through the HTTP API and writes down every answer. A command without one is sent again with its key until
// it has one; that is what an idempotency key is for.
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import type { Acknowledged, Sent } from './checker/snapshot.ts';
import type { Command } from './command.ts';

export type Account = Readonly<{ id: string; token: string }>;
export type Cast = Readonly<{
  administrator: Account;
  units: readonly (Account & Readonly<{ code: string }>)[];
  campaigns: readonly string[];
}>;
export type Load = Readonly<{
  acknowledged: readonly Acknowledged[];
  sent: readonly Sent[];
  /** Every command of the lines, those of one line in order; resolves when each is answered. Throws on a refusal. */
  run(lines: readonly (readonly Command[])[]): Promise<void>;
  counts(): Readonly<{ commands: number; attempts: number; byStatus: Readonly<Record<string, number>> }>;
}>;

const ANSWER_MS = 5_000;
const GIVE_UP_MS = 150_000;
const RETRY_MS = 150;

/** What the load generator sent is all a campaign's script: `http/<account>/e<epoch>-…`. */
export const SCRIPTED = /^http\/[0-9a-f-]{36}\/e\d+-/;

/** @param record file to which each acknowledgement is added as a line of JSON */
export function createLoad(url: string, cast: Cast, record: string): Load {
  const acknowledged: Acknowledged[] = [];
  const sent: Sent[] = [];
  const byStatus: Record<string, number> = {};
  let attempts = 0;

  async function attempt(command: Command, account: Account): Promise<Response | null> {
    const { campaign, unit, path, key, body } = command;
    const assignment = unit === null ? '' : `assignments/${cast.units[unit]?.code}/`;
    const where = `/v1/campaigns/${cast.campaigns[campaign]}/${assignment}${path}`;
    attempts += 1;
    const response = await fetch(new URL(where, url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${account.token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch(() => null);
    const status = response === null ? 'no answer' : String(response.status);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    return response;
  }

  async function untilAnswered(command: Command, account: Account): Promise<void> {
    const commandId = `http/${account.id}/${command.key}`;
    for (const until = Date.now() + GIVE_UP_MS; ; await pause(RETRY_MS)) {
      const response = await attempt(command, account);
      const text = await response?.text().catch(() => null);
      if (response?.ok && text) {
        const { streamId, version, position } = JSON.parse(text) as Acknowledged;
        const answer: Acknowledged = { commandId, streamId, version, position };
        acknowledged.push(answer);
        appendFileSync(record, `${JSON.stringify(answer)}\n`);
        return;
      }
      if (response && response.status < 500 && !response.ok && !/"stale-version"/.test(text ?? ''))
        throw new Error(`${commandId} was refused (${response.status}): ${text}`);
      if (Date.now() > until)
        throw new Error(`${commandId} has no answer after ${GIVE_UP_MS / 1000} s: ${text}`);
    }
  }

  async function runLine(line: readonly Command[]): Promise<void> {
    for (const command of line) {
      const account = command.by === 'UNIT' ? cast.units[command.unit ?? -1] : cast.administrator;
      if (account === undefined) throw new Error(`there is no unit ${command.unit}`);
      sent.push({ commandId: `http/${account.id}/${command.key}`, writes: command.writes });
      await untilAnswered(command, account);
      if (command.again) await untilAnswered(command, account);
    }
  }

  return {
    acknowledged,
    sent,
    run: async (lines) => void (await Promise.all(lines.map(runLine))),
    counts: () => ({ commands: sent.length, attempts, byStatus }),
  };
}
