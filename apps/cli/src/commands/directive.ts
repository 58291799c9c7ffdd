import { readFile } from 'node:fs/promises';
import type { DirectiveRow, ImportDirectiveAnswer } from '@dondoc/contracts/directives.ts';
import type { DirectiveImport } from '@dondoc/documents/directive-import/directive-import.ts';
import { importDirective } from '@dondoc/documents/directive-import/import-directive.ts';
import { MAX_BYTES } from '@dondoc/documents/directive-import/read-text.ts';
import type { Command } from 'commander';
import type { z } from 'zod';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { readTextFile } from '../input-files.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { recorded } from '../steps.ts';
import { table } from '../table.ts';
import { describeImport, describeWarnings } from './directive-report.ts';

type Registered = z.infer<typeof ImportDirectiveAnswer>;

export function registerDirectiveCommands(directive: Command, { api, output }: CliContext): void {
  directive
    .command('import')
    .description('without a server: show what is read in a letter, how surely, and from which lines')
    .argument('<file>', 'UTF-8 text; - reads standard input')
    .option('--json', 'print directive-import/1')
    .action(async (file: string, { json }: Json) => {
      const imported = importDirective(await readInput(file));
      if (imported.refused !== null) throw new CliError(2, imported.refused.message, imported);
      if (json) output.json(imported);
      else for (const line of describeImport(imported)) output.line(line);
    });

  directive
    .command('register')
    .description('register a letter, so that campaigns can be drafted from it')
    .argument('<file>', 'UTF-8 text; - reads standard input')
    .option(
      '--term <term>',
      'committee term of its number when the letter does not state it, such as 2020-2025',
    )
    .option(...JSON_OPTION)
    .action(async (file: string, { term, json }: { term?: string } & Json) => {
      const body = { text: await readTextFile(file), ...(term === undefined ? {} : { term }) };
      const registered = await api().post<Registered>('/v1/directives', body);
      if (json) return output.json(registered);
      const read = registered.import as DirectiveImport;
      output.line(`${read.directive?.number?.raw ?? 'directive'}: ${recorded(registered)}`);
      output.line(`directive ${registered.directiveId}`);
      for (const line of describeWarnings(read)) output.line(line);
      output.line(`next: npx dondoc campaign draft <launch.json> --directive ${registered.directiveId}`);
    });

  directive
    .command('list')
    .description('the register of directives')
    .option(...JSON_OPTION)
    .action(async ({ json }: Json) => {
      const directives = await api().list<DirectiveRow>('/v1/directives');
      if (json) return output.json(directives);
      const rows = directives.items.map((each) => [
        each.directiveId,
        each.number,
        each.issuedOn,
        each.abstract ?? '',
      ]);
      output.line(table(['DIRECTIVE', 'NUMBER', 'ISSUED', 'ABSTRACT'], rows));
    });
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
