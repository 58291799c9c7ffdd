import type { SessionView } from '@dondoc/contracts/session.ts';
import type { Api } from './api.ts';
import { CliError } from './cli-error.ts';

/** The unit of whoever is logged in. Refuses for one who is no unit. */
export async function ownUnit(api: Api): Promise<string> {
  const { unitCode, login } = await api.get<SessionView>('/v1/session');
  if (unitCode === null) throw new CliError(2, `${login} belongs to no unit: name the unit.`);
  return unitCode;
}
