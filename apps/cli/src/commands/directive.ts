import { readFile } from 'node:fs/promises';
import type { DirectiveImport } from '@dondoc/documents/directive-import/directive-import.ts';
import { importDirective } from '@dondoc/documents/directive-import/import-directive.ts';
import { MAX_BYTES } from '@dondoc/documents/directive-import/read-text.ts';
import type { Command } from 'commander';
import { CliError, printJson, printLine } from '../cli-error.ts';
import { describeImport } from './directive-report.ts';

/** `directive import`: what the program reads in a directive, without a server. Exit codes: 0 imported, 2 refused. */
export function registerDirectiveCommands(program: Command): void {
  const directive = program.command('directive').description('read directives, without a server');
  const imports = directive
    .command('import')
    .description('show what is read in the text of a directive, how surely, and from which lines')
    .argument('<file>', 'UTF-8 text; - reads standard input')
    .option('--json', 'print directive-import/1')
    .action(async (file: string, { json }: { json?: true }) => {
      const imported = importDirective(await readInput(file));
      if (imported.refused !== null) throw new CliError(2, imported.refused.message, imported);
      if (json === true) printJson(imported);
      else for (const line of describeImport(imported)) printLine(line);
    });
  for (const command of [directive, imports]) {
    // A slip in the arguments is bad input like any other: exit code 2, and said once.
    command.configureOutput({ outputError: () => {} }).exitOverride(({ exitCode, message }) => {
      if (exitCode !== 0) throw new CliError(2, message.replace(/^error: /, ''));
    });
  }
}

async function readInput(file: string): Promise<Uint8Array> {
  if (file === '-') return readStandardInput();
  try {
    return await readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `${file} cannot be read: ${why}`;
    throw new CliError(2, message, refusedUnread(message));
  }
}

/** Stops reading one byte past the limit: the importer then refuses the size without holding the rest. */
async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).byteLength;
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(chunks);
}

const refusedUnread = (message: string): DirectiveImport => ({
  kind: 'directive-import/1',
  refused: { code: 'UNREADABLE', message },
  directive: null,
  notStated: [],
  fields: [],
  warnings: [],
});
