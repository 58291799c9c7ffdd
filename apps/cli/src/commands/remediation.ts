import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { readBytes } from '../input-files.ts';
import { JSON_OPTION, upperCase, wholeNumber, type Json } from '../options.ts';
import { ownUnit } from '../own-unit.ts';
import { assignmentPath, segment, sendStep } from '../steps.ts';
import { uploadEvidence } from '../upload-evidence.ts';

type Report = { evidence: string[]; note: string; upload: boolean } & Json;
type Verify = { version: number; verdict: string; note: string; percent?: number } & Json;

const asOftenAsNeeded = (typed: string, before: readonly string[] = []) => [...before, typed];

/** The actions of an approved plan: reported done by the unit, verified by somebody who is not the unit. */
export function registerRemediationCommands(assignment: Command, context: CliContext): void {
  assignment
    .command('report-done')
    .description('upload the evidence of an action of the approved plan, and report the action done with it')
    .argument('<campaign>')
    .argument('<action>', 'id of the action in the plan')
    .argument('[unit]', 'default: your own')
    .requiredOption('--evidence <file>', 'a document that shows it; as often as needed', asOftenAsNeeded)
    .option('--note <text>', 'what was done', '')
    .option('--no-upload', 'the files stay with you: only their SHA-256 and names are sent')
    .option(...JSON_OPTION)
    .action(async (campaign: string, action: string, unit: string | undefined, options: Report) => {
      const { evidence: files, note, upload, json } = options;
      const evidence = await Promise.all(files.map(evidenceOf));
      const own = unit ?? (await ownUnit(context.api()));
      const path = `${assignmentPath(campaign, own)}/actions/${segment(action)}`;
      // Before the report, which then rests on files that are there; a file that stands already is nothing new.
      if (upload) await uploadEvidence(context, `${path}/evidence`, { files, json });
      await sendStep(context, {
        path: `${path}/report-done`,
        body: { evidence, note },
        done: 'reported done',
        json,
      });
    });

  assignment
    .command('verify')
    .description('judge the newest report on an action; only ACCEPTED closes it')
    .argument('<campaign>')
    .argument('<unit>', 'code or id')
    .argument('<action>', 'id of the action in the plan')
    .requiredOption('--version <n>', 'the report you read', wholeNumber)
    .requiredOption('--verdict <verdict>', 'ACCEPTED, PARTIAL or REJECTED', upperCase)
    .option('--note <text>', 'what is missing; needed unless ACCEPTED', '')
    .option('--percent <n>', 'with PARTIAL: how much is remedied, 1 to 99', wholeNumber)
    .option(...JSON_OPTION)
    .action((campaign: string, unit: string, action: string, { json, ...body }: Verify) => {
      const path = `${assignmentPath(campaign, unit)}/actions/${segment(action)}/verify`;
      return sendStep(context, { path, body, done: 'verified', json });
    });
}

async function evidenceOf(file: string): Promise<{ sha256: string; title: string }> {
  const sha256 = createHash('sha256')
    .update(await readBytes(file))
    .digest('hex');
  return { sha256, title: basename(file).normalize('NFC') };
}
