import { Client } from 'pg';

export const APP_ROLE = 'dondoc_app';

/** Lets the application role log in with this password. The migrations made the role; its password comes from outside. */
export async function setAppPassword(ownerUrl: string, password: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // ALTER ROLE takes no parameters.
    await client.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
}
