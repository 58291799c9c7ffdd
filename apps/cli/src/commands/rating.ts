import { proposalsOf } from '@dondoc/domain/rating/validate-policy.ts';
import { PRESETS } from '@dondoc/domain/rating/presets/presets.ts';
import { capRatingFile, evaluateRatingFile } from '@dondoc/documents/rating/rating-file.ts';
import { pinned, readPolicy } from '@dondoc/documents/rating/read-policy.ts';
import type { CommandAnswer } from '@dondoc/contracts/command.ts';
import type { Command } from 'commander';
import { readCaseInput } from '../cases/read-input.ts';
import type { CliContext } from '../context.ts';
import { readJsonFile } from '../input-files.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { recorded } from '../steps.ts';
import { describeCap, describePolicies, describePolicy, describeRating } from './rating-statement.ts';

const FILE = ['<file>', 'JSON; - reads standard input'] as const;

/** `rating evaluate`, `rating cap` and `rating policy`: offline, the same bytes on every machine and in every time zone. */
export function registerRatingCommands(rating: Command, { output, api }: CliContext): void {
  rating
    .command('evaluate')
    .description('one unit or person: score, level, and why; the file is a rating-case/1')
    .argument(...FILE)
    .option('--json', 'print rating-result/1')
    .action(async (file: string, { json }: Json) => {
      const { result, policy } = evaluateRatingFile(await readCaseInput(file, 'rating-case/1', output));
      if (json) output.json(result);
      else for (const line of describeRating(result, policy)) output.line(line);
    });

  rating
    .command('cap')
    .description('one peer group: how many may be excellent, and whom the ranking proposes; a cap-case/1')
    .argument(...FILE)
    .option('--json', 'print cap-result/1')
    .action(async (file: string, { json }: Json) => {
      const { result, policy, steps } = capRatingFile(await readCaseInput(file, 'cap-case/1', output));
      if (json) output.json(result);
      else for (const line of describeCap(result, policy, steps)) output.line(line);
    });

  const policies = rating.command('policy').description('the presets, and documents of your own');
  policies
    .command('list')
    .description('the presets of this release')
    .option(...JSON_OPTION)
    .action(({ json }: Json) => {
      const all = PRESETS.map(pinned);
      const listed = all.map(({ document: { code, version, title, rates }, sha256 }) => ({
        code,
        version,
        sha256,
        rates,
        title,
      }));
      if (json) output.json({ kind: 'rating-policies/1', items: listed });
      else output.line(describePolicies(all));
    });
  policies
    .command('show')
    .description('a preset: its rules, how binding each is, and where it comes from')
    .argument('<code>', 'such as VN-UNIT-366-335')
    .option('--json', 'print the document, ready to be changed and used as a file')
    .action((code: string, { json }: Json) => {
      const policy = readPolicy(code, '');
      if (json) output.json(policy.document);
      else for (const line of describePolicy(policy)) output.line(line);
    });
  policies
    .command('validate')
    .description('is this policy document, or { base, set }, fit for use? Every fault with its JSON pointer')
    .argument(...FILE)
    .option('--json', 'print code, version, sha256 and the rules that are only proposals')
    .action(async (file: string, { json }: Json) => {
      const { document, sha256 } = readPolicy(await readJsonFile(file), '');
      const { code, version } = document;
      const proposals = proposalsOf(document);
      if (json) output.json({ kind: 'rating-policy-check/1', code, version, sha256, proposals });
      else {
        output.line(`${code} version ${version} can be used. SHA-256 ${sha256}`);
        if (proposals.length > 0)
          output.line(
            `Proposals, which decide nothing official until adopted (R-28): ${proposals.join(', ')}`,
          );
      }
    });
  policies
    .command('publish')
    .description('the next version of a policy, for good; open campaigns keep their snapshots')
    .argument(...FILE)
    .option(...JSON_OPTION)
    .action(async (file: string, { json }: Json) => {
      const answer = await api().post<CommandAnswer>('/v1/rating-policies', {
        policy: await readJsonFile(file),
      });
      if (json) output.json(answer);
      else output.line(`published: ${recorded(answer)}`);
    });
}
