import type { AccountStore } from './account.ts';

/** The logins of these accounts, by id; an unknown one (the system itself) is not among them. */
export async function loginsOf(
  accounts: AccountStore,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const found = known.length === 0 ? [] : await accounts.findByIds(known);
  return new Map(found.map(({ id, login }) => [id, login]));
}
