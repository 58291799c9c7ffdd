import { describe } from '@jest/globals';

/** A suite that needs a server of the run; without it the suite is reported as skipped, by name. */
export function describeWith(variable: string, name: string, suite: (value: string) => void): void {
  const value = process.env[variable];
  const declare = value === undefined ? describe.skip : describe;
  declare(name, () => suite(value ?? ''));
}
