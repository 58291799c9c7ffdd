import { open } from 'node:fs/promises';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { fileTypeFromFile } from 'file-type';

const OOXML = 'application/vnd.openxmlformats-officedocument';
/** What offices prove things with. No archives, no programs, no documents that carry macros. */
const ACCEPTED: ReadonlySet<string> = new Set([
  'application/pdf',
  `${OOXML}.wordprocessingml.document`,
  `${OOXML}.spreadsheetml.sheet`,
  `${OOXML}.presentationml.presentation`,
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'text/plain',
]);
const SAMPLE_BYTES = 64 * 1024;

/**
 * The media type of a file by its content; the sender's word and the name's ending count for nothing. Text is what is UTF-8
 * without control characters, and is only ever served as a download. Throws DomainError 'evidence-type-refused'.
 */
export async function sniffMediaType(path: string): Promise<string> {
  const found = (await fileTypeFromFile(path))?.mime ?? ((await isText(path)) ? 'text/plain' : null);
  if (found !== null && ACCEPTED.has(found)) return found;
  throw new DomainError(
    'evidence-type-refused',
    `The file is ${found ?? 'of a kind nobody knows'} by its content. Send PDF, DOCX, XLSX, PPTX, ODT, ODS, JPEG, PNG, TIFF or plain text.`,
    { rule: 'R-06', found },
  );
}

async function isText(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    // `stream`: the sample may end in the middle of a letter.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), {
      stream: true,
    });
    // eslint-disable-next-line no-control-regex
    return !/[\u0000-\u0008\u000e-\u001f]/.test(text);
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  } finally {
    await file.close();
  }
}
