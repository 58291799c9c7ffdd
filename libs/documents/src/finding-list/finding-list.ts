import { isDay } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { FindingSource } from '@dondoc/domain/conclusion/conclusion.events.ts';
import { FINDING_SOURCES } from '@dondoc/domain/conclusion/conclusion.events.ts';
import {
  RECOMMENDATION_TYPES,
  SEVERITIES,
  type RecommendationType,
  type Severity,
} from '@dondoc/domain/finding/finding.events.ts';
import { readSheetLines, unreadable, type ListFile, type SheetLine } from './sheet.ts';

/** The columns of the list, each with the heading people write above it. Those with a star must be there and filled. */
const COLUMNS = {
  unit: ['đơn vị', true],
  source: ['nguồn', true],
  conclusion_number: ['số kết luận', true],
  issuer: ['cơ quan kết luận', true],
  signed_on: ['ngày ký', true],
  item: ['mục', true],
  text: ['hạn chế, khuyết điểm (nguyên văn)', true],
  severity: ['mức độ', true],
  position: ['chức danh', false],
  amount: ['số tiền', false],
  recommendation: ['loại kiến nghị', false],
  required_action: ['yêu cầu khắc phục', false],
  due_on: ['thời hạn', false],
  due_basis: ['căn cứ thời hạn', false],
  responsible: ['lãnh đạo phụ trách', false],
  theme: ['mã hạn chế', false],
  repeats: ['lặp lại số', false],
} as const satisfies Record<string, readonly [string, boolean]>;
type Column = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as Column[];
const MAX_LENGTH: Partial<Record<Column, number>> = {
  unit: 64,
  conclusion_number: 100,
  issuer: 300,
  item: 100,
  text: 20_000,
  position: 300,
  required_action: 4_000,
  due_basis: 300,
  responsible: 300,
  theme: 64,
  repeats: 20,
};

export type RowFault = { field: string; message: string };
/** One finding as the list states it; units, conclusions and repeats are still names. */
export type ListedFinding = {
  unit: string;
  conclusion: { source: FindingSource; number: string; issuer: string; signedOn: string };
  item: string;
  text: string;
  severity: Severity;
  position: string | null;
  /** Whole đồng, digits only. */
  amount: string | null;
  recommendation: RecommendationType;
  requiredAction: string | null;
  due: { on: string; basis: string } | null;
  responsible: string | null;
  theme: string | null;
  /** Number of the finding it repeats in the unit's register. */
  repeats: string | null;
};
export type ListedRow = { line: number } & (
  | { finding: ListedFinding }
  /** With the unit and the item as far as the line names them. */
  | { unit: string | null; item: string | null; faults: readonly RowFault[] }
);

/**
 * Reads a list of findings, one a line, from CSV or the first sheet of an XLSX workbook, under the headings of COLUMNS in either
 * language, in any order. Days as YYYY-MM-DD or dd/mm/yyyy; amounts with or without thousand dots. A line that is wrong comes
 * back with its faults. Throws 'finding-list-invalid' for a file that is wrong as a whole.
 */
export async function readFindingList(file: ListFile): Promise<ListedRow[]> {
  const [heading, ...body] = await readSheetLines(file);
  if (heading === undefined) throw unreadable('not-empty', 'holds nothing');
  const columns = columnsOf(heading);
  if (body.length === 0) throw unreadable('not-empty', 'names columns, and no finding');
  return body.map((line) => readRow(line, columns));
}

/** Where each column stands; throws for one that is missing, unknown or there twice. */
function columnsOf({ cells }: SheetLine): (Column | null)[] {
  const columns = cells.map((cell) => {
    const said = cell.toLowerCase().normalize('NFC');
    return NAMES.find((name) => name === said || COLUMNS[name][0] === said) ?? null;
  });
  const about = [
    ...NAMES.filter((name) => COLUMNS[name][1] && !columns.includes(name)).map((name) => `without ${name}`),
    ...cells.filter((cell, index) => cell !== '' && columns[index] === null).map((cell) => `unknown ${cell}`),
    ...columns
      .filter((name, index) => name !== null && columns.indexOf(name) !== index)
      .map((name) => `${name} twice`),
  ];
  if (about.length === 0) return columns;
  throw unreadable(
    'heading',
    `has not the right headings (${about.join(', ')}); those there are: ${NAMES.join(', ')}`,
  );
}

function readRow({ line, cells }: SheetLine, columns: readonly (Column | null)[]): ListedRow {
  const values = Object.fromEntries(
    NAMES.map((name) => [name, cells[columns.indexOf(name)] ?? '']),
  ) as Record<Column, string>;
  const signedOn = dayOf(values.signed_on);
  const dueOn = dayOf(values.due_on);
  const amount = digitsOf(values.amount);
  const source = values.source.toUpperCase();
  const severity = values.severity.toUpperCase();
  const recommendation = (values.recommendation || 'OTHER').toUpperCase();
  const surplus = cells.some((cell, index) => cell !== '' && index >= columns.length);
  const faults: RowFault[] = [
    ...NAMES.filter((name) => COLUMNS[name][1] && values[name] === '').map((field) => ({
      field,
      message: 'is empty',
    })),
    ...NAMES.filter((name) => values[name].length > (MAX_LENGTH[name] ?? 300)).map((field) => ({
      field,
      message: `has more than ${MAX_LENGTH[field] ?? 300} characters`,
    })),
    ...(surplus ? [{ field: 'line', message: 'has more cells than the heading' }] : []),
    ...wrong('source', values.source, isOneOf(FINDING_SOURCES, source), FINDING_SOURCES.join(', ')),
    ...wrong('severity', values.severity, isOneOf(SEVERITIES, severity), SEVERITIES.join(', ')),
    ...wrong(
      'recommendation',
      values.recommendation,
      isOneOf(RECOMMENDATION_TYPES, recommendation),
      RECOMMENDATION_TYPES.join(', '),
    ),
    ...wrong('signed_on', values.signed_on, signedOn !== null, 'a day: YYYY-MM-DD or dd/mm/yyyy'),
    ...wrong('due_on', values.due_on, dueOn !== null, 'a day: YYYY-MM-DD or dd/mm/yyyy'),
    ...wrong('amount', values.amount, amount !== null, 'whole đồng: 1250000000 or 1.250.000.000'),
  ];
  if (faults.length > 0 || !isOneOf(FINDING_SOURCES, source) || !isOneOf(SEVERITIES, severity))
    return { line, unit: orNull(values.unit), item: orNull(values.item), faults };
  return {
    line,
    finding: {
      unit: values.unit,
      conclusion: {
        source,
        number: values.conclusion_number,
        issuer: values.issuer,
        signedOn: signedOn ?? '',
      },
      item: values.item,
      text: values.text,
      severity,
      position: orNull(values.position),
      amount,
      recommendation: isOneOf(RECOMMENDATION_TYPES, recommendation) ? recommendation : 'OTHER',
      requiredAction: orNull(values.required_action),
      // A date without a basis of its own rests on the conclusion that states it.
      due: dueOn === null ? null : { on: dueOn, basis: values.due_basis || values.conclusion_number },
      responsible: orNull(values.responsible),
      theme: orNull(values.theme),
      repeats: orNull(values.repeats),
    },
  };
}

const orNull = (text: string) => (text === '' ? null : text);

function isOneOf<Code extends string>(codes: readonly Code[], text: string): text is Code {
  return codes.some((code) => code === text);
}

/** An empty cell is not wrong here: whether it may be empty is another question. */
function wrong(field: Column, said: string, isRight: boolean, must: string): RowFault[] {
  return said === '' || isRight ? [] : [{ field, message: `"${said}" must be ${must}` }];
}

/** Null: empty, or no day of the calendar. */
function dayOf(text: string): string | null {
  if (isDay(text)) return text;
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  const read = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(read) ? read : null;
}

function digitsOf(text: string): string | null {
  const plain = /^\d{1,3}([. ]\d{3})+$/.test(text) ? text.replace(/[. ]/g, '') : text;
  return /^\d{1,15}$/.test(plain) ? plain.replace(/^0+(?=\d)/, '') : null;
}
