import { DomainError } from './domain-error.ts';

/** One thing wrong with a command: a JSON pointer into its data (RFC 6901) and a stable kebab-case word. */
export type Fault = { path: string; fault: string };

/** Refuses with every fault at once, so that nobody has to send a form five times to learn five things. */
export function refuseFaults(
  code: string,
  message: string,
  faults: readonly Fault[],
  details: Readonly<Record<string, unknown>> = {},
): void {
  if (faults.length === 0) return;
  const listed = faults.map(({ path, fault }) => `${path} ${fault}`).join(', ');
  throw new DomainError(code, `${message} Put right: ${listed}.`, { ...details, faults });
}

/** Faults of a list of checks written as [path, holds, fault when it does not]. */
export function faultsOf(
  checks: readonly (readonly [path: string, holds: boolean, fault: string])[],
): Fault[] {
  return checks.flatMap(([path, holds, fault]) => (holds ? [] : [{ path, fault }]));
}
