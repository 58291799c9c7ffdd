import { CsvError, parse } from 'csv-parse/sync';

const FIELDS = ['code', 'name', 'addressee_category', 'kind', 'peer_group', 'parent'] as const;
type Field = (typeof FIELDS)[number] | 'mail';
/** `line`: of the file, from 1, where the record starts. */
export type UnitRow = { line: number; values: Record<Field, string> };
export type ListFault = { line: number; field: string; rule: string; message: string };

type Parsed = { record: string[]; info: { lines: number } };
const fault = (line: number, field: string, rule: string, message: string): ListFault => ({
  line,
  field,
  rule,
  message,
});

/** The separator is what the heading line uses: spreadsheets of a Vietnamese locale write semicolons. */
const delimiterOf = (csv: string) => {
  const heading = csv.slice(0, csv.search(/[\r\n]|$/));
  return heading.split(';').length > heading.split(',').length ? ';' : ',';
};

function records(csv: string): Parsed[] | ListFault {
  try {
    // With `info` each item is { record, info }; the declared result type does not say so.
    return parse(csv, {
      bom: true,
      delimiter: delimiterOf(csv),
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }) as unknown as Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return fault(line, 'file', 'csv', `is no CSV: ${error.message}`);
  }
}

/** The records under a right heading, as NFC text; otherwise the faults of the file as a whole. */
export function readRows(csv: string): { rows: UnitRow[]; faults: ListFault[] } {
  const parsed = records(csv.normalize('NFC').replace(/^\s*\n/, ''));
  if (!Array.isArray(parsed)) return { rows: [], faults: [parsed] };
  const [heading, ...body] = parsed;
  if (heading === undefined) return { rows: [], faults: [fault(1, 'file', 'not-empty', 'holds nothing')] };
  const names = heading.record.map((name) => name.toLowerCase());
  const missing = FIELDS.filter((field) => !names.includes(field));
  const foreign = names.filter((name) => name !== 'mail' && !FIELDS.some((field) => field === name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (missing.length > 0 || foreign.length > 0 || twice.length > 0) {
    const heads = `must be ${FIELDS.join(',')}[,mail]`;
    const about = [
      ...missing.map((name) => `without ${name}`),
      ...foreign.map((name) => `unknown ${name}`),
      ...twice.map((name) => `${name} twice`),
    ];
    return { rows: [], faults: [fault(1, 'heading', 'heading', `${heads} (${about.join(', ')})`)] };
  }
  if (body.length === 0)
    return { rows: [], faults: [fault(1, 'file', 'not-empty', 'holds a heading and no units')] };
  const faults: ListFault[] = [];
  const rows = body.map(({ record, info }): UnitRow => {
    if (record.length > names.length)
      faults.push(
        fault(info.lines, 'file', 'columns', `has ${record.length} columns for ${names.length} headings`),
      );
    const cell = (field: Field) => record[names.indexOf(field)] ?? '';
    const [code, name, category] = [
      cell('code'),
      cell('name').replace(/\s+/g, ' '),
      cell('addressee_category'),
    ];
    return {
      line: info.lines,
      values: {
        code,
        name,
        addressee_category: category,
        kind: cell('kind').toUpperCase(),
        peer_group: cell('peer_group'),
        parent: cell('parent'),
        mail: cell('mail'),
      },
    };
  });
  return { rows, faults };
}
