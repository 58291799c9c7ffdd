// The first account of a new installation: an administrator, whose one-time password is printed once and kept nowhere.
//   node --import @oxc-node/core/register infra/production/first-administrator.ts <login>
// Reads DATABASE_URL. Refuses where there is an administrator already: that one makes further accounts (`dondoc user create`).
import { createAccount } from '@dondoc/api/accounts/create-account.ts';
import { postgresAccounts } from '@dondoc/api/accounts/postgres-accounts.ts';
import { Pool } from 'pg';

const [login] = process.argv.slice(2);
const url = process.env['DATABASE_URL'];
if (login === undefined || !url) {
  console.error('Name a login, and set DATABASE_URL.');
  process.exit(2);
}
const pool = new Pool({ connectionString: url, max: 1 });
try {
  const { rowCount } = await pool.query(
    `SELECT FROM app.accounts WHERE role = 'ADMINISTRATOR' AND NOT disabled`,
  );
  if (rowCount !== 0) {
    console.error('There is an administrator already, who can make further accounts.');
    process.exitCode = 2;
  } else {
    const at = new Date().toISOString();
    const account = { login, role: 'ADMINISTRATOR', unit: null, displayName: null, at } as const;
    const { oneTimePassword } = await createAccount(postgresAccounts(pool), account);
    process.stdout.write(`${login}: one-time password ${oneTimePassword}\n`);
  }
} finally {
  await pool.end();
}
