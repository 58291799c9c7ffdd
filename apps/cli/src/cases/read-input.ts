import { AcceptanceCase } from '@dondoc/contracts/acceptance-case.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { readJsonFile } from '../input-files.ts';
import type { Output } from '../output.ts';

const COMMANDS: Readonly<Record<string, string>> = {
  'rating-case/1': 'rating evaluate',
  'cap-case/1': 'rating cap',
};

/**
 * The case of one of the kinds in a file, or in a file of `cases run`. What it holds is for the command to read; a case of another
 * command's is sent there. Throws 'unknown-case'.
 */
export async function readCaseInput(
  file: string,
  kind: 'rating-case/1' | 'cap-case/1',
  output: Output,
): Promise<unknown> {
  const content = await readJsonFile(file);
  const wrapped = AcceptanceCase.safeParse(content).data;
  const input = wrapped === undefined ? content : wrapped.input;
  const { kind: found } = (input ?? {}) as { kind?: unknown };
  const command = typeof found === 'string' && found !== kind ? COMMANDS[found] : undefined;
  if (command !== undefined) {
    throw new DomainError('unknown-case', `This is a ${String(found)}: dondoc ${command} answers it.`, {
      path: '/kind',
    });
  }
  if (wrapped !== undefined) {
    output.note(
      `Answered is the case inside, ${wrapped.id}; dondoc cases run also compares it with what it expects.`,
    );
  }
  return input;
}
