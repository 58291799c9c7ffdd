import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { RemediationView } from '@dondoc/contracts/remediation.ts';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { ownUnit } from '../own-unit.ts';
import { proveEvidence } from '../prove-evidence.ts';
import { assignmentPath, segment, sendStep } from '../steps.ts';
import { table } from '../table.ts';
import { uploadEvidence } from '../upload-evidence.ts';

/** The files that prove what an action has brought. */
export function registerEvidenceCommands(evidence: Command, context: CliContext): void {
  const { api, output } = context;
  const pathOf = async (campaign: string, action: string, unit: string | undefined) =>
    `${assignmentPath(campaign, unit ?? (await ownUnit(api())))}/actions/${segment(action)}/evidence`;

  evidence
    .command('add')
    .description('upload evidence of an action; all files are taken or none')
    .argument('<campaign>')
    .argument('<action>', 'id of the action in the plan')
    .argument('<file...>', 'up to 20')
    .option('--unit <code>', 'default: your own')
    .option('--supersedes <sha256>', 'the file whose place the one file takes')
    .option(...JSON_OPTION)
    .action(
      async (
        campaign: string,
        action: string,
        files: string[],
        { unit, supersedes, json }: { unit?: string; supersedes?: string } & Json,
      ) => {
        const answer = await uploadEvidence(context, await pathOf(campaign, action, unit), {
          files,
          supersedes,
          json,
        });
        if (json) output.json(answer);
      },
    );

  evidence
    .command('list')
    .description("the files of a unit's actions, withdrawn ones too")
    .argument('<campaign>')
    .argument('[unit]', 'code or id; default: your own')
    .option(...JSON_OPTION)
    .action(async (campaign: string, unit: string | undefined, { json }: Json) => {
      const path = `${assignmentPath(campaign, unit ?? (await ownUnit(api())))}/remediation`;
      const { actions } = await api().get<RemediationView>(path);
      const files = actions.flatMap(({ id, evidence: of }) => of.map((file) => ({ actionId: id, ...file })));
      if (json) return output.json({ items: files, next: null });
      const rows = files.map((file) => [
        file.actionId,
        file.stands ? 'stands' : file.withdrawn === null ? 'superseded' : 'withdrawn',
        String(file.size),
        file.mediaType,
        file.sha256,
        file.title ?? '',
      ]);
      output.line(table(['ACTION', 'STATE', 'BYTES', 'TYPE', 'SHA-256', 'TITLE'], rows));
    });

  evidence
    .command('verify')
    .description('prove the log, then download every file it names and hash it on this machine')
    .option('--json', 'print evidence-report/1')
    .action(async ({ json }: Json) => {
      const report = await proveEvidence(api(), (said) => output.progress(said));
      const { ok, files, bytes, faults, head, headHash } = report;
      if (!ok) {
        const columns = ['POSITION', 'SHA-256', 'FAULT', 'CAMPAIGN', 'UNIT', 'ACTION'];
        const rows = faults.map((each) => [
          String(each.position),
          each.sha256,
          each.fault,
          each.campaignId,
          each.unitId,
          each.actionId,
        ]);
        if (!json) output.line(table(columns, rows));
        throw new CliError(1, `Missing or altered: ${faults.length} of ${files} files.`, report);
      }
      if (json) return output.json(report);
      output.line(
        files === 0
          ? 'The log names no file of evidence.'
          : `Files: ${files}, ${bytes} bytes. Each is there and has the hash the log names it by.`,
      );
      output.line(`head ${head} ${headHash}`);
    });

  evidence
    .command('withdraw')
    .description('take a file back; it stays on record and proves nothing any more')
    .argument('<campaign>')
    .argument('<action>', 'id of the action in the plan')
    .argument('<sha256>')
    .argument('[unit]', 'default: your own')
    .requiredOption('--reason <text>')
    .option(...JSON_OPTION)
    .action(
      async (
        campaign: string,
        action: string,
        sha256: string,
        unit: string | undefined,
        { reason, json }: { reason: string } & Json,
      ) => {
        const path = `${await pathOf(campaign, action, unit)}/${segment(sha256)}/withdraw`;
        await sendStep(context, { path, body: { reason }, done: 'withdrawn', json });
      },
    );

  evidence
    .command('get')
    .description('download a file and check that its bytes have the hash it is named by')
    .argument('<campaign>')
    .argument('<action>', 'id of the action in the plan')
    .argument('<sha256>')
    .argument('[unit]', 'code or id; default: your own')
    .requiredOption('--out <file>', 'where to; it must not exist')
    .action(
      async (
        campaign: string,
        action: string,
        sha256: string,
        unit: string | undefined,
        { out }: { out: string },
      ) => {
        const bytes = await api().bytes(`${await pathOf(campaign, action, unit)}/${segment(sha256)}`);
        const found = createHash('sha256').update(bytes).digest('hex');
        if (found !== sha256) {
          throw new CliError(
            1,
            `The file that came has the hash ${found}, not ${sha256}. Tell the operator.`,
          );
        }
        await writeFile(out, bytes, { flag: 'wx' }).catch((error: unknown) => {
          throw new CliError(2, `${out} cannot be written: ${error instanceof Error ? error.message : ''}`);
        });
        output.line(`${out}: ${bytes.length} bytes, hash checked`);
      },
    );
}
