import { DomainError } from '@dondoc/domain/domain-error.ts';
import { CsvError, parse } from 'csv-parse/sync';
import { unzipSync, zipSync, type Unzipped } from 'fflate';
import { readSheet } from 'read-excel-file/node';

/** `line`: of the CSV file or the sheet, from 1. Cells as trimmed NFC text, dates as YYYY-MM-DD. */
export type SheetLine = { line: number; cells: readonly string[] };
export type ListFile = { csv: string } | { xlsx: Uint8Array };

const MAX_LINES = 10_000;
const MAX_COLUMNS = 100;
/** What a workbook of so many lines can need; a zip bomb needs more. */
const MAX_UNPACKED = 64 * 1024 * 1024;

/** The lines of a CSV file, or of a workbook's first sheet; empty ones left out. Throws 'finding-list-invalid'. */
export async function readSheetLines(file: ListFile): Promise<SheetLine[]> {
  const lines = 'csv' in file ? csvLines(file.csv) : await xlsxLines(file.xlsx);
  if (lines.length > MAX_LINES) {
    throw unreadable('length', `has ${lines.length} lines; ${MAX_LINES} are taken at a time`);
  }
  return lines.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

type Parsed = { record: string[]; info: { lines: number } };

function csvLines(csv: string): SheetLine[] {
  const text = csv.normalize('NFC').replace(/^\uFEFF/, '');
  const heading = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const delimiter = heading.split(';').length > heading.split(',').length ? ';' : ',';
  try {
    // With `info` each item is { record, info }; the declared result type does not say so.
    const parsed = parse(text, {
      delimiter,
      trim: true,
      relax_column_count: true,
      info: true,
    }) as unknown as Parsed[];
    return parsed.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable('csv', `is no CSV: ${error.message}`);
  }
}

async function xlsxLines(bytes: Uint8Array): Promise<SheetLine[]> {
  const unpacked = unpackedWithin(bytes);
  try {
    // Numbers stay the text they are stored as: an amount must not pass through a float.
    const rows = await readSheet(Buffer.from(unpacked), { parseNumber: (digits) => digits, trim: false });
    return rows.map((cells, index) => ({
      line: index + 1,
      cells: cells.slice(0, MAX_COLUMNS).map((cell) => cellText(cell)),
    }));
  } catch (error) {
    throw unreadable('xlsx', `is no workbook that can be read: ${messageOf(error)}`);
  }
}

/**
 * The archive packed anew without compression: what its entries hold is cut at the size they state, so one that states too
 * little for what it holds comes out broken, and never unpacks in the reader to more than was counted here.
 */
function unpackedWithin(bytes: Uint8Array): Uint8Array {
  let unpacked = 0;
  let files: Unzipped;
  try {
    files = unzipSync(bytes, {
      filter({ originalSize }) {
        unpacked += originalSize;
        return unpacked <= MAX_UNPACKED;
      },
    });
  } catch (error) {
    throw unreadable('xlsx', `is no workbook (.xlsx): ${messageOf(error)}`);
  }
  if (unpacked > MAX_UNPACKED) throw unreadable('xlsx', 'unpacks to more than 64 MiB');
  return zipSync(files, { level: 0 });
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell as string | number | boolean)
    .normalize('NFC')
    .trim();
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function unreadable(rule: string, message: string): DomainError {
  return new DomainError('finding-list-invalid', `The file ${message}.`, {
    rule: 'finding-list',
    errors: [{ path: '/file', line: 1, field: 'file', rule, message }],
  });
}
