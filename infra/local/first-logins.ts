// Makes an account whose one-time password a person gets to see.
import { createAccount } from '@dondoc/api/accounts/create-account.ts';
import { postgresAccounts } from '@dondoc/api/accounts/postgres-accounts.ts';
import type { Pool } from 'pg';

export type FirstLogin = Readonly<{
  what: string;
  login: string;
  role: 'ADMINISTRATOR' | 'UNIT' | 'AUDITOR';
  oneTimePassword: string;
}>;
type Wanted = Omit<FirstLogin, 'oneTimePassword'> & Readonly<{ unitCode: string | null }>;

/**
 * @param recorded one-time passwords by login that were already written down
 * An account that exists with a password nobody wrote down (a start that was killed between the two) is made anew, unless
 * somebody has used it.
 */
export async function createLogin(
  pool: Pool,
  { what, login, role, unitCode }: Wanted,
  recorded: ReadonlyMap<string, string>,
): Promise<FirstLogin> {
  const known = recorded.get(login);
  if (known !== undefined) return { what, login, role, oneTimePassword: known };
  await pool.query('DELETE FROM app.accounts WHERE login = $1 AND must_change_password', [login]);
  const unit = unitCode === null ? null : await unitByCode(pool, unitCode);
  const at = new Date().toISOString();
  const made = await createAccount(postgresAccounts(pool), { login, role, unit, displayName: null, at });
  return { what, login, role, oneTimePassword: made.oneTimePassword };
}

async function unitByCode(pool: Pool, code: string): Promise<{ unitId: string; code: string }> {
  const { rows } = await pool.query<{ unitId: string }>(
    'SELECT unit_id AS "unitId" FROM app.units WHERE code = $1',
    [code],
  );
  const [unit] = rows;
  if (unit === undefined) throw new Error(`the example's units have none with the code ${code}`);
  return { unitId: unit.unitId, code };
}
