import { basename } from 'node:path';
import type { EvidenceAnswer } from '@dondoc/contracts/remediation.ts';
import type { CliContext } from './context.ts';
import { readBytes } from './input-files.ts';
import { recorded } from './steps.ts';
import { table } from './table.ts';

/** Uploads files as evidence of an action, all or none, and says what each was taken as; with `json` says nothing. */
export async function uploadEvidence(
  { api, output }: CliContext,
  path: string,
  {
    files,
    supersedes,
    json,
  }: { files: readonly string[]; supersedes?: string | undefined; json: true | undefined },
): Promise<EvidenceAnswer> {
  const form = new FormData();
  for (const file of files) form.append('file', new Blob([await readBytes(file)]), basename(file));
  const answer = await api().upload<EvidenceAnswer>(path, form, { supersedes });
  if (json) return answer;
  output.line(`evidence: ${recorded(answer)}`);
  const rows = answer.files.map(({ size, mediaType, sha256, title }) => [
    String(size),
    mediaType,
    sha256,
    title ?? '',
  ]);
  output.line(table(['BYTES', 'TYPE', 'SHA-256', 'TITLE'], rows));
  return answer;
}
