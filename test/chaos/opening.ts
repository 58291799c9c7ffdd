// Before the first round: units, a directive and three issued campaigns through the API, and the accounts that act in them.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

import { createApiClient } from '@dondoc/infra/local/api-client.ts';
import type { ApiClient } from '@dondoc/infra/local/api-client.ts';
import { DEFAULT_CADENCE } from '@dondoc/domain/escalation/cadence.ts';

import type { Account, Cast } from './load.ts';
import { CAMPAIGNS, UNITS } from './script.ts';
import { CUT_OFF, deliverAt, DUE } from './virtual-time.ts';

const EXAMPLE = join(import.meta.dirname, '../../infra/local/example/directive.txt');
/** Of nobody's password: these accounts have a session and never sign in. */
const NO_PASSWORD = '$argon2id$chaos';
const EXPIRES = '2030-01-01T00:00:00Z';
const ASSIGNED_MS = 90_000;
const code = (unit: number) => `DV-${String(unit + 1).padStart(3, '0')}`;

export async function openCampaigns(pool: Pool, url: string): Promise<Cast> {
  const administrator = await addAccount(pool, 'chaos-admin', 'ADMINISTRATOR', null);
  const api = createApiClient(url, administrator.token);
  const lines = Array.from(
    { length: UNITS },
    (_, unit) => `${code(unit)},Đơn vị ${unit + 1},A,DEPARTMENT,department,`,
  );
  const csv = ['code,name,addressee_category,kind,peer_group,parent', ...lines].join('\n');
  await api.post('/v1/units/import', { csv }, 'units');
  const { directiveId } = await api.post<{ directiveId: string }>(
    '/v1/directives',
    { text: readFileSync(EXAMPLE, 'utf8'), term: '2020-2025' },
    'directive',
  );
  const campaigns: string[] = [];
  for (let campaign = 0; campaign < CAMPAIGNS; campaign += 1)
    campaigns.push(await openCampaign(api, directiveId, campaign));
  const { rows } = await pool.query<{ unit_id: string }>(
    `SELECT envelope::jsonb #>> '{data,unitId}' AS unit_id FROM es.event WHERE type = 'UnitRegistered'
     ORDER BY envelope::jsonb #>> '{data,code}'`,
  );
  const units = [];
  for (const [unit, { unit_id: id }] of rows.entries())
    units.push({
      code: code(unit),
      ...(await addAccount(pool, code(unit).toLowerCase(), 'UNIT', [id, code(unit)])),
    });
  return { administrator, units, campaigns };
}

async function openCampaign(api: ApiClient, directiveId: string, campaign: number): Promise<string> {
  const basis = { ref: 'Công văn số 1889-CV/TU' };
  const request = {
    directiveId,
    title: `Kiểm điểm, đợt ${campaign + 1}`,
    reviewYear: 2026,
    monitoringYear: 2027,
    addressees: { units: Array.from({ length: UNITS }, (_, unit) => code(unit)) },
    deadlines: Object.entries(DUE).map(([phase, on]) => ({ phase, on, basis })),
    cutOffOn: CUT_OFF,
    requirements: [{ no: '1', text: 'Kiểm điểm', kind: 'TOPIC_REVIEW', mandatory: true, appliesTo: [] }],
    cadence: { ...DEFAULT_CADENCE, deliverAt: deliverAt(campaign) },
  };
  const { campaignId } = await api.post<{ campaignId: string }>(
    '/v1/campaigns',
    request,
    `campaign-${campaign}`,
  );
  await api.post(`/v1/campaigns/${campaignId}/launch`, {}, `launch-${campaign}`);
  return campaignId;
}

/** Until the workers have assigned every unit of every campaign and opened the reviewing. */
export async function untilOpened(pool: Pool): Promise<void> {
  for (const until = Date.now() + ASSIGNED_MS; Date.now() < until; await pause(100)) {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM es.event WHERE type = 'ReviewingOpened'`,
    );
    if (rows[0]?.count === CAMPAIGNS) return;
  }
  throw new Error(`the campaigns were not opened within ${ASSIGNED_MS / 1000} s`);
}

async function addAccount(
  pool: Pool,
  login: string,
  role: string,
  unit: readonly [id: string, code: string] | null,
): Promise<Account> {
  const account = { id: randomUUID(), token: randomBytes(32).toString('base64url') };
  await pool.query(
    `INSERT INTO app.accounts (id, login, role, unit_id, unit_code, password_hash, must_change_password, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, false, now())`,
    [account.id, login, role, unit?.[0] ?? null, unit?.[1] ?? null, NO_PASSWORD],
  );
  const hash = createHash('sha256').update(account.token).digest('hex');
  await pool.query(
    `INSERT INTO app.sessions (token_hash, account_id, started_at, expires_at) VALUES ($1, $2, now(), $3)`,
    [hash, account.id, EXPIRES],
  );
  return account;
}
