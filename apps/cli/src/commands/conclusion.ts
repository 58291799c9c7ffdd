import type { ConclusionRow, RegisterConclusionAnswer } from '@dondoc/contracts/conclusions.ts';
import type { Command } from 'commander';
import type { z } from 'zod';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, upperCase, type Json } from '../options.ts';
import { recorded } from '../steps.ts';
import { table } from '../table.ts';

type Register = { source: string; number: string; issuer: string; signedOn: string; subject?: string } & Json;

export function registerConclusionCommands(program: Command, { api, output }: CliContext): void {
  const conclusion = program
    .command('conclusion')
    .description('inspection, check, supervision and audit conclusions');

  conclusion
    .command('register')
    .description('register a conclusion; the same again changes nothing')
    .requiredOption(
      '--source <kind>',
      'INSPECTION, PARTY_CHECK, PARTY_SUPERVISION, STATE_AUDIT, …',
      upperCase,
    )
    .requiredOption('--number <number>', 'as printed, such as 12/KL-TTr')
    .requiredOption('--issuer <body>', 'who concluded')
    .requiredOption('--signed-on <day>', 'YYYY-MM-DD')
    .option('--subject <text>', 'what it is about')
    .option(...JSON_OPTION)
    .action(async ({ json, ...body }: Register) => {
      const answer = await api().post<z.infer<typeof RegisterConclusionAnswer>>('/v1/conclusions', body);
      if (json) return output.json(answer);
      output.line(`${body.number}: ${recorded(answer)}`);
      output.line(`conclusion ${answer.conclusionId}`);
    });

  conclusion
    .command('list')
    .description('the register of conclusions, the newest first')
    .option('--source <kind>', 'one kind only', upperCase)
    .option(...JSON_OPTION)
    .action(async ({ source, json }: { source?: string } & Json) => {
      const found = await api().list<ConclusionRow>('/v1/conclusions', { source });
      if (json) return output.json(found);
      const rows = found.items.map((each) => [
        each.conclusionId,
        each.number,
        each.signedOn,
        each.source,
        each.issuer,
        each.subject ?? '',
      ]);
      output.line(table(['CONCLUSION', 'NUMBER', 'SIGNED', 'SOURCE', 'ISSUER', 'SUBJECT'], rows));
    });
}
