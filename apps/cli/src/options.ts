import type { Basis } from '@dondoc/domain/deadline/deadline.ts';
import { InvalidArgumentError, type Command } from 'commander';

export const JSON_OPTION = ['--json', "print the API's answer"] as const;
export type Json = { json?: true };

/** Options that several commands share, with one wording. */
export const withBasis = (command: Command): Command =>
  command
    .requiredOption('--basis <document>', 'the document it rests on, such as "217-CV/TU"')
    .option('--basis-text <words>', 'the place in it, or its words');
export type BasisOptions = { basis: string; basisText?: string };

export const basisOf = ({ basis, basisText }: BasisOptions): Basis =>
  basisText === undefined ? { ref: basis } : { ref: basis, text: basisText };

export const withExtension = (command: Command): Command =>
  withBasis(
    command
      .requiredOption('--phase <phase>', 'ACKNOWLEDGE, REVIEW or PLAN', upperCase)
      .requiredOption('--to <day>', 'the new last good day, YYYY-MM-DD')
      .requiredOption('--reason <text>'),
  );
export type ExtensionOptions = BasisOptions & { phase: string; to: string; reason: string };

export const upperCase = (text: string) => text.toUpperCase();

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
