import { isUtf8 } from 'node:buffer';
import type { Refusal } from './directive-import.ts';

/** 1 MiB of UTF-8: a hundred times the longest directive. */
export const MAX_BYTES = 1_048_576;

const refuse = (code: Refusal['code'], message: string): { refused: Refusal } => ({
  refused: { code, message },
});

const decode = (input: Uint8Array): string | null =>
  isUtf8(input) ? new TextDecoder('utf-8').decode(input) : null;

/** Control characters that no text file holds, and the mark that a decoder leaves for bytes it could not read. */
const isGarbled = (text: string): boolean => {
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are exactly what is looked for
  const foreign = text.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g)?.length ?? 0;
  return text.includes('\u0000') || foreign > Math.max(3, text.length / 200);
};

/** The input as NFC text, or why it cannot be read. Line breaks stay as they are. */
export function readText(input: string | Uint8Array): { text: string } | { refused: Refusal } {
  const size = typeof input === 'string' ? Buffer.byteLength(input, 'utf8') : input.byteLength;
  if (size > MAX_BYTES)
    return refuse(
      'TOO_LARGE',
      `The text has ${size} bytes; at most ${MAX_BYTES} (1 MiB) are read. Give the directive without its annexes.`,
    );
  const text = typeof input === 'string' ? input : decode(input);
  if (text === null)
    return refuse(
      'UNREADABLE',
      'The input is not UTF-8 text. Save the directive as plain text in UTF-8 and import it again.',
    );
  if (isGarbled(text))
    return refuse(
      'UNREADABLE',
      'The input is binary data, not text. Extract the text of the directive (UTF-8) and import it again.',
    );
  if (!/[\p{L}\p{N}]/u.test(text))
    return refuse('EMPTY', 'The input holds no text. Give the text of the directive.');
  return { text: text.normalize('NFC') };
}
